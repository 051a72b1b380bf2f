import { isNotWell } from '../diagnosis/verdict.ts';
import type { Said } from '../words/said.ts';
import type { Fact } from './fact.ts';
import { isOf, newestOf, type FactOf } from './fact-search.ts';
import { incidentBefore } from './history.ts';
import type { Incident } from './incident.ts';
import { ofSameLook } from './same-look.ts';
import { authorSaid, type IncidentTelling } from './telling.ts';

/**
 * Asks whoever leads, else whoever has declared it resolved, whether to reopen: beneath what shows that it is not resolved, once for each look.
 * null: the fact shows no such thing.
 */
export function reopeningAsked(fact: Fact, incident: Incident, telling: IncidentTelling): Said | null {
  const { leadUserId, facts, status } = incidentBefore(incident, fact.seq);
  const declared = newestOf(facts, 'status-changed');
  if (status !== 'resolved' || declared === null) return null;
  const who = leadUserId === null ? authorSaid(declared.by, telling) : { userId: leadUserId };
  const { words, dates } = telling;
  if (isOf('still-not-well')(fact)) return words.toReopen(who);
  if (!isFailure(fact)) return null;
  const [first] = ofSameLook(fact, incident, 'verdict-changed').filter(isFailure);
  return first?.seq === fact.seq ? words.wasResolved(dates.zoned(declared.atMs), who) : null;
}

function isFailure(fact: Fact): fact is FactOf<'verdict-changed'> {
  return isOf('verdict-changed')(fact) && isNotWell(fact.body.standing.outcome);
}
