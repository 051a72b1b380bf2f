import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Keeps the newest of a list in sight for whoever follows it, and leaves everybody else where they read. What is higher than the list is
 * shown from its beginning. Whoever sees the end of the list follows it, and whoever has not moved since they were last brought there.
 *
 * @param content whenever this changes, the list may have grown
 * @param calls each change of this brings the person to the end: they have sent something
 * @returns `list` is what scrolls, `end` an empty element behind the last one
 */
export function useStickToEnd(
  content: unknown,
  calls: number,
): {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly end: RefObject<HTMLDivElement | null>;
} {
  const list = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const isEndSeen = useRef(true);
  /** Where the person was last brought, in px. */
  const broughtTo = useRef<number | null>(null);

  useEffect(() => {
    const [scrolled, mark] = [list.current, end.current];
    if (scrolled === null || mark === null) return;
    const seen = new IntersectionObserver(
      (entries) => {
        isEndSeen.current = entries.at(-1)?.isIntersecting === true;
      },
      { rootMargin: '80px' },
    );
    seen.observe(mark);
    // Pictures come later than their message.
    const grown = new ResizeObserver(() => {
      if (isEndSeen.current || broughtTo.current === scrolled.scrollTop) {
        broughtTo.current = bringToEnd(scrolled);
      }
    });
    for (const part of scrolled.children) grown.observe(part);
    return () => {
      seen.disconnect();
      grown.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    if (calls > 0) isEndSeen.current = true;
  }, [calls]);

  useLayoutEffect(() => {
    const scrolled = list.current;
    if (scrolled === null) return;
    if (isEndSeen.current || broughtTo.current === scrolled.scrollTop) {
      broughtTo.current = bringToEnd(scrolled);
    }
  }, [content, calls]);

  return { list, end };
}

/** @returns where that is */
function bringToEnd(list: HTMLElement): number {
  const newest = list.querySelector('li:last-child');
  const isHigher = newest !== null && newest.getBoundingClientRect().height > list.clientHeight;
  newest?.scrollIntoView({ block: isHigher ? 'start' : 'end' });
  return list.scrollTop;
}
