import type { FactBody } from './fact.ts';
import type { WhyUnchanged } from './incidents.ts';

/** What is recorded of something that a person tells, at least one fact; or why nothing is. */
export type Decided = readonly FactBody[] | Unchanged;

export interface Unchanged {
  readonly why: WhyUnchanged;
}

export function unchanged(why: WhyUnchanged): Unchanged {
  return { why };
}

export function isUnchanged(decided: Decided): decided is Unchanged {
  return 'why' in decided;
}
