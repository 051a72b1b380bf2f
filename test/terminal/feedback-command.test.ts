import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkOutputSchema } from '../../src/terminal/check-output.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';
import { runTerminal, type TerminalRun } from '../support/terminal.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const WELL = '542a4199-aa41-4884-9d28-d29d32f23409';
const HEADER = 'at,user,answer,why,subject,verdict,rulesVersion,diagnosis';

describe('portal-check feedback', () => {
  let running: Case001;
  let duke: string;
  let well: string;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
    const { out } = await runTerminal(['check', DUKE, WELL, '--format', 'json'], running.environment);
    const { diagnoses } = checkOutputSchema.parse(JSON.parse(out));
    const idOf = (provider: string) => diagnoses.find(({ subjectId }) => subjectId === provider)?.id ?? '';
    duke = idOf(DUKE);
    well = idOf(WELL);
  });
  afterAll(() => running.stop());
  beforeEach(() => running.store.run('truncate feedback'));

  const feedback = (...argv: string[]): Promise<TerminalRun> =>
    runTerminal(['feedback', ...argv], running.environment);

  const say = (diagnosisId: string, userId: string, isRight: boolean, why: string | null, at: string) =>
    running.assembly.store.feedback.record({ diagnosisId, userId, isRight, why, atMs: Date.parse(at) });

  /** Two of one verdict, one of another. */
  async function sayThree(): Promise<void> {
    await say(duke, 'U1', true, null, '2025-07-24T10:00:00Z');
    await say(well, 'U1', true, null, '2025-07-24T11:00:00Z');
    await say(duke, 'U2', false, 'the mail is there', '2025-07-24T12:00:00Z');
  }

  it('counts what people said by verdict, and lists it, oldest first', async () => {
    await sayThree();
    const { exitCode, out, err } = await feedback();
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out.trimEnd().split('\n')).toEqual([
      'provider-not-resolved: 1 right, 1 wrong; on-schedule: 1 right',
      `2025-07-24T10:00:00.000Z · U1 · right · ${DUKE} · provider-not-resolved · rules 1 · diagnosis ${duke}`,
      `2025-07-24T11:00:00.000Z · U1 · right · ${WELL} · on-schedule · rules 1 · diagnosis ${well}`,
      `2025-07-24T12:00:00.000Z · U2 · wrong: the mail is there · ${DUKE} · provider-not-resolved · rules 1 · diagnosis ${duke}`,
    ]);
  });

  it('says the same in Spanish', async () => {
    await sayThree();
    const { out } = await feedback('--language', 'es');
    const [counts, ...lines] = out.trimEnd().split('\n');
    expect(counts).toBe('provider-not-resolved: 1 correcto, 1 incorrecto; on-schedule: 1 correcto');
    expect(lines[2]).toBe(
      `2025-07-24T12:00:00.000Z · U2 · incorrecto: the mail is there · ${DUKE} · provider-not-resolved · reglas 1 · diagnóstico ${duke}`,
    );
  });

  it.each(['en', 'es'])(
    'prints CSV and JSON whose keys and codes are the same in every language: %s',
    async (language) => {
      await say(duke, 'U2', false, '=1+1, "no"', '2025-07-24T12:00:00Z');
      const csv = await feedback('--format', 'csv', '--language', language);
      expect(csv.out).toBe(
        `${HEADER}\n2025-07-24T12:00:00.000Z,U2,wrong,"'=1+1, ""no""",${DUKE},provider-not-resolved,1,${duke}\n`,
      );
      const json = await feedback('--format', 'json', '--language', language);
      expect(JSON.parse(json.out)).toEqual([
        {
          at: '2025-07-24T12:00:00.000Z',
          user: 'U2',
          answer: 'wrong',
          why: '=1+1, "no"',
          subject: DUKE,
          verdict: 'provider-not-resolved',
          rulesVersion: 1,
          diagnosis: duke,
        },
      ]);
    },
  );

  it.each([
    ['text', ''],
    ['csv', `${HEADER}\n`],
    ['json', '[]\n'],
  ])('says since when nobody has said anything, and is still %s', async (format, out) => {
    await say(duke, 'U1', true, null, '2025-07-20T10:00:00Z');
    const run = await feedback('--format', format, '--since', '2025-07-21T00:00Z');
    expect(run).toMatchObject({ exitCode: 0, out });
    expect(run.err).toBe('nobody has said anything of a diagnosis since 2025-07-21T00:00:00.000Z\n');
    const spanish = await feedback('--format', format, '--since', '2025-07-21T00:00Z', '--language', 'es');
    expect(spanish).toMatchObject({ exitCode: 0, out });
    expect(spanish.err).toBe('nadie ha dicho nada de ningún diagnóstico desde 2025-07-21T00:00:00.000Z\n');
  });

  it('lists 30 days where no beginning is named', async () => {
    await say(duke, 'U1', true, null, '2025-06-01T10:00:00Z');
    expect((await feedback()).out).toBe('');
    expect((await feedback('--since', '90d')).out).toContain('provider-not-resolved: 1 right\n');
  });

  it('refuses a beginning that is none with 64', async () => {
    const { exitCode, out, err } = await feedback('--since', 'ever');
    expect({ exitCode, out }).toEqual({ exitCode: 64, out: '' });
    expect(err).toContain('not "ever"');
  });

  it('lets nothing that somebody wrote move the cursor', async () => {
    await say(duke, 'U1', false, 'red\u001B[31m\nnew line', '2025-07-24T10:00:00Z');
    for (const format of ['text', 'csv', 'json']) {
      const { out } = await feedback('--format', format);
      expect(out).toContain('red');
      expect(out.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }
  });
});
