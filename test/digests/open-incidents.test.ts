import { describe, expect, it } from 'vitest';
import { composeDigest } from '../../src/digests/compose.ts';
import type { NamedIncident } from '../../src/digests/digest-report.ts';
import { entryGroupsOf } from '../../src/digests/entries.ts';
import type { Telling } from '../../src/digests/telling.ts';
import { namedInDigests } from '../../src/incidents/named-in-digests.ts';
import { foldIncident, numbered } from '../../src/incidents/fold.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { FactBody } from '../../src/incidents/fact.ts';
import { IDENTITY, missing as seenMissing, OPENED_MS, person } from '../incidents/example.ts';
import { compared, FLEET_WORDS, missing, outcome, runOf, ZONE } from './example.ts';

const SKIPPED: NamedIncident = {
  number: 7,
  severity: 'P2',
  title: 'clinics silently skipped',
  subjectIds: ['a', 'b', 'c'],
};

function telling(locale: Telling['locale'], openIncidents: readonly NamedIncident[]): Telling {
  return { fleetWords: FLEET_WORDS, locale, timeZone: ZONE, openIncidents };
}

const digest = compared(runOf([missing('a'), missing('z')]), [outcome('a'), outcome('z')]);
const quiet = compared(runOf([outcome('a')]), [outcome('a')]);

describe('a digest names the open incidents', () => {
  it.each([
    ['en', 'Open incidents', '#7 P2 clinics silently skipped (3)'],
    ['es', 'Incidentes abiertos', '#7 P2 clinics silently skipped (3)'],
  ] as const)('in one line (%s)', (locale, label, said) => {
    const { lines } = composeDigest(digest, telling(locale, [SKIPPED]));
    expect(lines).toContainEqual({ label, text: said });
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

  it('in the only line of a quiet one', () => {
    expect(composeDigest(quiet, telling('en', [SKIPPED])).summary).toMatch(
      / · Open incidents: #7 P2 clinics silently skipped \(3\)$/u,
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

it('names those under way that are about its check, or about nobody yet', async () => {
  const added = (checkId: string): FactBody => ({
    kind: 'subject-added',
    why: 'opening',
    ...seenMissing('a'),
    checkId,
  });
  const resolved: FactBody = { kind: 'status-changed', to: 'resolved', notWell: [] };
  const open = [
    incident(4, added('widgets')),
    incident(3, added('others')),
    incident(2, added('widgets'), resolved),
    incident(1),
  ];
  expect(await namedInDigests({ list: async () => open }, 'widgets')).toEqual([
    { number: 4, severity: 'P2', title: 'incident 4', subjectIds: ['a'] },
    { number: 1, severity: 'P2', title: 'incident 1', subjectIds: [] },
  ]);
});
