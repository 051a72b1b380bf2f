import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListedSubject } from '../../src/checks/subjects.ts';
import { searchSubjects, subjectsLike, subjectsNamedIn, type Found } from '../../src/directory/search.ts';

const listed = (id: string, name: string, kind = 'Clinic'): ListedSubject => ({
  id,
  name,
  kind,
  figures: {},
});

const DUKE = listed('b8608be4-22bd-41e3-9173-fefaf19bdc50', 'Duke Health (DUK) Charlotte');
const DENVER = listed('00000000-0000-4000-8000-000000000001', 'PAM Health (PAM) Denver');
const SAN_ANTONIO = listed('00000000-0000-4000-8000-000000000002', 'PAM Health (PAM) San Antonio');
const PRACTICE = listed('00000000-0000-4000-8000-000000000003', 'PAM Health (PAM) San Antonio', 'Practice');
const SHORT = listed('00000000-0000-4000-8000-000000000004', 'PAM Health');
const PENA = listed('00000000-0000-4000-8000-000000000005', 'Clínica Peña');
const ALL = [SAN_ANTONIO, DUKE, DENVER, PRACTICE, SHORT, PENA];

/** As a check of clinics and practices calls them in Spanish. */
const SPANISH: ReadonlyMap<string, string> = new Map([
  ['Clinic', 'clínica'],
  ['Practice', 'consultorio'],
]);

function search(subjects: readonly ListedSubject[], words: string): Found {
  return searchSubjects(subjects, words, { wordsOfKind: (kind) => [SPANISH.get(kind) ?? kind] });
}

describe('a search by words', () => {
  it.each([
    ['words in any order', 'denver pam', [DENVER]],
    ['words without those between them', 'PAM Denver', [DENVER]],
    ['another case', 'dUKE', [DUKE]],
    ['accents left out', 'clinica pena', [PENA]],
    ['accents put in', 'Dúke', [DUKE]],
    ['the beginnings of words', 'char du', [DUKE]],
    ['the kind as one of the words', 'san antonio practice', [PRACTICE]],
    ['the kind in another language', 'san antonio consultorio', [PRACTICE]],
    ['the kind in another case and without its accent', 'CLINICA denver', [DENVER]],
    ['the kind with an accent of its own', 'clínica duke', [DUKE]],
    ['a name that begins like a kind, too', 'clinica pe', [PENA]],
    ['nothing where the word is that of another kind', 'denver consultorio', []],
    ['the short id', 'b8608be4', [DUKE]],
    ['a name that two bear, clinic first', 'PAM Health (PAM) San Antonio', [SAN_ANTONIO, PRACTICE]],
    ['the exact name first, then what holds it', 'pam health', [SHORT, DENVER, SAN_ANTONIO, PRACTICE]],
    ['nothing where one word fits nobody', 'PAM Boston', []],
    ['nothing for the middle of a word', 'enver', []],
    ['nothing for punctuation alone', '()', []],
  ])('finds %s', (_, words, expected) => {
    expect(search(ALL, words).found).toEqual(expected);
  });

  it.each([
    ['an exact and unique name is the one', 'duke health (duk) charlotte', DUKE],
    ['a name that others begin with is still exact', 'PAM Health', SHORT],
    ['a name that two bear is nobody’s', 'PAM Health (PAM) San Antonio', null],
    ['a single match by some words is not exact', 'PAM Denver', null],
  ])('%s', (_, words, expected) => {
    expect(search(ALL, words).exact).toEqual(expected);
  });

  it('a name that may as well be the short id of another one runs nobody at once', () => {
    const named = listed('00000000-0000-4000-8000-000000000006', 'B8608BE4');
    expect(search([named, DUKE], 'b8608be4')).toEqual({ exact: null, found: [named, DUKE] });
    expect(search([named], 'b8608be4').exact).toEqual(named);
  });

  it('a subject whose kind is not known is found by no kind', () => {
    const unknown: ListedSubject = { ...DUKE, kind: null };
    expect(search([unknown], 'duke clinica').found).toEqual([]);
    expect(search([unknown], 'duke').found).toEqual([unknown]);
  });

  it('a short name is its own, even if ids begin with it', () => {
    const named = listed('00000000-0000-4000-8000-000000000007', 'B86');
    expect(search([named, DUKE], 'b86').exact).toEqual(named);
  });

  it('names that differ in punctuation only are told apart by nobody', () => {
    const [one, other] = [listed('1', 'North (Clinic)'), listed('2', 'North Clinic')];
    expect(search([one, other], 'North Clinic').exact).toBeNull();
  });

  it('finds every subject by its own name, whatever the name is', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1 }), (names) => {
        const subjects = names.map((name, index) => listed(`id-${index}`, name));
        for (const subject of subjects) {
          const hasLetters = /[\p{L}\p{N}]/u.test(subject.name.normalize('NFKD'));
          expect(search(subjects, subject.name).found.includes(subject)).toBe(hasLetters);
        }
      }),
    );
  });
});

describe('names in a text', () => {
  it.each([
    ['a whole name', 'Duke Health (DUK) Charlotte got no mail', [DUKE]],
    ['a name in another case and without punctuation', 'no mail at duke health duk charlotte?', [DUKE]],
    ['the longer of two names', 'what about PAM Health (PAM) Denver', [DENVER]],
    ['the shorter one where only it stands there', 'what about PAM Health today', [SHORT]],
    ['both subjects of one name', 'PAM Health (PAM) San Antonio', [SAN_ANTONIO, PRACTICE]],
    ['several, in the order of the text', 'Clínica Peña and Duke Health (DUK) Charlotte', [PENA, DUKE]],
    ['a name that stands there twice once', 'PAM Health, again PAM Health', [SHORT]],
    ['nothing of a part of a name', 'the Duke of Charlotte', []],
  ])('finds %s', (_, text, expected) => {
    expect(subjectsNamedIn([...ALL], text)).toHaveLength(expected.length);
    expect(new Set(subjectsNamedIn([...ALL], text))).toEqual(new Set(expected));
  });
});

describe('a name of one word in a text', () => {
  const HOPE = listed('00000000-0000-4000-8000-000000000008', 'Hope');
  const SMALL = listed('00000000-0000-4000-8000-000000000009', 'summit');
  const FIGURES = listed('00000000-0000-4000-8000-000000000010', '4711');

  it.each([
    ['in small letters is an ordinary word', 'we hope it works; ask info@hope.example', []],
    ['with its capital is the name', 'is Hope well?', [HOPE]],
    ['in capitals only is the name', 'HOPE is down', [HOPE]],
    ['inside another word is nothing', 'Hopeful, Hopes', []],
    ['that has small letters only is found as it is', 'what about summit?', [SMALL]],
    ['of figures is found', 'what about 4711?', [FIGURES]],
  ])('%s', (_, text, expected) => {
    expect(subjectsNamedIn([HOPE, SMALL, FIGURES], text)).toEqual(expected);
  });
});

describe('“Not this one”', () => {
  it('offers those whose names share most words, and never the same one', () => {
    expect(subjectsLike(ALL, PRACTICE)).toEqual([SAN_ANTONIO, SHORT, DENVER, DUKE]);
  });
});
