import { useEffect, useLayoutEffect, useRef, type RefObject } from 'react';

/**
 * Keeps the newest of a list in sight for whoever was at its end, and leaves everybody else where they read. What is higher than the
 * list is shown from its beginning.
 *
 * @param content whenever this changes, the list may have grown
 * @returns `list` is what scrolls, `end` an empty element behind the last one
 */
export function useStickToEnd(content: unknown): {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly end: RefObject<HTMLDivElement | null>;
} {
  const list = useRef<HTMLDivElement>(null);
  const end = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);

  useEffect(() => {
    const mark = end.current;
    if (mark === null) return;
    // An observer looks through all that scrolls: the list, or at narrow widths the page.
    const observer = new IntersectionObserver(
      (entries) => {
        isAtEnd.current = entries.at(-1)?.isIntersecting === true;
      },
      { rootMargin: '80px' },
    );
    observer.observe(mark);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    const newest = list.current?.querySelector('li:last-child');
    if (!isAtEnd.current || newest === null || newest === undefined) return;
    const height = Math.min(list.current?.clientHeight ?? 0, window.innerHeight);
    newest.scrollIntoView({ block: newest.getBoundingClientRect().height > height ? 'start' : 'end' });
  }, [content]);

  return { list, end };
}
