import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../src/diagnosis/time.ts';
import type { FactBody, NewFact, SubjectSeen } from '../../src/incidents/fact.ts';
import { factReportOf } from '../../src/incidents/fact-report.ts';
import { follow } from '../../src/incidents/follow.ts';
import { withFacts } from '../../src/incidents/fold.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import type { CheckLook } from '../../src/incidents/look.ts';
import { rootReportOf } from '../../src/incidents/root-report.ts';
import type { Locale } from '../../src/words/locale.ts';
import { textOfSaid } from '../../src/words/said.ts';
import { tellingIn } from './all-facts.ts';
import {
  added,
  ALL_OK,
  hasRecovered,
  kept,
  LOKI_DOWN,
  lookOf,
  missing,
  NEXT_MS,
  notExpected,
  opened,
  OPENED_MS,
  person,
  ref,
  told,
} from './example.ts';

const RESOLVED: FactBody = { kind: 'status-changed', to: 'resolved', notWell: [] };
const CLOSED: FactBody = { kind: 'status-changed', to: 'closed', notWell: [] };
const REOPENED: FactBody = { kind: 'reopened' };
const MONTHS_LATER_MS = NEXT_MS + 70 * DAY_MS;

const tell = (incident: Incident, atMs: number, ...bodies: readonly FactBody[]): Incident =>
  bodies.reduce((before, body) => withFacts(before, [told(body, atMs, person('U2'))], atMs), incident);
const look = (
  incident: Incident,
  seen: readonly SubjectSeen[],
  atMs: number,
  sources: CheckLook['sources'] = ALL_OK,
) => follow(incident, { look: lookOf(seen, { atMs, sources }), runs: [] }, hasRecovered, atMs);
const proposals = (facts: readonly NewFact[]) =>
  facts.filter(({ body }) => body.kind === 'resolution-proposed').length;

const lineOf = (incident: Incident, label: string): string | undefined =>
  rootReportOf(incident, tellingIn('en'))
    .lines.filter((line) => line.label === label)
    .map(({ said }) => textOfSaid(said))[0];
/** What the thread says of a source that is back. */
const backSaid = (incident: Incident, locale: Locale): string => {
  const fact = incident.facts.findLast(({ body }) => body.kind === 'source-back');
  const report = fact === undefined ? null : factReportOf(fact, incident, tellingIn(locale));
  return (report?.lines ?? []).map(({ said }) => textOfSaid(said)).join('\n');
};

describe('Of an incident that nobody has looked at for months', () => {
  const failing = look(opened(missing('a')), [missing('a')], OPENED_MS + HOUR_MS, LOKI_DOWN).incident;
  const reopened = tell(tell(failing, OPENED_MS + 2 * HOUR_MS, RESOLVED, CLOSED), MONTHS_LATER_MS, REOPENED);

  it('the root message does not tell what was known then as if it were so now', () => {
    expect(lineOf(reopened, 'Next proof')).toBe('not known until the next check');
    expect(lineOf(reopened, 'Last check')).toContain('Thu 24 July 09:00 PDT; Loki did not answer');
  });

  it('the root message tells what is so now once it was looked at', () => {
    const { incident } = look(reopened, [missing('a')], MONTHS_LATER_MS + 1, LOKI_DOWN);
    expect(lineOf(incident, 'Last check')).toContain('Loki does not answer');
    expect(lineOf(incident, 'Next proof')).not.toContain('until the next check');
  });

  it('the root message still tells a proof that is to come', () => {
    const soon = tell(tell(failing, OPENED_MS + 2 * HOUR_MS, RESOLVED), OPENED_MS + 3 * HOUR_MS, REOPENED);
    expect(lineOf(soon, 'Next proof')).toContain('planned for Mon 28 July 11:00 PDT');
  });

  it.each([
    ['en', 'Loki answers again; it had not at the check of Thu 24 July 09:00 PDT'],
    ['es', 'Loki responde de nuevo; no lo hacía en la revisión del jue 24 de julio 09:00 PDT'],
  ] as const)('nobody is told in "%s" that a source was down for months', (locale, expected) => {
    const { incident } = look(reopened, [missing('a')], MONTHS_LATER_MS + 1);
    expect(backSaid(incident, locale)).toContain(expected);
  });

  it('everybody is told since when a source was down that was asked all the time', () => {
    const { incident } = look(failing, [missing('a')], OPENED_MS + 2 * HOUR_MS);
    expect(backSaid(incident, 'en')).toContain('it had not since Thu 24 July 09:00 PDT');
  });
});

it('An incident from which everybody was taken out does not say that nobody has been named yet', () => {
  const taken: FactBody = { kind: 'subject-removed', name: 'A', ...ref('a') };
  expect(lineOf(tell(opened(missing('a')), OPENED_MS + 1, taken), 'Affected')).toContain('nobody any more');
});

describe('Whoever reopens an incident in which everybody is well', () => {
  const early = tell(opened(missing('a')), OPENED_MS + HOUR_MS, RESOLVED);
  const well = look(early, [kept('a')], NEXT_MS + 3 * HOUR_MS).incident;
  const reopened = tell(well, NEXT_MS + DAY_MS, REOPENED);

  it('is not asked by the next check whether it is resolved', () => {
    expect(proposals(look(reopened, [kept('a')], NEXT_MS + DAY_MS + 1).facts)).toBe(0);
  });

  it.each<[string, SubjectSeen, SubjectSeen]>([
    ['has failed and recovered since', missing('a'), kept('a', NEXT_MS + 14 * DAY_MS)],
    ['has failed since, and is switched off', missing('a'), notExpected('a')],
  ])('is asked again where somebody %s', (_, failed, after) => {
    const broken = look(reopened, [failed], NEXT_MS + 8 * DAY_MS).incident;
    expect(proposals(look(broken, [after], NEXT_MS + 15 * DAY_MS).facts)).toBe(1);
  });

  it('is asked where somebody else was added who recovers', () => {
    const more = tell(reopened, NEXT_MS + DAY_MS + 1, added(missing('b')));
    const both = [kept('a', NEXT_MS + 7 * DAY_MS), kept('b', NEXT_MS + 7 * DAY_MS)];
    expect(proposals(look(more, both, NEXT_MS + 8 * DAY_MS).facts)).toBe(1);
  });

  it.each([
    ['recovers', kept('a')],
    ['is switched off', notExpected('a')],
  ])('is asked where one was missing still when they reopened it, and %s', (_, after) => {
    const stillMissing = tell(early, NEXT_MS, REOPENED);
    expect(proposals(look(stillMissing, [after], NEXT_MS + 3 * HOUR_MS).facts)).toBe(1);
  });
});
