import { beforeEach, describe, expect, it } from 'vitest';
import type { NewFact } from '../../src/incidents/fact.ts';
import { createKeptIncidents, type KeptIncidents } from '../../src/store/incidents.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { Unreadable } from '../../src/store/read-incident.ts';
import { missing } from '../incidents/example.ts';
import { fact, identity, NOTE, OPENED } from './kept-incident.ts';
import { keptStore } from './kept-store.ts';
import { NOW_MS } from './kept.ts';

describe('an incident of which a later version has told more than this one can read', () => {
  const own = keptStore();
  let incidents: KeptIncidents;
  /** What could not be read. */
  let unreadable: Unreadable[];

  beforeEach(() => {
    unreadable = [];
    const db = openDatabase({ url: own.database.url, tls: 'disable', caPem: null });
    incidents = createKeptIncidents(db, (what) => void unreadable.push(what));
    return () => db.destroy();
  });

  const opened = async (key: string, ...bodies: readonly NewFact[]) =>
    (await incidents.open(key, identity(), { facts: [fact(OPENED), ...bodies] })).incident;
  const writes = (incidentId: string, seq: number, change: string) =>
    own.database.run(
      `update incident_facts set ${change} where incident_id = '${incidentId}' and seq = ${seq}`,
    );
  const told = { outcome: null };

  it('is on the lists with all that can be read, in nobody’s way, and logged once', async () => {
    const other = await opened('other');
    const { id, number } = await opened('one', fact(NOTE), fact(NOTE));
    await writes(id, 2, `body = '{"kind":"newer"}'`);
    const listed = await incidents.list('open', 10);
    expect(listed.map(({ incident }) => incident.number)).toEqual([number, other.number]);
    expect(listed[0]?.incident.facts.map(({ seq, body }) => [seq, body.kind])).toEqual([
      [1, 'opened'],
      [2, 'unreadable'],
      [3, 'note'],
    ]);
    const another = await incidents.openUnless('another', identity(), { facts: [fact(OPENED)] }, () => []);
    expect(another.kind).toBe('opened');
    expect((await incidents.find(id))?.incident).toEqual(listed[0]?.incident);
    expect(unreadable).toEqual([{ incidentId: id, seq: 2 }]);
  });

  it('can be told of: what it holds is numbered as before', async () => {
    const { id } = await opened('one', fact(NOTE));
    await writes(id, 2, `by = '{"kind":"newer"}'`);
    await incidents.append(id, 'more', NOW_MS, () => ({ facts: [fact(NOTE)], ...told }));
    const kinds = (await incidents.find(id))?.incident.facts.map(({ seq, body }) => [seq, body.kind]);
    expect(kinds).toEqual([
      [1, 'opened'],
      [2, 'unreadable'],
      [3, 'note'],
    ]);
  });

  it.each([
    [
      'where it came from',
      `body = body || '{"origin":{"kind":"newer"}}'`,
      { title: 'clinics silently skipped' },
    ],
    [
      'a severity that is not known here, which is taken for the worst',
      `body = body || '{"severity":"P0"}'`,
      { title: 'clinics silently skipped', severity: 'P1' },
    ],
    [
      'everything',
      `body = '{"kind":"newer"}', by = '{}'`,
      { title: '', reportedAtMs: NOW_MS, reportedBy: null },
    ],
  ])('is there though its opening cannot be read: %s', async (_, change, expected) => {
    const { id } = await opened('one');
    await writes(id, 1, change);
    const [listed] = await incidents.list('all', 1);
    expect(listed?.incident).toMatchObject({ id, openedByUserId: 'U1', ...expected });
    expect(listed?.incident.facts[0]?.body).toMatchObject({ kind: 'opened', isReadInPart: true });
    expect(unreadable).toEqual([{ incidentId: id, seq: 1 }]);
  });

  it('is known to have been checked, though it is not known what that saw', async () => {
    const { id } = await opened('one', fact({ kind: 'subject-added', why: 'opening', ...missing('a') }));
    const lastCheck = { atMs: NOW_MS, seen: [missing('a')], sources: [] };
    await incidents.append(id, 'check', NOW_MS, () => ({ facts: [], lastCheck, ...told }));
    await own.database.run(`update incidents set last_check = '{"newer":true}'`);
    expect((await incidents.find(id))?.incident.lastCheck).toEqual({ atMs: NOW_MS, seen: [], sources: [] });
    expect(unreadable).toEqual([{ incidentId: id, seq: null }]);
  });

  it('stays closed by what cannot be read, until somebody changes that here', async () => {
    const { id } = await opened('one', fact(NOTE));
    await writes(id, 2, `body = '{"kind":"merged"}'`);
    await own.database.run(`update incidents set status = 'closed'`);
    await incidents.append(id, 'note', NOW_MS, () => ({ facts: [fact(NOTE)], ...told }));
    expect(await incidents.list('open', 1)).toEqual([]);
    await incidents.append(id, 'lead', NOW_MS, () => ({ facts: [fact({ kind: 'lead-taken' })], ...told }));
    expect(await incidents.list('open', 1)).toHaveLength(1);
  });
});
