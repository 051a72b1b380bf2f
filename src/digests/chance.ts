/** Some of whom are drawn by lot. */
export interface Draw {
  readonly all: number;
  /** Those of all who have something. */
  readonly allWith: number;
  readonly drawn: number;
  /** Those of the drawn who have it. */
  readonly drawnWith: number;
}

/** How likely it is that at least so many of the drawn have it: the upper tail of the hypergeometric distribution. */
export function chanceOf({ all, allWith, drawn, drawnWith }: Draw): number {
  const most = Math.min(drawn, allWith);
  const ways = lnFactorials(all);
  const lnChoose = (of: number, count: number) => ways(of) - ways(count) - ways(of - count);
  let chance = 0;
  for (let each = Math.max(drawnWith, drawn - (all - allWith), 0); each <= most; each += 1) {
    const lnWays = lnChoose(allWith, each) + lnChoose(all - allWith, drawn - each);
    chance += Math.exp(lnWays - lnChoose(all, drawn));
  }
  return Math.min(1, chance);
}

/** Logarithms, for factorials of fleets are beyond all numbers. */
function lnFactorials(upTo: number): (count: number) => number {
  const sums = [0];
  for (let count = 1; count <= upTo; count += 1) sums.push((sums[count - 1] ?? 0) + Math.log(count));
  return (count) => sums[count] ?? -Infinity;
}
