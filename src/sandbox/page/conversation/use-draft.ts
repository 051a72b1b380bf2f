import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

/** What stands in a composer. */
export interface Draft {
  readonly text: string;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly setText: (text: string | ((before: string) => string)) => void;
  /** Puts a text in for the person, and the focus behind it: as soon as the field is there. */
  readonly fill: (text: string) => void;
}

export function useDraft(): Draft {
  const [text, setText] = useState('');
  const [filled, setFilled] = useState(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const focused = useRef(0);

  // After every render: while it is not known what a person sees, there is no field.
  useEffect(() => {
    if (focused.current === filled || field.current === null) return;
    focused.current = filled;
    field.current.focus();
    field.current.setSelectionRange(field.current.value.length, field.current.value.length);
  });
  const fill = useCallback((wanted: string) => {
    setText(wanted);
    setFilled((count) => count + 1);
  }, []);

  return { text, field, setText, fill };
}
