import { describe, expect, it } from 'vitest';
import { NOTE } from '../store/kept-incident.ts';
import { publishingIncidents, RESOLVED } from './publishing-incidents.ts';

describe('what a later version has recorded, and this one cannot read', () => {
  const { own, clock: _, logged, ...publishing } = publishingIncidents();
  const { opened, publisher, textsIn, isShown } = publishing;

  const writes = (seq: number, body: string) =>
    own.database.run(`update incident_facts set body = '${body}' where seq = ${seq}`);
  const toldIn = () => textsIn().filter((text) => /^\d/u.test(text));

  it('is told by one that can, in its order: nothing behind it is told before it', async () => {
    const incident = await opened('C1', NOTE, NOTE, RESOLVED);
    await writes(3, '{"kind":"newer"}');
    await publisher()(incident.id);
    expect(toldIn()).toEqual(['1 opened', '2 note']);
    expect(textsIn()[0]).toBe('root: P2 resolved, 1 notes, checked never, thread here');
    expect((await own.store.incidents.find(incident.id))?.keeping.publishedSeq).toBe(2);
    expect(await isShown()).toBe(false);
    await writes(3, JSON.stringify(NOTE));
    await publisher()(incident.id);
    expect(toldIn()).toEqual(['1 opened', '2 note', '3 note', '4 status-changed']);
    expect(await isShown()).toBe(true);
    expect(logged).toEqual([]);
  });

  it('opens no thread where it is the opening', async () => {
    const incident = await opened('C1', NOTE);
    await writes(1, '{"kind":"newer"}');
    await publisher()(incident.id);
    expect(textsIn()).toEqual([]);
    expect(await isShown()).toBe(false);
  });
});
