/** What a figure should be: `under` leaves the limit itself out, `at-most` takes it in. */
export interface Target {
  readonly kind: 'under' | 'at-most';
  readonly limit: number;
}

/** One line of the bench. */
export interface Measure {
  readonly name: string;
  readonly figure: number;
  readonly unit: 'ms' | 'ratio' | 'requests' | 'MB';
  /** null: the figure is told, and nothing is asked of it. */
  readonly target: Target | null;
  /** What the figure was made of; empty where it speaks for itself. */
  readonly detail: string;
}

/** Judges the figure as it is shown; null where there is no target. */
export function isMet({ figure, unit, target }: Measure): boolean | null {
  if (target === null) return null;
  const shown = unit === 'ratio' ? Number(figure.toFixed(3)) : Math.round(figure);
  return target.kind === 'under' ? shown < target.limit : shown <= target.limit;
}

/** Those whose target is not met. */
export function missedAmong(measures: readonly Measure[]): readonly Measure[] {
  return measures.filter((measure) => isMet(measure) === false);
}
