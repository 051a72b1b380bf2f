import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startCase001, type Case001 } from '../support/case-001.ts';
import { runTerminal, type TerminalRun } from '../support/terminal.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const WELL = '542a4199-aa41-4884-9d28-d29d32f23409';
const HEADER = 'at,request,event,interaction,surface,user,team,channel,check,subjects,verdicts,reason';
const FOLDER = fileURLToPath(new URL('../..', import.meta.url));

const entries = z.array(
  z.strictObject({
    at: z.iso.datetime(),
    request: z.string(),
    event: z.string(),
    interaction: z.string(),
    surface: z.string(),
    user: z.string(),
    team: z.string().nullable(),
    channel: z.string().nullable(),
    check: z.string().nullable(),
    subjects: z.array(z.string()),
    verdicts: z.array(z.looseObject({ subjectId: z.string(), code: z.string(), state: z.string() })),
    reason: z.string().nullable(),
  }),
);

describe('portal-check audit', () => {
  let running: Case001;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
  });
  afterAll(() => running.stop());
  beforeEach(() => running.store.run('truncate audit'));

  const audit = (...argv: string[]): Promise<TerminalRun> =>
    runTerminal(['audit', ...argv], running.environment);

  /** Writes entries straight into the table, one a minute back from an instant, the last one first. */
  const fill = (count: number, change: Readonly<Record<string, unknown>> = {}) => {
    const row = {
      requestId: 'r-1',
      event: 'refused',
      userId: 'U1',
      subjectIds: [],
      reason: null,
      lastAt: '2025-07-24T12:00:00Z',
      ...change,
    };
    return running.store.run(
      `insert into audit (at, request_id, event, interaction, surface, user_id, team_id, channel_id, check_id, subject_ids, verdicts, reason)
       select $1::timestamptz - n * interval '1 minute', $2 || '-' || n, $3, '/portal-check', 'command', $4, 'T1', 'C1', null, $5, '[]', $6
       from generate_series(0, $7 - 1) as n`,
      [row.lastAt, row.requestId, row.event, row.userId, row.subjectIds, row.reason, count],
    );
  };

  const linesOf = ({ out }: TerminalRun): string[] => out.trimEnd().split('\n');
  const json = ({ out }: TerminalRun) => entries.parse(JSON.parse(out));

  it('prints a check as CSV: who, where, about whom and what came out', async () => {
    await runTerminal(['check', DUKE, WELL], running.environment);
    const run = await audit();
    expect(run).toMatchObject({ exitCode: 0, err: '' });
    const [header, line, ...others] = linesOf(run);
    expect(header).toBe(HEADER);
    expect(others).toEqual([]);
    expect(line).toMatch(
      /^2025-07-24T12:3\d:\d\d\.\d{3}Z,[0-9a-f]{8},checked,check,terminal,[^,]+,,,portal-links,/,
    );
    expect(line).toMatch(new RegExp(`,${DUKE} ${WELL},${DUKE}:provider-not-resolved ${WELL}:on-schedule,$`));
  });

  it('prints the same as JSON', async () => {
    await runTerminal(['check', DUKE], running.environment);
    await fill(1, { reason: 'not-listed', lastAt: '2025-07-24T12:30:00Z' });
    const [refused, checked, ...others] = json(await audit('--format', 'json'));
    expect(others).toEqual([]);
    expect(refused).toMatchObject({
      at: '2025-07-24T12:30:00.000Z',
      event: 'refused',
      user: 'U1',
      team: 'T1',
      channel: 'C1',
      check: null,
      verdicts: [],
      reason: 'not-listed',
    });
    expect(checked).toMatchObject({
      event: 'checked',
      surface: 'terminal',
      subjects: [DUKE],
      verdicts: [{ subjectId: DUKE, code: 'provider-not-resolved', state: 'missing' }],
    });
  });

  it('prints all of more than fits into one page, oldest first, each once', async () => {
    await fill(1_201);
    const lines = linesOf(await audit('--since', '2025-07-01T00:00Z')).slice(1);
    expect(lines.map((line) => line.split(',')[1])).toEqual(
      Array.from({ length: 1_201 }, (_, index) => `r-1-${1_200 - index}`),
    );
    expect(json(await audit('--since', '2025-07-01T00:00Z', '--format', 'json'))).toHaveLength(1_201);
  });

  it('prints all of exactly one page', async () => {
    await fill(500);
    expect(json(await audit('--format', 'json'))).toHaveLength(500);
  });

  it('restricts to a stretch of time, and to 30 days where none is named', async () => {
    await fill(1, { requestId: 'old', lastAt: '2025-06-01T00:00:00Z' });
    await fill(1, { requestId: 'new', lastAt: '2025-07-20T00:00:00Z' });
    const requests = async (...argv: string[]) =>
      json(await audit('--format', 'json', ...argv)).map(({ request }) => request);
    expect(await requests()).toEqual(['new-0']);
    expect(await requests('--since', '90d')).toEqual(['old-0', 'new-0']);
    expect(await requests('--since', '90d', '--until', '30d')).toEqual(['old-0']);
    expect(await requests('--since', '2025-07-19T17:00-07:00')).toEqual(['new-0']);
    expect(await requests('--since', '2025-07-19T17:00:01-07:00')).toEqual([]);
  });

  it('restricts to a user and to a provider, also where the id is pasted with its page', async () => {
    await fill(1, { requestId: 'duke', userId: 'U2', subjectIds: [DUKE, WELL] });
    await fill(1, { requestId: 'well', userId: 'U3', subjectIds: [WELL] });
    const requests = async (...argv: string[]) =>
      json(await audit('--format', 'json', ...argv)).map(({ request }) => request);
    expect(await requests('--user', 'U3')).toEqual(['well-0']);
    expect(await requests('--provider', DUKE)).toEqual(['duke-0']);
    const page = `https://app.example/providers/${WELL.toUpperCase()}/edit`;
    expect((await requests('--provider', page)).toSorted()).toEqual(['duke-0', 'well-0']);
    expect(await requests('--provider', DUKE, '--user', 'U3')).toEqual([]);
  });

  it.each([
    ['csv', `${HEADER}\n`],
    ['json', '[]\n'],
  ])('says in which stretch of time there was nothing, and is still %s', async (format, out) => {
    const run = await audit('--format', format, '--since', '1d', '--until', '2025-07-24T12:00Z');
    expect(run).toMatchObject({ exitCode: 0, out });
    expect(run.err).toMatch(
      /^the audit holds nothing of this kind from 2025-07-23T12:3\S+Z to 2025-07-24T12:00:00.000Z\n$/,
    );
    const spanish = await audit('--format', format, '--language', 'es');
    expect(spanish).toMatchObject({ exitCode: 0, out });
    expect(spanish.err).toMatch(
      /^la auditoría no contiene nada así desde 2025-06-24T\S+ hasta 2025-07-24T\S+\n$/,
    );
  });

  it.each([
    [['--since', 'yesterday'], 'not "yesterday"', 'no «yesterday»'],
    [['--until', '2025-07-24T05:31'], 'has no offset from UTC', 'le falta el desfase'],
    [['--since', '1d', '--until', '2d'], '--since (1d) must be earlier', '--since (1d) debe ser anterior'],
    [
      ['--provider', 'duke'],
      `--provider takes one id, not "duke". For example: portal-check audit --provider ${DUKE}`,
      'un solo identificador, no «duke»',
    ],
    [['--provider', `${DUKE} ${WELL}`], '--provider takes one id', 'un solo identificador'],
    [['--format', 'xml'], "the value 'xml' is invalid", "el valor 'xml' no es válido"],
  ])('refuses %j with 64, the value and what would be right', async (argv, english, spanish) => {
    const run = await audit(...argv);
    expect(run).toMatchObject({ exitCode: 64, out: '' });
    expect(run.err).toContain(english);
    expect((await audit(...argv, '--language', 'es')).err).toContain(spanish);
  });

  it('lets no cell become a formula, and no text move the cursor', async () => {
    await fill(1, { userId: '=HYPERLINK("https://evil.example")', reason: 'red\u001B[31m, "and more"' });
    const run = await audit();
    expect(linesOf(run)[1]).toContain(`,"'=HYPERLINK(""https://evil.example"")",`);
    expect(linesOf(run)[1]).toContain(',"red [31m, ""and more"""');
    const asJson = await audit('--format', 'json');
    expect(`${run.out}${asJson.out}`).not.toContain('\u001B');
    expect(json(asJson)[0]?.reason).toBe('red\u001B[31m, "and more"');
  });

  it('fails with 70 and prints no JSON that looks complete, where the audit cannot be read', async () => {
    await running.store.run('alter table audit rename column at to lost');
    try {
      const { exitCode, out } = await audit('--format', 'json');
      expect(exitCode).toBe(70);
      expect(() => JSON.parse(out)).toThrow(SyntaxError);
    } finally {
      await running.store.run('alter table audit rename column lost to at');
    }
  });

  it('ends quietly where nobody reads on', async () => {
    await fill(5_000);
    const child = spawn(process.execPath, ['src/cli.ts', 'audit'], {
      cwd: FOLDER,
      env: { PATH: process.env['PATH'], ...running.environment },
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.stdout.once('data', () => child.stdout.destroy());
    const exitCode = await new Promise((resolve) => child.on('close', resolve));
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
  });
});
