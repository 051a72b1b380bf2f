import { describe, expect, it } from 'vitest';
import { composeDigest } from '../../src/digests/compose.ts';
import type { NamedIncident } from '../../src/digests/digest-report.ts';
import { entryGroupsOf } from '../../src/digests/entries.ts';
import type { Telling } from '../../src/digests/telling.ts';
import { namedInDigests } from '../../src/incidents/named-in-digests.ts';
import { foldIncident, numbered } from '../../src/incidents/fold.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { FactBody } from '../../src/incidents/fact.ts';
import { IDENTITY, kept, missing as seenMissing, OPENED_MS, person } from '../incidents/example.ts';
import { compared, FLEET_WORDS, missing, outcome, runOf, ZONE } from './example.ts';

const SKIPPED: NamedIncident = {
  number: 7,
  severity: 'P2',
  title: 'clinics silently skipped',
  subjectIds: ['a', 'b', 'c'],
  notWell: 1,
  well: 2,
  isResolved: false,
};

function telling(locale: Telling['locale'], openIncidents: readonly NamedIncident[] | null): Telling {
  return { fleetWords: FLEET_WORDS, locale, timeZone: ZONE, openIncidents };
}

const digest = compared(runOf([missing('a'), missing('z')]), [outcome('a'), outcome('z')]);
const quiet = compared(runOf([outcome('a')]), [outcome('a')]);

describe('a digest names the open incidents', () => {
  it.each([
    ['en', 'Open incidents', '#7 P2 “clinics silently skipped”: 1 of 3 not well'],
    ['es', 'Incidentes abiertos', '#7 P2 «clinics silently skipped»: 1 de 3 con problemas'],
  ] as const)('in one line (%s)', (locale, label, said) => {
    const { lines } = composeDigest(digest, telling(locale, [SKIPPED]));
    expect(lines).toContainEqual({ label, text: said });
  });

  it.each([
    ['when all are well', { notWell: 0, well: 3 }, 'all 3 well', 'los 3 bien'],
    ['when nothing is expected of one any more', { notWell: 0, well: 2 }, '2 of 3 well', '2 de 3 bien'],
    [
      'of a resolved one with somebody who is not well',
      { isResolved: true },
      'resolved, but 1 of 3 not well',
      'resuelto, pero 1 de 3 con problemas',
    ],
    ['of the only one in it', { subjectIds: ['a'], notWell: 1, well: 0 }, 'not well', 'con problemas'],
    ['of the only one when it is well', { subjectIds: ['a'], notWell: 0, well: 1 }, 'well', 'bien'],
  ] as const)('with how those in it stand: %s', (_, change, inEnglish, inSpanish) => {
    const said = (locale: Telling['locale']) =>
      composeDigest(digest, telling(locale, [{ ...SKIPPED, ...change }])).lines.find(({ text }) =>
        text.startsWith('#7'),
      )?.text;
    expect(said('en')).toBe(`#7 P2 “clinics silently skipped”: ${inEnglish}`);
    expect(said('es')).toBe(`#7 P2 «clinics silently skipped»: ${inSpanish}`);
  });

  it('of many five, and counts the rest', () => {
    const many = Array.from({ length: 8 }, (_, index) => ({
      ...SKIPPED,
      number: 8 - index,
      title: '',
      subjectIds: [],
    }));
    const { lines } = composeDigest(digest, telling('en', many));
    expect(lines.find(({ label }) => label === 'Open incidents')?.text).toBe(
      '#8 P2, #7 P2, #6 P2, #5 P2, #4 P2 and 3 more',
    );
  });

  it('or says that they could not be read: that keeps no digest from people', async () => {
    let cause: unknown;
    const unread = await namedInDigests(
      { list: () => Promise.reject(new Error('unread')) },
      'widgets',
      (why) => {
        cause = why;
      },
    );
    expect([unread, cause]).toEqual([null, new Error('unread')]);
    for (const [locale, said] of [
      ['en', 'Open incidents: could not be read'],
      ['es', 'Incidentes abiertos: no se pudieron leer'],
    ] as const) {
      const { lines } = composeDigest(digest, telling(locale, unread));
      expect(lines.map(({ label, text }) => `${label}: ${text}`)).toContain(said);
      expect(composeDigest(quiet, telling(locale, unread)).summary).toContain(` · ${said}`);
    }
    expect(entryGroupsOf(digest, telling('en', unread))[0]?.entries).toHaveLength(2);
  });

  it('and says of one of which a later version has told more than can be read', async () => {
    const [one] = (await named(incident(1, { kind: 'unreadable' }))) ?? [];
    const { lines } = composeDigest(digest, telling('en', one === undefined ? [] : [one]));
    expect(lines).toContainEqual({ label: 'Open incidents', text: '#1 P2 “incident 1”, read in part' });
  });

  it('in the only line of a quiet one', () => {
    expect(composeDigest(quiet, telling('en', [SKIPPED])).summary).toMatch(
      / · Open incidents: #7 P2 “clinics silently skipped”: 1 of 3 not well$/u,
    );
  });

  it('and says nothing of incidents where none is open', () => {
    const { lines, summary } = composeDigest(digest, telling('en', []));
    expect(JSON.stringify([lines, summary])).not.toContain('ncident');
  });

  it('beside whoever belongs to one', () => {
    const [{ entries } = { entries: [] }] = entryGroupsOf(digest, telling('en', [SKIPPED]));
    expect(
      entries.map(({ subjectId, standing }) => [subjectId, standing.endsWith(' · incident #7')]),
    ).toEqual([
      ['a', true],
      ['z', false],
    ]);
  });
});

function incident(number: number, ...bodies: readonly FactBody[]): Incident {
  const opened: FactBody = {
    kind: 'opened',
    title: `incident ${number}`,
    severity: 'P2',
    summary: '',
    reportedAtMs: OPENED_MS,
    reportedBy: null,
    detectedAtMs: null,
    origin: { kind: 'command' },
  };
  const facts = [opened, ...bodies].map((body) => ({ atMs: OPENED_MS, by: person(), body }));
  return foldIncident({ ...IDENTITY, id: `i-${number}`, number }, numbered(facts, 0, OPENED_MS), null);
}

const failing = (cause: unknown): never => {
  throw new Error('an incident was not read', { cause });
};
const added = (checkId: string, seen = seenMissing('a')): FactBody => ({
  kind: 'subject-added',
  why: 'opening',
  ...seen,
  checkId,
});
const resolved: FactBody = { kind: 'status-changed', to: 'resolved', notWell: [] };
const named = async (...open: readonly Incident[]) =>
  await namedInDigests({ list: async () => open }, 'widgets', failing);

it('names those under way that are about its check, or about nobody yet', async () => {
  const names = await named(
    incident(4, added('widgets'), added('widgets', kept('b'))),
    incident(3, added('others')),
    incident(2, added('widgets', kept('a')), resolved),
    incident(1),
  );
  expect(names).toMatchObject([
    { number: 4, severity: 'P2', title: 'incident 4', subjectIds: ['a', 'b'], notWell: 1, well: 1 },
    { number: 1, severity: 'P2', title: 'incident 1', subjectIds: [], notWell: 0, well: 0 },
  ]);
});

it('names one that was declared resolved while somebody of its check is not well', async () => {
  const names = await named(
    incident(3, added('others'), added('widgets', kept('b')), resolved),
    incident(2, added('widgets'), resolved),
    incident(1, added('widgets'), resolved, { kind: 'status-changed', to: 'closed', notWell: [] }),
  );
  expect(names).toMatchObject([{ number: 2, isResolved: true, notWell: 1, well: 0 }]);
});
