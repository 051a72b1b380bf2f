import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Incident } from '../../src/incidents/incident.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';
import { runTerminal, type TerminalRun } from '../support/terminal.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const listed = z.array(z.object({ number: z.number(), title: z.string(), status: z.string() }));
const shown = z.object({
  subjects: z.array(z.object({ id: z.string(), verdict: z.string() })),
  clocks: z.object({ began: z.object({ at: z.string(), isAtLatest: z.boolean() }) }),
  timeline: z.array(
    z.object({
      kind: z.string(),
      text: z.string().nullable(),
      by: z.string().nullable(),
      corrections: z.array(z.record(z.string(), z.string().nullable())),
    }),
  ),
});

describe('portal-check incident', () => {
  let running: Case001;
  let incident: Incident;
  let folder: string;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
    folder = await mkdtemp(join(tmpdir(), 'postmortem-'));
    incident = await open('Clinics silently skipped');
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await running.stop();
  });

  const terminal = (...argv: string[]): Promise<TerminalRun> =>
    runTerminal(['incident', ...argv], running.environment);

  /** As somebody opens it in Slack, about Duke Health. */
  async function open(title: string): Promise<Incident> {
    const { incidents } = running.assembly;
    const subjects = await incidents.look([{ checkId: 'portal-links', subjectId: DUKE }], {
      requestId: 'r1',
      userId: 'U1',
    });
    const opened = await incidents.open({
      key: title,
      title,
      severity: 'P2',
      summary: 'Nothing reaches them.',
      reportedAtMs: Date.parse('2025-07-24T10:00:00Z'),
      reportedBy: { kind: 'named', name: 'help desk' },
      subjects,
      origin: { kind: 'command' },
      channelId: 'C1',
      locale: 'es',
      userId: 'U1',
    });
    await incidents.note(opened.id, 'read by many', { key: 'note', userId: 'U2', atMs: null });
    return opened;
  }

  it('lists the open ones, a line each, that tells how they stand', async () => {
    const { exitCode, out, err } = await terminal('list');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out.trimEnd()).toBe(
      `#${incident.number} P2 · Clinics silently skipped · reported · 1 of 1 provider missing`,
    );
  });

  it('lists them for programs', async () => {
    const { out } = await terminal('list', '--all', '--format', 'json');
    expect(listed.parse(JSON.parse(out))).toEqual([
      { number: incident.number, title: 'Clinics silently skipped', status: 'reported' },
    ]);
  });

  it('shows how one stands: since when over all links, its clocks, and what happened when', async () => {
    const { out } = await terminal('show', `#${incident.number}`);
    expect(out).toContain('Duke Health (DUK) Charlotte');
    expect(out).toContain('Began: Mon 2 September 2024 11:00 PDT');
    expect(out).toMatch(/TTD, to the first reaction: \d+:\d\d from the report/u);
    expect(out).toContain('read by many (@U2)');
  });

  it('shows it for programs', async () => {
    const { out } = await terminal('show', String(incident.number), '--format', 'json');
    const { subjects, clocks, timeline } = shown.parse(JSON.parse(out));
    expect(subjects).toEqual([{ id: DUKE, verdict: 'provider-not-resolved' }]);
    expect(clocks.began).toEqual({ at: '2024-09-02T18:00:00.000Z', isAtLatest: false });
    expect(timeline.map(({ kind }) => kind)).toEqual(['opened', 'subject-added', 'note']);
  });

  it.each([
    { name: 'in the language of the incident', argv: [], heading: '## Resumen' },
    { name: 'in another one that is asked for', argv: ['--language', 'en'], heading: '## Summary' },
  ])('prints the postmortem $name', async ({ argv, heading }) => {
    const { out, err } = await terminal('postmortem', String(incident.number), ...argv);
    expect(err).toBe('');
    expect(out).toContain(heading);
    expect(out).toContain('Nothing reaches them.');
    expect(out).toContain('unknown provider for id');
  });

  it('writes it into a file, and leaves there what people have edited', async () => {
    const file = join(folder, 'postmortem.md');
    await terminal('postmortem', String(incident.number), '--into', file);
    const edited = (await readFile(file, 'utf8')).replace('Nothing reaches them.', 'Our own words.');
    await writeFile(file, edited);
    const { exitCode, err } = await terminal('postmortem', String(incident.number), '--into', file);
    expect(exitCode).toBe(0);
    expect(err).toContain('edited by people, and left as it is: Resumen');
    expect(await readFile(file, 'utf8')).toContain('Our own words.');
  });

  it('changes no character of what people have written there, and renews what nobody has touched', async () => {
    const { incidents } = running.assembly;
    const { id, number } = await open('Written by many');
    const learn = (key: string, text: string) =>
      incidents.writeSections(id, [{ section: 'learnings', text }], { key, userId: 'U2', atMs: null });
    await learn('first', 'Thanks 👩‍💻\n\n- a\n\t- b');
    const file = join(folder, 'written-by-many.md');
    await terminal('postmortem', String(number), '--into', file);
    const ours = 'Ours: 👨‍👩‍👧\n\n```\n\tmake\n```';
    await writeFile(file, (await readFile(file, 'utf8')).replace('Nothing reaches them.', ours));
    await learn('second', 'Thanks to all 👩‍💻');
    const { err } = await terminal('postmortem', String(number), '--into', file);
    expect(err).toMatch(/left as it is: Resumen$/mu);
    const written = await readFile(file, 'utf8');
    expect(written).toContain(ours);
    expect(written).toContain('Thanks to all 👩‍💻');
  });

  it('refuses to write into a file of another encoding, and leaves it as it is', async () => {
    const file = join(folder, 'latin-1.md');
    const bytes = Buffer.from('# Reunión', 'latin1');
    await writeFile(file, bytes);
    const { exitCode, err } = await terminal('postmortem', String(incident.number), '--into', file);
    expect(exitCode).toBe(64);
    expect(err).toContain('cannot be read and written (ERR_ENCODING_INVALID_ENCODED_DATA)');
    expect(await readFile(file)).toEqual(bytes);
  });

  it.each([
    { name: 'a number that is none’s', argv: ['show', '4711'], says: 'there is no incident "4711"' },
    { name: 'what is no number', argv: ['show', 'seven'], says: 'there is no incident "seven"' },
    {
      name: 'a file that cannot be written',
      argv: ['postmortem', '1', '--into', '/nowhere/at/all.md'],
      says: 'cannot be read and written',
    },
  ])('refuses $name, and says what to do', async ({ argv, says }) => {
    const [command = '', asked = '', ...rest] = argv;
    const number = asked === '1' ? String(incident.number) : asked;
    const { exitCode, err } = await terminal(command, number, ...rest);
    expect(exitCode).toBe(64);
    expect(err).toContain(says);
  });

  it.each([
    { argv: ['list'], event: 'incidents-listed', about: null },
    { argv: ['list', '--all'], event: 'incidents-listed', about: 'all' },
    { argv: ['show', '1'], event: 'incident-shown', about: 'incident 1' },
  ])('leaves in the audit who has read $argv', async ({ argv, event, about }) => {
    await terminal(...argv);
    const rows = await running.store.run('select event, reason, interaction from audit');
    expect(rows).toContainEqual({ event, reason: about, interaction: `incident ${argv[0]}` });
  });

  it('is named by a digest in the terminal', async () => {
    const { out } = await runTerminal(['digest'], running.environment);
    expect(out.replaceAll(/\s+/gu, ' ')).toContain(
      `#${incident.number} P2 “Clinics silently skipped”: not well`,
    );
  });

  it('says that there is none, where there is none', async () => {
    const other = await startCase001('2025-07-10');
    try {
      const { exitCode, out, err } = await runTerminal(['incident', 'list'], other.environment);
      expect({ exitCode, out, err }).toEqual({ exitCode: 0, out: '', err: 'no incident is open\n' });
    } finally {
      await other.stop();
    }
  });

  it('says who has corrected what somebody else told, and when they did', async () => {
    const { incidents } = running.assembly;
    const { id, number } = await open('Corrected by another one');
    const told = { key: 'event', userId: 'U2', atMs: Date.parse('2025-07-24T11:00:00Z') };
    const event = await incidents.event(id, 'front end out', null, told);
    const seq = event.kind === 'recorded' ? (event.facts[0]?.seq ?? 0) : 0;
    const right = { text: 'back end out', atMs: null };
    await incidents.correct(id, seq, right, { key: 'correction', userId: 'U3', atMs: null });
    const { out } = await terminal('show', String(number));
    expect(out.replaceAll(/\s+/gu, ' ')).toContain(
      `${seq}. Thu 24 July 04:00 PDT · back end out (@U2) · corrected by @U3, Thu 24 July 05:31 PDT; was “front end out”, Thu 24 July 04:00 PDT`,
    );
    const json = await terminal('show', String(number), '--format', 'json');
    expect(shown.parse(JSON.parse(json.out)).timeline).toContainEqual({
      kind: 'event',
      text: 'back end out',
      by: 'U2',
      corrections: [
        {
          at: expect.stringMatching(/^2025-07-24T12:31:/u),
          by: 'U3',
          wasText: 'front end out',
          wasAt: '2025-07-24T11:00:00.000Z',
        },
      ],
    });
  });

  it('says of a reaction before the report that it was, not that nobody knows', async () => {
    const { id, number } = await open('Seen before it was reported');
    const told = { key: 'reacted', userId: 'U2', atMs: Date.parse('2025-07-24T09:30:00Z') };
    await running.assembly.incidents.event(id, 'reacted', 'first-reaction', told);
    const { out } = await terminal('show', String(number));
    expect(out.replaceAll(/\s+/gu, ' ')).toContain(
      'TTD, to the first reaction: before the report (Thu 24 July 02:30 PDT)',
    );
  });
});
