import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directoryOf } from '../../../src/checks/portal-links/directory.ts';
import { SUBJECT_WORDS } from '../../../src/checks/portal-links/subject-words.ts';
import type { Statement } from '../../../src/checks/questions.ts';
import type { DeliverySource } from '../../../src/sources/delivery/delivery-source.ts';
import type { TestDatabase } from '../../support/database.ts';
import {
  createCaseDatabase,
  DUKE,
  NEVER,
  problemOfReading,
  questionOf,
  rowsFrom,
  sourceOf,
} from '../../sources/delivery/delivery-fixture.ts';

const OWN_SQL = readFileSync(
  new URL('../../../src/checks/portal-links/delivery.sql', import.meta.url),
  'utf8',
);

/** A team's own file in which one query is another one. */
const withQuery = (name: string, sql: string): string =>
  OWN_SQL.replace(`-- query: ${name}\n`, `-- query: ${name}\n${sql};\n-- query: replaced\n`);

describe('finding providers by name, over case 001', () => {
  let database: TestDatabase;
  let source: DeliverySource;

  beforeAll(async () => {
    database = await createCaseDatabase();
    source = sourceOf(database.url);
  });
  afterAll(async () => {
    await source.close();
    await database.drop();
  });

  const read = <Row>(statement: Statement<Row>) => rowsFrom(source, statement);

  it('lists every provider with what tells it from others', async () => {
    const listed = await read(directoryOf(OWN_SQL).all());
    expect(listed).toHaveLength(6);
    expect(listed).toContainEqual({
      id: DUKE,
      name: 'Duke Health (DUK) Charlotte',
      kind: 'Clinic',
      figures: { activeCarePlans: 57 },
    });
    const sameName = listed.filter(({ name }) => name === 'PAM Health (PAM) San Antonio');
    expect(new Set(sameName.map(({ kind }) => kind))).toEqual(new Set(['Clinic', 'Practice']));
  });

  it('lists a provider that has no portal configuration, too', async () => {
    const id = 'c0000000-0000-4000-8000-000000000000';
    await database.run(`insert into clinics (id, name) values ('${id}', 'Cedar Clinic')`);
    const listed = await read(directoryOf(OWN_SQL).all());
    await database.run(`delete from clinics where id = '${id}'`);
    expect(listed).toContainEqual({
      id,
      name: 'Cedar Clinic',
      kind: 'Clinic',
      figures: { activeCarePlans: 0 },
    });
  });

  it('may lack kind and care plans in a team’s own file', async () => {
    const own = withQuery('names', 'select upper(id::text) as id, name from portal_check.providers');
    const listed = await read(directoryOf(own).all());
    expect(listed).toContainEqual({
      id: DUKE,
      name: 'Duke Health (DUK) Charlotte',
      kind: null,
      figures: { activeCarePlans: null },
    });
  });

  it.each([
    ['names', 'select id, kind from portal_check.providers', 'names.name'],
    [
      'names',
      `select id, name, 'many' as active_care_plans from portal_check.providers`,
      'names.active_care_plans',
    ],
  ])('names the column that is not as it should be in "%s": %s', async (name, sql, path) => {
    const reading = await source.ask(questionOf(directoryOf(withQuery(name, sql)).all()), NEVER);
    expect(problemOfReading(reading)).toMatchObject({ code: 'wrong-shape', params: { path } });
  });

  it('reads the contacts of one provider: their addresses, and whether they are verified', async () => {
    await database.run(
      `insert into portal_recipients (provider_id, name, email) values ('${DUKE}', 'Unverified', 'new@duke.example')`,
    );
    const contacts = await read(contactsOf(OWN_SQL, DUKE));
    await database.run(`delete from portal_recipients where email = 'new@duke.example'`);
    expect(contacts).toHaveLength(4);
    expect(contacts).toContainEqual({ address: 'alder@duke.example', isVerified: true });
    expect(contacts).toContainEqual({ address: 'new@duke.example', isVerified: false });
    expect(JSON.stringify(contacts)).not.toContain('Dr.');
  });

  it('reads no contacts of a provider that there is none of', async () => {
    expect(await read(contactsOf(OWN_SQL, '00000000-0000-4000-8000-000000000000'))).toEqual([]);
  });

  it('holds no address in the statement: it is compared in memory', () => {
    expect(JSON.stringify(contactsOf(OWN_SQL, DUKE))).not.toContain('@');
  });
});

describe('a team’s own file for finding providers', () => {
  it.each([
    ['without names', '-- query: contacts\nselect 1', { code: 'query', params: { name: 'names' } }],
    ['without contacts', '-- query: names\nselect 1', { code: 'query', params: { name: 'contacts' } }],
    [
      'whose names take a parameter',
      withQuery('names', 'select $1'),
      { code: 'known-parameter', params: { used: 1, known: 0 } },
    ],
    [
      'whose contacts take another one',
      withQuery('contacts', 'select $2'),
      { code: 'known-parameter', params: { used: 2, known: 1 } },
    ],
  ])('is refused at the start %s', (_, sql, requirement) => {
    expect(() => directoryOf(sql)).toThrow(expect.objectContaining({ requirement }));
  });
});

describe('a provider in a list', () => {
  const duke = { id: DUKE, name: 'Duke', kind: 'Clinic', figures: { activeCarePlans: 57 } };

  it.each([
    [
      'with all that is known',
      duke,
      'clinic · b8608be4 · 57 active care plans',
      'clínica · b8608be4 · 57 planes de cuidado activos',
    ],
    [
      'with one care plan',
      { ...duke, figures: { activeCarePlans: 1 } },
      'clinic · b8608be4 · 1 active care plan',
      'clínica · b8608be4 · 1 plan de cuidado activo',
    ],
    [
      'without care plans',
      { ...duke, figures: { activeCarePlans: null } },
      'clinic · b8608be4',
      'clínica · b8608be4',
    ],
    [
      'without a kind',
      { ...duke, kind: null },
      'b8608be4 · 57 active care plans',
      'b8608be4 · 57 planes de cuidado activos',
    ],
  ])('is told from others %s, and never by its name', (_, subject, en, es) => {
    expect(SUBJECT_WORDS.en.listed(subject)).toBe(en);
    expect(SUBJECT_WORDS.es.listed(subject)).toBe(es);
  });

  it.each([
    ['Clinic', ['clinic', 'clínica']],
    ['PRACTICE', ['practice', 'consultorio']],
    ['Hospital', ['hospital', 'hospital']],
  ])('of the kind %s is searched for by what that is called in both languages', (kind, words) => {
    expect(directoryOf(OWN_SQL).wordsOfKind(kind)).toEqual(words);
  });

  it('is called what people call it', () => {
    expect(SUBJECT_WORDS.en.noun).toEqual({ one: 'provider', many: 'providers' });
    expect(SUBJECT_WORDS.es.noun).toEqual({ one: 'proveedor', many: 'proveedores' });
  });
});

/** Throws where there is no such statement. */
function contactsOf(sql: string, providerId: string) {
  const { contactsOf: statementOf } = directoryOf(sql);
  if (statementOf === null) throw new Error('the check knows contacts');
  return statementOf(providerId);
}
