import { describe, expect, it } from 'vitest';
import { EVENT_KINDS } from '../../../src/sandbox/replicas/incident-rehearsal.ts';
import { momentsOf, type Moment, type Work } from '../../../src/sandbox/soak/moments.ts';
import { POSTING_STEPS } from '../../../src/slack/post-once.ts';

function firstOf(seed: number, count: number, work: Work = 'digests'): readonly Moment[] {
  const moments = momentsOf(seed, work);
  return Array.from({ length: count }, () => moments.next().value);
}

describe('the moments of a soak', () => {
  it('are the same for the same seed, and others for another one', () => {
    expect(firstOf(7, 50)).toEqual(firstOf(7, 50));
    expect(firstOf(7, 50)).not.toEqual(firstOf(8, 50));
  });

  it('hold everything that may happen, and digests enough to be disturbed by it', () => {
    const happenings = firstOf(1, 400).map(({ happening }) => happening);
    const kinds = happenings.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(
      new Set(['order', 'kill', 'join-to-die', 'restart-postgres', 'slack-fails']),
    );
    expect(kinds.filter((kind) => kind === 'order').length).toBeGreaterThan(100);
    const steps = happenings.flatMap((one) => (one.kind === 'join-to-die' ? [one.step] : []));
    expect(new Set(steps)).toEqual(new Set(POSTING_STEPS));
    const faults = happenings.flatMap((one) => (one.kind === 'slack-fails' ? [one.fault.kind] : []));
    expect(new Set(faults)).toEqual(
      new Set(['rate-limited', 'server-error-before', 'server-error-after', 'hang-after']),
    );
  });

  it('of incidents hold everything that may happen in them, and more than troubles them', () => {
    const happenings = firstOf(1, 400, 'incidents').map(({ happening }) => happening);
    const events = happenings.flatMap((one) => (one.kind === 'incident-event' ? [one.event] : []));
    expect(new Set(events)).toEqual(new Set(EVENT_KINDS));
    const kinds = new Set(happenings.map(({ kind }) => kind));
    expect(kinds).toEqual(
      new Set(['open-incident', 'incident-event', 'kill', 'join-to-die', 'restart-postgres', 'slack-fails']),
    );
  });
});
