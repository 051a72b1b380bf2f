import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

/** What stands in a composer. */
export interface Draft {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly setText: (text: string | ((before: string) => string)) => void;
  /** Puts a text in for the person, and the focus behind it. */
  readonly fill: (text: string) => void;
}

export function useDraft(): Draft {
  const [text, setText] = useState('');
  const [filled, setFilled] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => {
    if (filled === 0) return;
    field.current?.focus();
    field.current?.setSelectionRange(field.current.value.length, field.current.value.length);
  }, [filled]);
  const fill = useCallback((wanted: string) => {
    setText(wanted);
    setFilled((count) => count + 1);
  }, []);

  return { text, field, setText, fill };
}
