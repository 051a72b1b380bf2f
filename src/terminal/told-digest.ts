import type { FleetWords } from '../checks/fleet.ts';
import type { Noun } from '../checks/report.ts';
import type { DigestEntry, DigestReport } from '../digests/digest-report.ts';

/** A digest in words, to be drawn as text or Markdown. */
export interface ToldDigest {
  readonly report: DigestReport;
  /** Everybody whom it tells of by name. */
  readonly entries: readonly DigestEntry[];
  /** So many more in outages, who are not told by name. */
  readonly inOutage: number;
  readonly noun: Noun;
  readonly fleetWords: FleetWords;
  /** How one of them is checked: a command line. */
  readonly checkCommand: (subjectId: string) => string;
}

/** What comes first: the counts, or that nothing has changed. */
export function leadOf({ isQuiet, summary, headline }: DigestReport): string {
  return isQuiet ? summary : headline;
}

/** "1 provider", "5 providers" */
export function countOf({ entries, noun }: ToldDigest): string {
  return `${entries.length} ${entries.length === 1 ? noun.one : noun.many}`;
}
