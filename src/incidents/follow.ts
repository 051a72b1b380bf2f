import type { EpochMs } from '../diagnosis/time.ts';
import type { FleetRun } from '../digests/fleet-run.ts';
import { blastRadiusOf } from './blast-radius.ts';
import type { FactBody, NewFact } from './fact.ts';
import { withFacts } from './fold.ts';
import type { Incident, LastCheck } from './incident.ts';
import { lastCheckOf, type Look } from './look.ts';
import { nudgeAtMsOf } from './movement.ts';
import { proposalOf } from './proposal.ts';
import { sourceChangesOf } from './source-changes.ts';
import { stillNotWellOf } from './still-not-well.ts';
import { verdictChangesOf, type HasRecovered } from './verdict-changes.ts';

/** What the bot has found out for an incident. */
export interface Found {
  readonly look: Look;
  /** The newest run of each check that reads all its subjects, as far as there is one. */
  readonly runs: readonly FleetRun[];
}

export interface Followed {
  /** What has changed; empty where nothing has, and always where the same is found twice. */
  readonly facts: readonly NewFact[];
  /** null: the look saw nobody of the incident. */
  readonly lastCheck: LastCheck | null;
  /** With those facts and that check. */
  readonly incident: Incident;
}

/** Compares what was found with what the incident remembers. @param incident not closed, and not checked later than this look */
export function follow(
  incident: Incident,
  { look, runs }: Found,
  hasRecovered: HasRecovered,
  nowMs: EpochMs,
): Followed {
  const changes = verdictChangesOf(incident, look, hasRecovered);
  const lastCheck = lastCheckOf(incident, look, changes);
  const facts: NewFact[] = [];
  let now = withFacts(incident, [], nowMs, lastCheck ?? incident.lastCheck);
  // What is recorded later looks at the incident as those before have left it.
  const record = (bodies: readonly FactBody[], atMs: EpochMs) => {
    const fresh = bodies.map((body): NewFact => ({ atMs, by: { kind: 'bot' }, body }));
    facts.push(...fresh);
    now = withFacts(now, fresh, nowMs);
  };
  record(sourceChangesOf(incident, look), look.atMs);
  record(changes, look.atMs);
  record(stillNotWellOf(incident, look, changes), look.atMs);
  for (const run of runs) record(blastRadiusOf(now, run), look.atMs);
  const proposal = proposalOf(now, look);
  if (proposal !== null) record([proposal], look.atMs);
  const nudgeAtMs = nudgeAtMsOf(now);
  if (nudgeAtMs !== null && nudgeAtMs <= nowMs) record([{ kind: 'nudged' }], nowMs);
  return { facts, lastCheck, incident: now };
}
