import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadPortalLinks, type PortalLinksFiles } from '../src/check-files.ts';
import { ConfigurationError } from '../src/errors.ts';
import { inEnglish, inSpanish } from './support/configuration-words.ts';

const CHECK = new URL('../src/checks/portal-links/', import.meta.url);

describe('the files of the check', () => {
  let folder: string;
  let ownSettings: string;
  let ownSql: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portal-check-'));
    ownSettings = await readFile(new URL('portal-links.yml', CHECK), 'utf8');
    ownSql = await readFile(new URL('delivery.sql', CHECK), 'utf8');
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function file(name: string, text: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  }

  /** The settings that come with the check, with some words changed; throws where a word is not there. */
  function settingsWith(...changes: readonly (readonly [word: string, other: string])[]): string {
    return changes.reduce((text, [word, other]) => {
      if (!text.includes(word)) throw new Error(`"${word}" is not in portal-links.yml`);
      return text.replace(word, other);
    }, ownSettings);
  }

  function problemsOf(files: Partial<PortalLinksFiles>, inWords = inEnglish): readonly string[] {
    try {
      loadPortalLinks({ settingsFile: null, sqlFile: null, ...files });
    } catch (error) {
      if (error instanceof ConfigurationError) return error.problems.map(inWords);
      throw error;
    }
    return [];
  }

  it('that come with it are usable', () => {
    const { check, settings } = loadPortalLinks({ settingsFile: null, sqlFile: null });
    expect(check.id).toBe('portal-links');
    expect(settings.timeZone).toBe('America/Los_Angeles');
  });

  it('are refused where the anchor of a cadence is no day of its runs: every verdict would turn round', async () => {
    const tuesday = await file('tuesday.yml', settingsWith(['anchor: null', 'anchor: 2025-07-22']));
    const monday = await file('monday.yml', settingsWith(['anchor: null', 'anchor: 2025-07-21']));
    expect(problemsOf({ settingsFile: tuesday, sqlFile: null })).toEqual([
      `${tuesday}: cadences.biweekly.anchor: 2025-07-22 is no day of "0 11 * * 1": name a day with a run`,
    ]);
    expect(problemsOf({ settingsFile: monday, sqlFile: null })).toEqual([]);
  });

  it('are all judged at once, each problem with its place', async () => {
    const path = await file(
      'much-is-wrong.yml',
      settingsWith(
        ['timeZone: America/Los_Angeles', 'timeZone: America/Los_Angels'],
        ['toleranceMinutes', 'toleranceMinuts'],
        ["cron: '0 11 * * 1'\n  biweekly", "cron: '0 11 * *'\n  biweekly"],
        ['every: 2', 'every: 0'],
        ['anchor: null', 'anchor: 21 July'],
        ['apps: [backend-sidekiq-worker, edge]', 'apps: []'],
      ),
    );
    const missing = join(folder, 'nowhere.sql');
    const problems = problemsOf({ settingsFile: path, sqlFile: missing });
    for (const problem of [
      `${path}: timeZone: "America/Los_Angels" is no IANA time zone`,
      `${path}: slots.toleranceMinutes: is missing`,
      `${path}: slots: "toleranceMinuts" is no key that is known here`,
      `${path}: cadences.weekly.cron: "0 11 * *" is no cron expression: five fields are needed`,
      `${path}: cadences.biweekly.every: must be at least 1`,
      `${path}: cadences.biweekly.anchor: must be a date, as 2025-07-21`,
      `${path}: loki.apps: must not be empty`,
      `DELIVERY_SQL_FILE: ${missing} cannot be read: "ENOENT`,
    ]) {
      expect(problems).toContainEqual(expect.stringContaining(problem));
    }
    expect(problems).toHaveLength(8);
  });

  it.each<[what: string, change: readonly [word: string, other: string], said: string]>([
    ['class with a wildcard', ['PortalEmailUpstreamError', 'PortalEmail*'], 'must be an exception class'],
    ['phrase of nothing but wildcards', ["'unknown provider for id - '", "'* *'"], 'to search for'],
    ['tag with a space', ['idTag: null', 'idTag: provider id'], 'must be a tag’s name'],
    ['label with a dash', ['appLabel: app', 'appLabel: the-app'], 'must be the name of a Loki label'],
    [
      'key that is no label',
      ['    env: omega', '    the-env: omega'],
      'labels.the-env: must be the name of a',
    ],
    ['word for yes or no', ['idInExtraData: false', 'idInExtraData: never'], 'must be of type boolean'],
    ['figure for a text', ['linkCreationFailed: ', 'linkCreationFailed: 7 #'], 'must be of type string'],
  ])('name a %s', async (_, change, said) => {
    const path = await file('wrong.yml', settingsWith(change));
    expect(problemsOf({ settingsFile: path })).toEqual([expect.stringContaining(said)]);
  });

  it('without a cadence are refused', async () => {
    const path = await file('none.yml', ownSettings.replace(/^cadences:\n(?: .*\n)+/m, 'cadences: {}\n'));
    expect(problemsOf({ settingsFile: path })).toEqual([`${path}: cadences: name at least one cadence`]);
  });

  it('are judged in Spanish too, with the words of other software quoted', async () => {
    const settings = await file('es.yml', settingsWith(['clockSkewMinutes', 'clockSkewMinuts']));
    expect(problemsOf({ settingsFile: settings }, inSpanish)).toEqual([
      `${settings}: slots.clockSkewMinutes: falta`,
      `${settings}: slots: aquí no se conoce la clave «clockSkewMinuts»`,
    ]);
    const broken = await file('broken-es.yml', 'timeZone: [');
    expect(problemsOf({ settingsFile: broken }, inSpanish)).toEqual([
      expect.stringMatching(/broken-es\.yml no es YAML: «Flow sequence .* line 1, column \d+»$/),
    ]);
    const sql = await file('es.sql', ownSql.replace('-- query: names', '--'));
    expect(problemsOf({ sqlFile: sql }, inSpanish)).toEqual([
      `${sql}: no contiene la consulta «names»: ponerla tras una línea «-- query: names»`,
    ]);
  });

  it.each([
    ['empty', "''"],
    ['of four fields', "'0 11 * *'"],
    ['of six fields', "'0 0 11 * * 1'"],
    ['of a day that no week has', "'0 11 * * 9'"],
    ['of words', "'every monday at eleven, or so'"],
  ])('name a cron expression that is %s', async (_, cron) => {
    const path = await file('cron.yml', settingsWith(["cron: '0 11 * * 1'", `cron: ${cron}`]));
    expect(problemsOf({ settingsFile: path })).toEqual([
      expect.stringMatching(/cadences\.weekly\.cron: ".*" is no cron expression/),
    ]);
  });

  it('name a cron expression that no day ever fits', async () => {
    const path = await file('cron.yml', settingsWith(["cron: '0 11 * * 1'", "cron: '0 11 30 2 *'"]));
    expect(problemsOf({ settingsFile: path })).toEqual([
      expect.stringMatching(/cadences\.weekly\.cron: no day ever fits "0 11 30 2 \*"/),
    ]);
  });

  it.each([
    ['that is no YAML', 'timeZone: [', 'is no YAML'],
    ['with the same key twice', 'timeZone: UTC\ntimeZone: UTC\n', 'is no YAML'],
    ['that is empty', '', 'broken.yml: must be of type object'],
  ])('name a file %s', async (_, text, reason) => {
    const path = await file('broken.yml', text);
    expect(problemsOf({ settingsFile: path })).toEqual([expect.stringContaining(reason)]);
  });

  it('name the setting whose file is not there', () => {
    const path = join(folder, 'nowhere.yml');
    expect(problemsOf({ settingsFile: path })).toEqual([
      expect.stringContaining(`PORTAL_LINKS_FILE: ${path} cannot be read: "ENOENT`),
    ]);
  });

  it.each<[name: string, sql: (own: string) => string, reasons: readonly string[]]>([
    ['lacks a query', (own) => own.replace('-- query: directory', '--'), ['no query "directory"']],
    [
      'lacks all',
      () => 'select 1',
      ['no query "subjects"', 'no query "directory"', 'no query "names"', 'no query "contacts"'],
    ],
    [
      'is of before providers could be found by name',
      (own) => own.replace('-- query: names', '--').replace('-- query: contacts', '--'),
      ['no query "names"', 'no query "contacts"'],
    ],
    [
      'uses a parameter that there is none of',
      (own) => own.replace('-- query: directory', '-- query: directory\nselect $9;'),
      ['uses $9'],
    ],
  ])('are refused at the start where the team’s own SQL %s', async (_, sql, reasons) => {
    const path = await file('own.sql', sql(ownSql));
    expect(problemsOf({ sqlFile: path })).toEqual(
      reasons.map((reason) => expect.stringMatching(new RegExp(`^${path}: .*${reason.replace('$', '\\$')}`))),
    );
  });
});
