import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { digestOutputSchema, type DigestOutput } from '../../src/terminal/digest-output.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';
import { addressOfNobody } from '../support/http-server.ts';
import { runTerminal, type TerminalRun } from '../support/terminal.ts';
import { tinyCheck } from '../support/tiny-check/tiny-check.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const MEMORIAL = '91de8e85-e7ef-411c-a6aa-477d8159dc39';
const WELL = '542a4199-aa41-4884-9d28-d29d32f23409';

const follows = new Ajv2020({ validateFormats: false, strictTypes: false }).compile(
  z
    .record(z.string(), z.unknown())
    .parse(
      JSON.parse(readFileSync(new URL('../../docs/digest-output.schema.json', import.meta.url), 'utf8')),
    ),
);

describe('portal-check digest', () => {
  let running: Case001;
  /** Each process of a rehearsal begins at the same instant; digests come one after the other. */
  let startsAtMs = Date.parse('2025-07-24T12:31:34Z');

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
  });
  afterAll(() => running.stop());
  beforeEach(async () => {
    await running.store.run('truncate digests, fleet_runs, fleet_facts, mutes cascade');
  });
  afterEach(() => {
    running.loki.conditions.mode = 'healthy';
  });

  const terminal = (argv: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<TerminalRun> => {
    startsAtMs += 60_000;
    const CLOCK_STARTS_AT = new Date(startsAtMs).toISOString();
    return runTerminal(argv, { ...running.environment, CLOCK_STARTS_AT, ...environment });
  };
  const digest = (...options: readonly string[]) => terminal(['digest', ...options]);

  const json = ({ out }: TerminalRun): DigestOutput => {
    const output: unknown = JSON.parse(out);
    expect([follows(output), follows.errors]).toEqual([true, null]);
    return digestOutputSchema.parse(output);
  };

  /** While the work goes on a provider has, in the application, what is given. */
  const whileLinks = async <Result>(
    providerId: string,
    isEnabled: boolean,
    work: () => Promise<Result>,
  ): Promise<Result> => {
    const set = (enabled: boolean) =>
      running.delivery.run('update portal_configs set links_enabled = $1 where provider_id = $2', [
        enabled,
        providerId,
      ]);
    await set(isEnabled);
    try {
      return await work();
    } finally {
      await set(true);
    }
  };

  describe('prints', () => {
    it('what is the case and who it is about on standard output, and how it goes on standard error', async () => {
      const { exitCode, out, err } = await digest();
      expect(exitCode).toBe(10);
      expect(out).toMatch(/^🔴 Portal links: 5 of 6 missing, 1 on schedule\nFirst digest: /);
      expect(out).toMatch(/\nchecked 6 of 6 · Sentry ok · Loki ok · database ok · as of Thu 24 July 2025/);
      expect(out).toContain(
        '\n\n5 providers\n🔴 Duke Health (DUK) Charlotte · clinic · b8608be4\n   missing: ',
      );
      expect(out).toMatch(/\n\nCheck one of them by its id:\n {2}portal-check check b8608be4-[0-9a-f-]+\n$/);
      const [first, ...lines] = err.trimEnd().split('\n');
      expect(first).toBe('asking about all providers …');
      expect(lines.slice(0, 3).toSorted()).toEqual(['delivery: ok', 'loki: ok', 'sentry: ok']);
      expect(lines.slice(3)).toEqual(['reading 6 providers …']);
    });

    it('all findings with what to do about them', async () => {
      const text = (await digest()).out.replaceAll(/\s+/g, ' ');
      for (const finding of [
        'A batch of manual sends: 3 providers within 34 seconds',
        'tag these events with the provider’s id.',
        '1 provider has hardly more active care plans than needed',
        'is it still written like this?',
      ]) {
        expect(text).toContain(finding);
      }
    });

    it('Markdown for a ticket', async () => {
      const { exitCode, out } = await digest('--format', 'markdown');
      expect(exitCode).toBe(10);
      expect(out).toMatch(
        /^### 🔴 \*\*Portal links: 5 of 6 missing, 1 on schedule\*\*\n\n- \*\*First digest:\*\* /,
      );
      expect(out).toMatch(
        /\n#### 5 providers\n\n- 🔴 \*\*Duke Health \(DUK\) Charlotte\*\* · clinic · b8608be4 · \*\*missing: .* · `b8608be4-[0-9a-f-]+`\n/,
      );
    });

    it('JSON as its schema says, and nothing else', async () => {
      const output = json(await digest('--format', 'json'));
      expect(output).toMatchObject({
        checkId: 'portal-links',
        worst: 'missing',
        counts: { missing: 5, 'on-schedule': 1 },
        baseline: null,
        coverage: { subjects: 6, subjectsRead: 6, isComplete: true },
        factor: { trait: 'kind', value: { kind: 'same', value: 'Clinic' }, affectedWith: 5, isTooFew: true },
      });
      expect(output.subjects.find(({ id }) => id === MEMORIAL)).toMatchObject({
        standing: 'new',
        now: { code: 'phantom-send', state: 'missing', confidence: 'confirmed' },
        before: null,
        since: { at: '2025-06-02T18:00:00.000Z', isAtLeast: true },
        mute: null,
      });
      expect(output.findings.map(({ code }) => code)).toContain('unattributable');
    });

    it('the full list as CSV: whoever is well too', async () => {
      const { exitCode, out } = await digest('--format', 'csv');
      expect(exitCode).toBe(10);
      const [header, ...rows] = out.trimEnd().split('\n');
      expect(header).toMatch(/^id,name,kind,state,/);
      expect(rows).toHaveLength(6);
      expect(rows.find((row) => row.startsWith(WELL))).toContain(',on-schedule,');
    });

    it('no control character that stands in a name', async () => {
      const nasty = 'Duke \u001B[31mHealth\u202E';
      const rename = (name: string) =>
        running.delivery.run('update clinics set name = $1 where id = $2', [name, DUKE]);
      await rename(nasty);
      try {
        for (const format of ['text', 'markdown', 'json', 'csv']) {
          const { out, err } = await digest('--format', format);
          expect(out).toContain('Health');
          expect(`${out}${err}`.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        }
      } finally {
        await rename('Duke Health (DUK) Charlotte');
      }
    });
  });

  describe('ends with', () => {
    it('0 where all whom it is about are well', async () => {
      const { exitCode, out } = await digest('--filter', 'kind=Practice');
      expect(exitCode).toBe(0);
      expect(out).toMatch(/^🟢 Portal links \(practice\): 0 of 1 missing, 1 on schedule\n/);
      expect(out).not.toContain('portal-check check');
    });

    it('12 where they seem well, and a source has failed', async () => {
      running.loki.conditions.mode = 'down';
      const { exitCode, out, err } = await digest('--filter', 'kind=Practice');
      expect(exitCode).toBe(12);
      expect(err).toContain('loki: failed\n');
      expect(out.replaceAll(/\s+/g, ' ')).toContain('Loki failed ');
      expect(out).toContain('Incomplete: ');
    });

    it('10 where somebody is missing, whatever could not be read', async () => {
      running.loki.conditions.mode = 'down';
      const { exitCode, out } = await digest();
      expect(exitCode).toBe(10);
      expect(out).toMatch(/^🔴 Portal links: at least \d of 6 missing/);
    });

    it('12 where nobody could be read, and says what to do', async () => {
      const nobody = new URL(await addressOfNobody());
      const url = `postgres://reader:reader-password@${nobody.host}/app`;
      const { exitCode, out, err } = await terminal(['digest'], { DELIVERY_DATABASE_URL: url });
      expect(exitCode).toBe(12);
      expect(out).toMatch(/^⚪ Portal links: nobody could be read\n/);
      expect(out.replaceAll(/\s+/g, ' ')).toContain('is DELIVERY_DATABASE_URL right?');
      expect(`${out}${err}`).not.toContain('reader-password');
    });

    it('70 where the bot’s own database fails, for then there is nothing to compare with', async () => {
      const nobody = new URL(await addressOfNobody());
      const url = `postgres://bot:store-password@${nobody.host}/bot`;
      const { exitCode, out, err } = await terminal(['digest'], { DATABASE_URL: url });
      expect({ exitCode, out }).toEqual({ exitCode: 70, out: '' });
      expect(err).not.toContain('store-password');
    });
  });

  describe('compares', () => {
    it('with the last one of the terminal: nothing is new in what was told', async () => {
      await digest();
      const { exitCode, out } = await digest();
      expect(exitCode).toBe(10);
      expect(out.replaceAll(/\s+/g, ' ')).toMatch(
        /^🔴 Portal links: nothing has changed since Thu 24 July 05:\d\d: 5 of 6 missing, 1 on schedule /,
      );
      expect(out).toContain('Still missing (5): ');
      expect(out.replaceAll(/\s+/g, ' ')).toContain('still missing since Mon 2 June or earlier');
    });

    it('and tells of whom nothing is expected any more, and who is new', async () => {
      await whileLinks(DUKE, false, () => digest());
      const output = await whileLinks(MEMORIAL, false, async () => json(await digest('--format', 'json')));
      const standings = output.subjects.map(({ id, standing, now, before }) => [
        id,
        standing,
        now?.state,
        before?.state,
      ]);
      expect(standings).toContainEqual([DUKE, 'new', 'missing', undefined]);
      expect(standings).toContainEqual([MEMORIAL, 'dropped', 'not-expected', 'missing']);
      expect(output.isQuiet).toBe(false);
    });

    it('not with one that could not read everything', async () => {
      running.loki.conditions.mode = 'down';
      await digest();
      running.loki.conditions.mode = 'healthy';
      expect((await digest()).out).toContain('First digest: ');
    });

    it('what a filter asks for with all that was told before', async () => {
      await digest();
      const { out } = await digest('--filter', 'kind=clinic');
      expect(out.replaceAll(/\s+/g, ' ')).toMatch(
        /^🔴 Portal links \(clinic\): nothing has changed since Thu 24 July 05:\d\d: 5 of 5 missing /,
      );
    });

    it('nobody with a digest that did not tell of them', async () => {
      await digest('--filter', 'kind=Practice');
      const { out } = await digest();
      expect(out).toContain('First digest: ');
    });
  });

  it('leaves out whoever is muted, and says by whom and why', async () => {
    await running.assembly.store.mutes.add({
      checkId: 'portal-links',
      subjectId: DUKE,
      untilMs: Date.parse('2025-08-04T16:00:00Z'),
      byUserId: 'U0ENGINEER',
      why: 'known',
      atMs: Date.parse('2025-07-23T16:00:00Z'),
    });
    const { out } = await digest();
    expect(out).toContain('Missing (4): ');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      `muted until Mon 4 August 09:00: known · by U0ENGINEER ${DUKE}`,
    );
    const muted = json(await digest('--format', 'json')).subjects.find(({ id }) => id === DUKE);
    expect(muted).toMatchObject({
      standing: 'muted',
      mute: { until: '2025-08-04T16:00:00.000Z', by: 'U0ENGINEER', why: 'known' },
    });
  });

  it('is narrowed to several values of a trait, and to several traits', async () => {
    const kinds = ['--filter', 'kind=Practice', '--filter', 'kind=clinic'];
    const both = json(await digest('--format', 'json', ...kinds));
    expect(both.filter).toEqual({ kind: ['Clinic', 'Practice'] });
    expect(both.counts).toMatchObject({ missing: 5, 'on-schedule': 1 });
    const none = await digest('--filter', 'kind=clinic', '--filter', 'cadence=biweekly');
    expect(none).toMatchObject({ exitCode: 0, out: expect.stringContaining('nobody to watch') });
  });

  it('tells page by page how far it is, where there are several', async () => {
    await running.delivery.run('create table queues (queue text primary key, open_tickets int not null)');
    await running.delivery.run(
      `insert into queues select 'queue-' || n, case n when 1 then 11 else 3 end from generate_series(1, 2500) as n`,
    );
    await running.delivery.run('create view portal_check.queues as select * from queues');
    await running.delivery.run('grant select on portal_check.queues to public');
    const { exitCode, err } = await runTerminal(['digest', '--check', 'queues'], running.environment, [
      tinyCheck,
    ]);
    expect(exitCode).toBe(10);
    expect(err).toMatch(
      /^asking about all queues …\ndelivery: ok\nreading 2,500 queues …\n(?:[\d,]+ of 2,500 read\n)+$/,
    );
    expect(err).not.toContain('2,500 of 2,500');
  });

  it('stands in the audit, with the digest that it was', async () => {
    const { id } = json(await digest('--format', 'json'));
    const audited = await running.store.run(
      'select event, interaction, surface, check_id, subject_ids from audit where reason = $1',
      [`digest ${id}`],
    );
    expect(audited).toEqual([
      {
        event: 'digest-made',
        interaction: 'digest',
        surface: 'terminal',
        check_id: 'portal-links',
        subject_ids: [],
      },
    ]);
  });

  it.each<[name: string, argv: readonly string[], said: readonly string[]]>([
    [
      'a check that is none',
      ['--check', 'portal-link'],
      ['no check is called "portal-link"', 'portal-links'],
    ],
    [
      'a filter that fits nobody',
      ['--filter', 'kind=Clinik'],
      ['not "kind=Clinik"', 'kind=Clinic, kind=Practice', 'cadence=weekly'],
    ],
    ['a filter without a value', ['--filter', 'kind'], ['not "kind"']],
    ['a filter that says nothing', ['--filter'], ["option '--filter <trait=value>' is missing"]],
    ['a format that is none', ['--format', 'yaml'], ["'yaml' is invalid", 'text, markdown, json, csv']],
    ['an id, which is for check', [DUKE], ['too many arguments']],
  ])('refuses %s with 64, the word and what would be right', async (_, argv, said) => {
    const { exitCode, out, err } = await digest(...argv);
    expect({ exitCode, out }).toEqual({ exitCode: 64, out: '' });
    for (const part of said) expect(err).toContain(part);
  });

  it.each([
    ['en', 'the check "queues" has no digests, for it cannot read all queues at once: name those to check\n'],
    [
      'es',
      'la revisión «queues» no tiene resúmenes, pues no lee todos los queues a la vez: hay que nombrar a quién revisar\n',
    ],
  ])('refuses a check that cannot read all its subjects, in words: %s', async (language, err) => {
    const argv = ['digest', '--check', 'queues', '--language', language];
    const run = await runTerminal(argv, running.environment, [{ ...tinyCheck, fleet: null }]);
    expect(run).toEqual({ exitCode: 64, out: '', err });
  });

  describe('in Spanish', () => {
    it('has the same JSON but for the sentences', async () => {
      const english = json(await digest('--format', 'json'));
      const spanish = json(
        await digest(
          '--format',
          'json',
          '--language',
          'es',
          '--filter',
          'kind=Clinic',
          '--filter',
          'kind=Practice',
        ),
      );
      expect(spanish.counts).toEqual(english.counts);
      expect(spanish.findings.map(({ code, params }) => [code, params])).toEqual(
        english.findings.map(({ code, params }) => [code, params]),
      );
      expect(spanish.headline).toMatch(/^Enlaces del portal \(clínica o consultorio\): 5 de 6 sin enlace/);
    });

    it('says how it goes', async () => {
      const { err } = await digest('--language', 'es');
      expect(err).toContain('consultando por todos los proveedores …\n');
      expect(err).toContain('leyendo 6 proveedores …\n');
    });

    it('refuses a filter that fits nobody', async () => {
      const { exitCode, err } = await digest('--language', 'es', '--filter', 'kind=x');
      expect(exitCode).toBe(64);
      expect(err).toContain('--filter admite uno de kind=Clinic, kind=Practice');
    });
  });
});
