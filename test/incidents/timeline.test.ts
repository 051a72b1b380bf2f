import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { Fact, FactBody, FactKind, NewFact } from '../../src/incidents/fact.ts';
import { timelineOf, wholeTimelineOf } from '../../src/incidents/timeline.ts';
import { createWritePostmortem } from '../../src/incidents/write-postmortem.ts';
import { EVERYTHING, followedCheck } from './all-facts.ts';
import { incidentOf, OPENED, OPENED_MS, person, told } from './example.ts';

/** Whether people want to read it afterwards; what they do not is how the incident was kept. */
const IS_TOLD: Readonly<Record<Exclude<FactKind, 'unreadable'>, boolean>> = {
  opened: true,
  'subject-added': true,
  'subject-removed': true,
  'verdict-changed': true,
  'source-failed': true,
  'source-back': true,
  'others-seen': true,
  'lead-taken': true,
  'status-changed': true,
  reopened: true,
  'severity-changed': true,
  'resolution-proposed': true,
  'still-not-well': true,
  note: true,
  event: true,
  corrected: false,
  withdrawn: false,
  nudged: false,
  'postmortem-written': false,
  'channel-closed': true,
  'channel-back': true,
  'root-lost': false,
};

const seqsOf = (facts: readonly NewFact[]) => timelineOf(incidentOf(facts).facts).map(({ seq }) => seq);
const note = (text: string, atMs: number): NewFact => told({ kind: 'note', text }, atMs);

describe('the timeline of an incident', () => {
  const kinds = (isTold: boolean) =>
    Object.entries(IS_TOLD).flatMap(([kind, is]) => (is === isTold ? [kind] : []));
  const kindsOf = (facts: readonly Pick<Fact, 'body'>[]) => facts.map(({ body }) => body.kind);

  it.each(kinds(true))('tells of what is "%s"', (kind) => {
    expect(kindsOf(timelineOf(EVERYTHING.facts))).toContain(kind);
  });

  it.each(kinds(false))('is silent about what is "%s": that is how it was kept', (kind) => {
    expect(kindsOf(EVERYTHING.facts)).toContain(kind);
    expect(kindsOf(timelineOf(EVERYTHING.facts))).not.toContain(kind);
  });

  it('tells that there is something which this version cannot read', () => {
    const { facts } = incidentOf([told(OPENED), told({ kind: 'unreadable' })]);
    expect(kindsOf(timelineOf(facts))).toEqual(['opened', 'unreadable']);
  });

  it('leaves out what was withdrawn, and nothing else', () => {
    const facts = [told(OPENED), note('wrong', OPENED_MS), note('right', OPENED_MS)];
    expect(seqsOf([...facts, told({ kind: 'withdrawn', seqOfWrong: 2 })])).toEqual([1, 3]);
  });

  it('stands in the order in which it happened; what happened at once, in which it was told', () => {
    const facts = [
      told(OPENED),
      note('later', OPENED_MS + HOUR_MS),
      note('before', OPENED_MS - HOUR_MS),
      note('at once', OPENED_MS),
    ];
    expect(seqsOf(facts)).toEqual([3, 1, 4, 2]);
  });
});

describe('what was corrected in the timeline, by others than who told it and long after it', () => {
  const WAS_MS = OPENED_MS - HOUR_MS;
  const RIGHT_MS = OPENED_MS - 30 * MINUTE_MS;
  const FIRST_MS = OPENED_MS + DAY_MS;
  const SECOND_MS = OPENED_MS + 2 * DAY_MS;
  const corrects = (text: string | null, rightAtMs: number | null): FactBody => ({
    kind: 'corrected',
    seqOfWrong: 2,
    text,
    rightAtMs,
  });
  const facts = [
    told(OPENED),
    told({ kind: 'event', text: 'front end out', mark: null }, WAS_MS, person('U2')),
    told(corrects('back end out', null), FIRST_MS, person('U3')),
    told(corrects(null, RIGHT_MS), SECOND_MS, person('U4')),
  ];
  const incident = incidentOf(facts);

  it('says who corrected it, and when, and what it was before each time', () => {
    expect(timelineOf(incident.facts).find(({ seq }) => seq === 2)).toEqual({
      seq: 2,
      atMs: RIGHT_MS,
      by: person('U2'),
      body: { kind: 'event', text: 'back end out', mark: null },
      mark: null,
      corrections: [
        { by: person('U3'), recordedAtMs: FIRST_MS, wasText: 'front end out', wasAtMs: WAS_MS },
        { by: person('U4'), recordedAtMs: SECOND_MS, wasText: null, wasAtMs: WAS_MS },
      ],
    });
  });

  it('says of what was withdrawn who did it, and when, to whoever asks for everything', () => {
    const withdrawal = told({ kind: 'withdrawn', seqOfWrong: 2 }, SECOND_MS, person('U5'));
    const entries = wholeTimelineOf(incidentOf([...facts, withdrawal]).facts);
    expect(entries.map(({ seq, withdrawn }) => [seq, withdrawn])).toEqual([
      [2, { by: person('U5'), recordedAtMs: SECOND_MS }],
      [1, undefined],
    ]);
  });

  it('says so in the postmortem', async () => {
    const write = createWritePostmortem({
      checks: [followedCheck],
      findDiagnosis: async () => null,
      clock: () => SECOND_MS,
    });
    const { markdown } = await write(incident, 'en');
    expect(markdown).toContain(
      '| Thu 24 July 07:30 PDT | back end out (@U2) · corrected by @U3, Fri 25 July 08:00 PDT; was “front end out”, Thu 24 July 07:00 PDT · corrected by @U4, Sat 26 July 08:00 PDT; was Thu 24 July 07:00 PDT |',
    );
  });
});
