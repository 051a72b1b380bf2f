import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { checkOutputSchema, type CheckOutput } from '../../src/terminal/check-output.ts';
import type { Check } from '../../src/checks/check.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';
import { addressOfNobody } from '../support/http-server.ts';
import { runTerminal, type TerminalRun } from '../support/terminal.ts';
import { tinyCheck } from '../support/tiny-check/tiny-check.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';
const WELL = '542a4199-aa41-4884-9d28-d29d32f23409';
const NOBODY = '11111111-2222-4333-8444-555555555555';

describe('portal-check check', () => {
  let running: Case001;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
  });
  afterAll(() => running.stop());
  afterEach(() => {
    running.loki.conditions.latencyMs = 0;
    running.loki.conditions.mode = 'healthy';
  });

  const terminal = (argv: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<TerminalRun> =>
    runTerminal(argv, { ...running.environment, ...environment });

  const json = ({ out }: TerminalRun): CheckOutput => checkOutputSchema.parse(JSON.parse(out));

  describe('prints', () => {
    it('a diagnosis as text on standard output, and how it went on standard error', async () => {
      const { exitCode, out, err } = await terminal(['check', DUKE]);
      expect(exitCode).toBe(10);
      expect(out).toMatch(/^🔴 Duke Health \(DUK\) Charlotte · clinic · b8608be4 · missing: /);
      expect(out).toMatch(/\nCertain: .*\n/);
      expect(out).toMatch(/\nverdict provider-not-resolved · diagnosis [0-9a-f-]{36}\n$/);
      expect(out).not.toMatch(/checking|…\s/);
      expect(err).toContain(`checking ${DUKE} …\n`);
      expect(err).toMatch(/sentry: ok {2}loki: ok {2}delivery: ok\n/);
    });

    it('no colours where standard output is no terminal', async () => {
      const { out } = await terminal(['check', DUKE, '--evidence']);
      expect(out).not.toContain('\u001B');
    });

    it('what it rests on with --evidence', async () => {
      const { out } = await terminal(['check', DUKE, '--evidence']);
      for (const part of ['provider-not-resolved (row 8', '46b6b797', 'Portal email send failed to']) {
        expect(out).toContain(part);
      }
    });

    it('Markdown for a ticket, with evidence too', async () => {
      const { out, exitCode } = await terminal(['check', DUKE, '--format', 'markdown', '--evidence']);
      expect(exitCode).toBe(10);
      expect(out).toMatch(
        /^### 🔴 \*\*Duke Health \(DUK\) Charlotte\*\* · clinic · `b8608be4` · \*\*missing: /,
      );
      expect(out).toContain('\n- **Certain:** ');
      expect(out).toContain('\n#### ');
      expect(out).toMatch(/\n\[Sentry\]\(<http[^>]+>\)/);
    });

    it('JSON as its schema says, and nothing else', async () => {
      const run = await terminal(['check', DUKE, '--format', 'json']);
      expect(run.exitCode).toBe(10);
      const { diagnoses } = json(run);
      expect(diagnoses).toHaveLength(1);
      expect(diagnoses[0]).toMatchObject({
        checkId: 'portal-links',
        subjectId: DUKE,
        asOf: expect.stringMatching(/^2025-07-24T12:31:/),
        rulesVersion: 1,
        verdict: { code: 'provider-not-resolved', row: 8, state: 'missing', confidence: 'likely' },
        readings: ['sentry', 'loki', 'delivery'].map((source) =>
          expect.objectContaining({ source, status: 'ok', problem: null }),
        ),
      });
      expect(checkOutputSchema.strict().safeParse(JSON.parse(run.out)).success).toBe(true);
    });
  });

  describe('ends with', () => {
    it('0 where all is on schedule', async () => {
      expect(await terminal(['check', WELL])).toMatchObject({ exitCode: 0 });
    });

    it('12 where nothing is known', async () => {
      const { exitCode, out } = await terminal(['check', NOBODY]);
      expect(exitCode).toBe(12);
      expect(out).toContain('verdict unknown-provider-id');
    });

    it('12 where the database cannot be asked, and tells what to do', async () => {
      const nobody = new URL(await addressOfNobody());
      const url = `postgres://reader:password@${nobody.host}/app`;
      const { exitCode, out } = await terminal(['check', DUKE], { DELIVERY_DATABASE_URL: url });
      expect(exitCode).toBe(12);
      expect(out).toContain(`nothing answers at ${nobody.host}`);
      expect(out).toContain('is DELIVERY_DATABASE_URL right?');
    });

    it('the code of the worst of several, the worst first, each once', async () => {
      const run = await terminal(['check', WELL, NOBODY, `${MEMORIAL},${WELL}`, '--format', 'json']);
      expect(run.exitCode).toBe(10);
      expect(json(run).diagnoses.map(({ subjectId }) => subjectId)).toEqual([MEMORIAL, NOBODY, WELL]);
    });

    it('70 for a mistake of its own, without a secret, and with the cause', async () => {
      const broken: Check = {
        ...tinyCheck,
        ask: () => {
          throw new Error('broken', { cause: new Error('by reader-password of alder@duke.example') });
        },
      };
      const argv = ['check', 'queue-7', '--check', 'queues'];
      const { exitCode, out, err } = await runTerminal(argv, running.environment, [broken]);
      expect(exitCode).toBe(70);
      expect(out).toBe('');
      expect(err).toContain('broken');
      expect(err).toContain('by [secret] of •••@duke.example');
    });

    it('78 where the configuration is not usable, with every reason', async () => {
      const { exitCode, out, err } = await terminal(['check', DUKE], { DATABASE_URL: '', SENTRY_TOKEN: '' });
      expect(exitCode).toBe(78);
      expect(out).toBe('');
      expect(err).toContain('DATABASE_URL is missing');
      expect(err).toContain('SENTRY_TOKEN is missing (SENTRY_URL is set)');
      expect(err).not.toContain('reader-password');
    });
  });

  it.each<[name: string, argv: readonly string[], said: readonly string[]]>([
    [
      'an id that was not copied whole',
      ['b8608be4-22bd-41e3-9173'],
      ['“b8608be4-22bd-41e3-9173” is no provider id', `portal-check check ${DUKE}`],
    ],
    [
      'an as-of without offset',
      [DUKE, '--as-of', '2025-07-24T05:31'],
      ['“2025-07-24T05:31” has no offset', '--as-of 2025-07-24T05:31-07:00'],
    ],
    [
      'an as-of that is none',
      [DUKE, '--as-of', 'yesterday'],
      ['“yesterday” is no point in time', '--as-of 2025-'],
    ],
    [
      'an as-of in the future',
      [DUKE, '--as-of', '2027-01-01T00:00Z'],
      ['“2027-01-01T00:00Z” lies in the future'],
    ],
    ['a window that is none', [DUKE, '--window', 'fortnight'], ['“fortnight” is no window', '--window 14d']],
    [
      'a check that is none',
      [DUKE, '--check', 'portal-link'],
      ['no check is called "portal-link"', 'portal-links'],
    ],
    ['an option that is none', [DUKE, '--windw', '14d'], ["unknown option '--windw'", '--help']],
    ['a format that is none', [DUKE, '--format', 'yaml'], ["'yaml' is invalid", 'text, json, markdown']],
    ['no id at all', [], ["missing required argument 'words'"]],
    ['help where an id should stand', ['help'], ['There is no provider id', `portal-check check ${DUKE}`]],
    [
      'more ids than go into one check',
      Array.from({ length: 11 }, (_, index) => `11111111-2222-4333-8444-${String(index).padStart(12, '0')}`),
      ['These are 11 ids; at most 10'],
    ],
  ])('refuses %s with 64, the word and what would be right', async (_, words, said) => {
    const { exitCode, out, err } = await terminal(['check', ...words]);
    expect(exitCode).toBe(64);
    expect(out).toBe('');
    for (const part of said) expect(err).toContain(part);
  });

  it('shows no control character of a word that it cannot read', async () => {
    const { err } = await terminal(['check', `not\u001B[31m-an-id-1`]);
    expect(err).toContain('-an-id-1');
    expect(err).not.toContain('\u001B');
  });

  it('takes ids out of pasted text, and says what it did not read', async () => {
    const { exitCode, err } = await terminal([
      'check',
      `https://app.example/providers/${WELL.toUpperCase()}/edit`,
      'please',
    ]);
    expect(exitCode).toBe(0);
    expect(err).toContain('I looked only for ids and did not read: please');
  });

  it('looks as of another instant, in a window', async () => {
    const run = await terminal([
      'check',
      WELL,
      '--as-of',
      '2025-07-10T07:03-07:00',
      '--window',
      '7d',
      '--format',
      'json',
    ]);
    expect(json(run).diagnoses[0]?.asOf).toBe('2025-07-10T14:03:00.000Z');
  });

  it('waits for a source that is late, and says so', async () => {
    running.loki.conditions.latencyMs = 700;
    const run = await terminal(['check', DUKE, '--format', 'json'], { FIRST_ANSWER_MS: '500' });
    expect(run.err).toContain('a source is late; waiting for it');
    expect(run.err).toContain('loki: …');
    expect(json(run).diagnoses[0]?.readings.map(({ status }) => status)).toEqual(['ok', 'ok', 'ok']);
    expect(run.exitCode).toBe(10);
  });

  it('names a source that fails, and one that is not configured', async () => {
    running.loki.conditions.mode = 'down';
    const { exitCode, out } = await terminal(['check', WELL], {
      SENTRY_URL: '',
      SENTRY_TOKEN: '',
      SENTRY_ORGANIZATION: '',
      SENTRY_PROJECT_ID: '',
    });
    expect(exitCode).toBe(12);
    expect(out).toContain('Sentry is not configured');
    expect(out).toMatch(/Loki failed: Loki broke the connection off/);
  });

  it('keeps every diagnosis and an audit of who asked', async () => {
    const { diagnoses } = json(await terminal(['check', DUKE, WELL, '--format', 'json']));
    const [first] = diagnoses;
    const kept = await running.store.run('select id from diagnoses where request_id = $1', [
      first?.requestId,
    ]);
    expect(new Set(kept.map(({ id }) => id))).toEqual(new Set(diagnoses.map(({ id }) => id)));
    const [audited, ...others] = await running.store.run(
      'select event, surface, user_id, subject_ids, verdicts from audit where request_id = $1',
      [first?.requestId],
    );
    expect(others).toEqual([]);
    expect(audited).toMatchObject({ event: 'checked', surface: 'terminal', subject_ids: [DUKE, WELL] });
    expect(JSON.stringify(audited)).toContain('provider-not-resolved');
  });

  it('answers without the bot’s own database too, and says that nothing is kept', async () => {
    const nobody = new URL(await addressOfNobody());
    const url = `postgres://bot:store-password@${nobody.host}/bot`;
    const { exitCode, out, err } = await terminal(['check', WELL], { DATABASE_URL: url });
    expect(exitCode).toBe(0);
    expect(out).toContain('verdict on-schedule');
    expect(err).toContain('the answer will not be kept');
    expect(err).toContain('the audit of this request could not be written');
    expect(err).not.toContain('store-password');
  });

  describe('in Spanish', () => {
    it('says how it went, and what it found, with the codes that scripts read', async () => {
      const { exitCode, out, err } = await terminal(['check', DUKE, '--evidence'], { BOT_LANGUAGE: 'es' });
      expect(exitCode).toBe(10);
      expect(out).toMatch(/\nveredicto provider-not-resolved · diagnóstico [0-9a-f-]{36}\n/);
      expect(out).not.toContain('missing: ');
      expect(err).toContain(`revisando ${DUKE} …\n`);
      expect(err).toMatch(/sentry: ok {2}loki: ok {2}delivery: ok\n/);
    });

    it('has the same JSON but for the sentences', async () => {
      const english = json(await terminal(['check', DUKE, '--format', 'json'])).diagnoses[0];
      const spanish = json(await terminal(['check', DUKE, '--format', 'json', '--language', 'es']))
        .diagnoses[0];
      expect(Object.keys(spanish ?? {})).toEqual(Object.keys(english ?? {}));
      expect(spanish?.verdict).toEqual(english?.verdict);
      expect(spanish?.findings).toEqual(english?.findings);
      expect(spanish?.summary).not.toBe(english?.summary);
    });

    it('says that a source is late, or down', async () => {
      running.loki.conditions.latencyMs = 700;
      const late = await terminal(['check', DUKE, '--language', 'es'], { FIRST_ANSWER_MS: '500' });
      expect(late.err).toContain('una fuente se retrasa; se la espera');
      running.loki.conditions.latencyMs = 0;
      running.loki.conditions.mode = 'down';
      const down = await terminal(['check', DUKE, '--language', 'es']);
      expect(down.err).toContain('loki: falló');
      expect(down.out).toContain('Loki falló: ');
    });

    it('says that the bot’s own database is down', async () => {
      const nobody = new URL(await addressOfNobody());
      const url = `postgres://bot:store-password@${nobody.host}/bot`;
      const { exitCode, err } = await terminal(['check', WELL, '--language', 'es'], { DATABASE_URL: url });
      expect(exitCode).toBe(0);
      expect(err).toContain('la respuesta no se conservará');
      expect(err).toContain('no se pudo escribir la auditoría de esta consulta');
    });

    it.each([
      ['a window that is none', [DUKE, '--window', 'fortnight'], '«fortnight» no es un lapso'],
      ['an as-of without offset', [DUKE, '--as-of', '2025-07-24T05:31'], 'no tiene desfase respecto de UTC'],
      ['a check that is none', [DUKE, '--check', 'x'], 'ninguna revisión se llama «x»; hay: portal-links'],
    ])('refuses %s', async (_, words, said) => {
      const { exitCode, out, err } = await terminal(['check', ...words, '--language', 'es']);
      expect({ exitCode, out }).toEqual({ exitCode: 64, out: '' });
      expect(err).toContain(said);
    });
  });

  describe('by name', () => {
    const PAM = 'PAM Health (PAM) San Antonio';

    it('checks the only provider of this name, whatever its case and accents', async () => {
      const { exitCode, out, err } = await terminal(['check', 'duke', 'HEALTH', 'dúk', 'charlotte']);
      expect(exitCode).toBe(10);
      expect(err).toContain(`checking ${DUKE} …\n`);
      expect(out).toContain('verdict provider-not-resolved');
    });

    it('lists whom a part of a name fits, with ids to check them by, and checks nobody', async () => {
      const { exitCode, out, err } = await terminal(['check', 'pam', 'antonio', '--format', 'json']);
      expect({ exitCode, out }).toEqual({ exitCode: 64, out: '' });
      const listed = err.split('\n').filter((line) => line.startsWith(`  ${PAM} · `));
      expect(listed.length).toBeGreaterThan(1);
      for (const line of listed) expect(line).toMatch(/ · (?:clinic|practice) · .* · [0-9a-f-]{36}$/);
      expect(err).toMatch(/\nCheck one of them by its id: portal-check check [0-9a-f-]{36}\n$/);
    });

    it('lists two providers of exactly the same name', async () => {
      const { exitCode, err } = await terminal(['check', PAM]);
      expect(exitCode).toBe(64);
      expect(err.split('\n').filter((line) => line.startsWith(`  ${PAM} · `)).length).toBeGreaterThan(1);
    });

    it('says that nobody has such a name', async () => {
      const english = await terminal(['check', 'nowhere', 'clinic']);
      expect(english).toMatchObject({ exitCode: 64, out: '' });
      expect(english.err).toContain('has every word of “nowhere clinic”');
      const spanish = await terminal(['check', 'nowhere', 'clinic', '--language', 'es']);
      expect(spanish.err).toContain('tiene todas las palabras de «nowhere clinic»');
    });

    it('says with 12 that the names could not be read', async () => {
      const nobody = new URL(await addressOfNobody());
      const url = `postgres://reader:password@${nobody.host}/app`;
      const { exitCode, out, err } = await terminal(['check', 'duke'], { DELIVERY_DATABASE_URL: url });
      expect({ exitCode, out }).toEqual({ exitCode: 12, out: '' });
      expect(err).toContain(`The names could not be read: nothing answers at ${nobody.host}`);
    });

    it('finds it as of another instant, too', async () => {
      const run = await terminal([
        'check',
        'Duke Health (DUK) Charlotte',
        '--as-of',
        '2025-07-10T07:03-07:00',
        '--format',
        'json',
      ]);
      expect(json(run).diagnoses[0]).toMatchObject({ subjectId: DUKE, asOf: '2025-07-10T14:03:00.000Z' });
    });
  });

  describe('a provider whose name is an attack', () => {
    const NAME = 'Evil\u001B[2J\u009B31m\u202E *clinic* <!channel>';

    beforeAll(() => running.delivery.run('update clinics set name = $1 where id = $2', [NAME, MEMORIAL]));
    afterAll(() =>
      running.delivery.run('update clinics set name = $1 where id = $2', [
        'Memorial Healthcare System (South Florida)',
        MEMORIAL,
      ]),
    );

    it.each(['text', 'markdown', 'json'])('cannot move the cursor as %s', async (format) => {
      const { out, err } = await terminal(['check', MEMORIAL, '--format', format, '--evidence']);
      expect(out).toContain('Evil');
      expect(`${out}${err}`.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    });

    it('cannot break out of Markdown', async () => {
      const { out } = await terminal(['check', MEMORIAL, '--format', 'markdown']);
      expect(out).toContain('\\*clinic\\* \\<!channel\\>');
    });

    it('stands whole in JSON', async () => {
      const run = await terminal(['check', MEMORIAL, '--format', 'json']);
      expect(json(run).diagnoses[0]?.summary).toContain(NAME);
    });
  });
});
