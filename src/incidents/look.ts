import { SOURCE_IDS, type ReadingStatus } from '../diagnosis/reading.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { SubjectSeen } from './fact.ts';
import type { Incident, LastCheck } from './incident.ts';
import { isSameSubject } from './subject-key.ts';

/** What one look at an incident's subjects saw. */
export interface Look {
  readonly atMs: EpochMs;
  /** One for each check that could be made. */
  readonly checks: readonly CheckLook[];
}

export interface CheckLook {
  readonly checkId: string;
  readonly seen: readonly SubjectSeen[];
  /** Of the configured sources that the check asks. */
  readonly sources: LastCheck['sources'];
}

/** Worst last. */
const STATUSES: readonly ReadingStatus[] = ['not-configured', 'ok', 'truncated', 'failed'];

/** Whether what is not there may be taken for "none". */
export function isWhole({ sources }: Pick<CheckLook, 'sources'>): boolean {
  return sources.every(({ status }) => status === 'ok');
}

/** How each source answered: where checks disagree, the worst. */
export function sourcesOf({ checks }: Look): LastCheck['sources'] {
  const answers = checks.flatMap(({ sources }) => sources);
  return SOURCE_IDS.flatMap((source) => {
    const own = answers.filter((answer) => answer.source === source).map(({ status }) => status);
    const worst = STATUSES.findLast((status) => own.includes(status));
    return worst === undefined ? [] : [{ source, status: worst }];
  });
}

/** What is remembered of a look: those who are in the incident by now. null: it saw none of them. */
export function lastCheckOf({ subjects }: Pick<Incident, 'subjects'>, look: Look): LastCheck | null {
  const seen = look.checks
    .flatMap((check) => check.seen)
    .filter((each) => subjects.some((subject) => isSameSubject(subject, each)));
  return seen.length === 0 ? null : { atMs: look.atMs, seen, sources: sourcesOf(look) };
}
