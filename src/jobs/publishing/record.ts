import type { FactBody } from '../../incidents/fact.ts';
import type { Incident } from '../../incidents/incident.ts';
import type { PublishingSettings } from './settings.ts';

/**
 * Records what publishing itself has found out: a fact as well, which is told in its turn.
 * @param key recorded before under it: nothing is recorded again
 * @param isNews asked while nobody else can tell anything; left out: it is. @returns the incident with it
 */
export async function record(
  { memory, clock }: Pick<PublishingSettings, 'memory' | 'clock'>,
  incident: Incident,
  key: string,
  body: FactBody,
  isNews: (incident: Incident) => boolean = () => true,
): Promise<Incident> {
  const atMs = clock();
  const told = await memory.append(incident.id, key, atMs, ({ incident: now }) => ({
    facts: isNews(now) ? [{ atMs, by: { kind: 'bot' }, body }] : [],
    outcome: null,
  }));
  if (typeof told === 'object') return told.kept.incident;
  return (await memory.find(incident.id))?.incident ?? incident;
}
