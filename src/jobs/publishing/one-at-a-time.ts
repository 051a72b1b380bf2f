/**
 * Does a piece of work at most once at a time for each id; of those that ask meanwhile, all are content with one more after it.
 * @param work never rejects
 */
export function oneAtATime(work: (id: string) => Promise<void>): (id: string) => Promise<void> {
  const underWay = new Map<string, Promise<void>>();
  const next = new Map<string, Promise<void>>();

  return (id) => {
    const waiting = next.get(id);
    if (waiting !== undefined) return waiting;
    const before = underWay.get(id);
    if (before === undefined) return begin(id);
    const after = before.then(() => {
      next.delete(id);
      return begin(id);
    });
    next.set(id, after);
    return after;
  };

  function begin(id: string): Promise<void> {
    const begun = work(id).finally(() => {
      underWay.delete(id);
    });
    underWay.set(id, begun);
    return begun;
  }
}
