import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../src/diagnosis/time.ts';
import type { State } from '../../src/diagnosis/verdict.ts';
import { keptStore } from './kept-store.ts';
import { ASKER, diagnosis, DUKE, NOW_MS, reading } from './kept.ts';

/** Made so many hours after the start, of how things then were. */
const atHour = (hour: number, change: Partial<Diagnosis> = {}): Diagnosis =>
  diagnosis({ asOfMs: NOW_MS + hour * HOUR_MS, madeAtMs: NOW_MS + hour * HOUR_MS, ...change });

/** Made at the same time, of how things were a little more than an hour before. */
const ofThePastAtHour = (hour: number, change: Partial<Diagnosis> = {}): Diagnosis =>
  atHour(hour, { asOfMs: NOW_MS + hour * HOUR_MS - 61 * MINUTE_MS, ...change });

const withState = (state: State): Pick<Diagnosis, 'verdict'> => ({
  verdict: { code: `it-is-${state}`, row: 1, state, confidence: 'confirmed' },
});

const idsOf = (diagnoses: readonly Diagnosis[]): readonly string[] => diagnoses.map(({ id }) => id);

describe('kept diagnoses', () => {
  const own = keptStore();

  it('gives a kept diagnosis back as it was', async () => {
    const kept = diagnosis();
    await own.store.diagnoses.keepAll([kept, diagnosis()]);
    expect(await own.store.diagnoses.find(kept.id)).toEqual(kept);
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'no id at all', "'; drop table diagnoses; --"])(
    'finds nothing under %s',
    async (id) => {
      expect(await own.store.diagnoses.find(id)).toBeNull();
    },
  );

  it('keeps all diagnoses of a check or none', async () => {
    const kept = diagnosis();
    await expect(own.store.diagnoses.keepAll([kept, kept])).rejects.toThrow('duplicate key');
    expect(await own.store.diagnoses.find(kept.id)).toBeNull();
  });

  it('refuses a kept diagnosis that was tampered with, instead of showing half of it', async () => {
    const kept = diagnosis();
    await own.store.diagnoses.keepAll([kept]);
    await own.database.run(`update diagnoses set verdict = '{"code": "on-schedule"}'`);
    await expect(own.store.diagnoses.find(kept.id)).rejects.toThrow('state');
  });

  describe('asked how things were before an instant', () => {
    const newestBefore = (beforeMs: number) =>
      own.store.diagnoses.newestBefore('portal-links', DUKE, beforeMs);

    it('takes the newest one before it, of this subject and check', async () => {
      const [older, newer, later] = [atHour(1), atHour(2), atHour(3)];
      const others = [atHour(2.5, { subjectId: randomUUID() }), atHour(2.5, { checkId: 'another-check' })];
      await own.store.diagnoses.keepAll([newer, later, older, ...others]);
      expect((await newestBefore(later.asOfMs))?.id).toBe(newer.id);
      expect(await newestBefore(older.asOfMs)).toBeNull();
    });

    it('passes over one that was made for the past', async () => {
      const live = atHour(1);
      const looksBack = atHour(2, { madeAtMs: NOW_MS + 2 * HOUR_MS + 61 * MINUTE_MS });
      await own.store.diagnoses.keepAll([live, looksBack]);
      expect((await newestBefore(NOW_MS + DAY_MS))?.id).toBe(live.id);
    });

    it('passes over one that the delivery database had no part in', async () => {
      const whole = atHour(1);
      const problem = { code: 'connection-refused', params: {} } as const;
      const blind = atHour(2, { readings: [reading({ status: 'failed', problem })] });
      await own.store.diagnoses.keepAll([whole, blind]);
      expect((await newestBefore(NOW_MS + DAY_MS))?.id).toBe(whole.id);
    });
  });

  describe('asked for the last diagnosis of a subject', () => {
    const newestMade = () => own.store.diagnoses.newestMade('portal-links', DUKE);

    it('gives the one made last, of this subject and check, as it was', async () => {
      const [older, newer] = [atHour(1), atHour(2)];
      const others = [atHour(3, { subjectId: randomUUID() }), atHour(3, { checkId: 'another-check' })];
      await own.store.diagnoses.keepAll([newer, older, ...others]);
      expect(await newestMade()).toEqual(newer);
    });

    it('passes over one that was made for the past: it is no news of today', async () => {
      const live = atHour(1, { madeAtMs: NOW_MS + 2 * HOUR_MS });
      await own.store.diagnoses.keepAll([live, ofThePastAtHour(3)]);
      expect((await newestMade())?.id).toBe(live.id);
    });

    it('has none where the subject was never checked', async () => {
      await own.store.diagnoses.keepAll([ofThePastAtHour(1), atHour(1, { subjectId: randomUUID() })]);
      expect(await newestMade()).toBeNull();
    });
  });

  describe('asked what somebody checked last', () => {
    const byAnother = { asker: { ...ASKER, userId: 'U2' } };

    it('gives the newest of each subject, newest first, and nobody else’s', async () => {
      const [pam, kindred] = [randomUUID(), randomUUID()];
      const expected = [
        atHour(5, { subjectId: pam }),
        ofThePastAtHour(4),
        atHour(3, { checkId: 'another-check' }),
        atHour(2, { subjectId: kindred }),
      ];
      await own.store.diagnoses.keepAll([
        atHour(1, { subjectId: pam }),
        atHour(1),
        ...expected,
        atHour(9, { ...byAnother, subjectId: kindred }),
      ]);
      expect(idsOf(await own.store.diagnoses.lastAskedBy('U1', 10))).toEqual(idsOf(expected));
      expect(idsOf(await own.store.diagnoses.lastAskedBy('U1', 2))).toEqual(idsOf(expected.slice(0, 2)));
      expect(await own.store.diagnoses.lastAskedBy('U3', 10)).toEqual([]);
    });
  });

  describe('asked who is in a state now', () => {
    it('goes by the newest diagnosis of each subject alone', async () => {
      const [well, ill] = [randomUUID(), randomUUID()];
      const isIllNow = atHour(2, { subjectId: ill, ...withState('missing') });
      await own.store.diagnoses.keepAll([
        atHour(1, { subjectId: well, ...withState('missing') }),
        atHour(2, { subjectId: well, ...withState('on-schedule') }),
        atHour(1, { subjectId: ill, ...withState('on-schedule') }),
        isIllNow,
        ofThePastAtHour(3, { subjectId: ill, ...withState('on-schedule') }),
      ]);
      expect(await own.store.diagnoses.nowIn(['missing', 'partial'], { limit: 10 })).toEqual({
        diagnoses: [isIllNow],
        total: 1,
      });
    });

    it('forgets nobody who was missing because a later look-up failed', async () => {
      const missing = atHour(1, withState('missing'));
      const failed = reading({
        status: 'failed',
        problem: { code: 'connection-refused', params: { address: 'db.internal' } },
      });
      await own.store.diagnoses.keepAll([
        missing,
        atHour(2, { ...withState('unknown'), readings: [failed] }),
      ]);
      expect(await own.store.diagnoses.nowIn(['missing'], { limit: 10 })).toEqual({
        diagnoses: [missing],
        total: 1,
      });
    });

    it('tells apart the checks of one subject', async () => {
      const found = atHour(1, { checkId: 'another-check', ...withState('missing') });
      await own.store.diagnoses.keepAll([atHour(2, withState('on-schedule')), found]);
      expect(idsOf((await own.store.diagnoses.nowIn(['missing'], { limit: 10 })).diagnoses)).toEqual([
        found.id,
      ]);
    });

    it('puts the worst first, then the newest, and counts those beyond the limit', async () => {
      const one = (hour: number, state: State) =>
        atHour(hour, { subjectId: randomUUID(), ...withState(state) });
      const expected = [one(2, 'missing'), one(1, 'missing'), one(9, 'partial'), one(5, 'unknown')];
      await own.store.diagnoses.keepAll([...expected, one(8, 'not-expected')].toReversed());
      const { diagnoses, total } = await own.store.diagnoses.nowIn(['unknown', 'partial', 'missing'], {
        limit: 3,
      });
      expect(idsOf(diagnoses)).toEqual(idsOf(expected.slice(0, 3)));
      expect(total).toBe(4);
    });

    it('names those of one check, without their diagnoses', async () => {
      const [one, other] = [randomUUID(), randomUUID()];
      await own.store.diagnoses.keepAll([
        atHour(1, { subjectId: one, ...withState('missing') }),
        atHour(1, { subjectId: other, ...withState('missing') }),
        atHour(2, { subjectId: other, ...withState('on-schedule') }),
        atHour(1, { subjectId: other, checkId: 'another-check', ...withState('partial') }),
      ]);
      const { diagnoses } = own.store;
      expect(await diagnoses.idsNowIn('portal-links', ['missing', 'partial'])).toEqual([one]);
      expect(await diagnoses.idsNowIn('another-check', ['missing', 'partial'])).toEqual([other]);
      expect(await diagnoses.idsNowIn('portal-links', [])).toEqual([]);
    });

    it.each([['on-schedule'], []] as const)('finds nobody where nobody is: %s', async (...states) => {
      await own.store.diagnoses.keepAll([atHour(1, withState('missing'))]);
      expect(await own.store.diagnoses.nowIn(states, { limit: 10 })).toEqual({ diagnoses: [], total: 0 });
    });
  });

  describe('asked what the bot can reach', () => {
    it('gives the newest reading of each source, whichever diagnosis holds it', async () => {
      const readAt = (source: 'sentry' | 'loki' | 'delivery', hour: number) =>
        reading({ source, readAtMs: NOW_MS + hour * HOUR_MS });
      const problem = { code: 'connection-refused', params: {} } as const;
      const failed = { ...readAt('loki', 3), status: 'failed', problem } as const;
      await own.store.diagnoses.keepAll([
        atHour(3, { readings: [failed, readAt('sentry', 1)] }),
        atHour(2, { readings: [readAt('sentry', 2), readAt('loki', 2), readAt('delivery', 2)] }),
        atHour(-1, { readings: [readAt('delivery', 9)] }),
      ]);
      expect(await own.store.diagnoses.newestReadings(NOW_MS)).toEqual([
        readAt('sentry', 2),
        failed,
        readAt('delivery', 2),
      ]);
    });

    it('knows nothing where nothing was checked since', async () => {
      await own.store.diagnoses.keepAll([atHour(1)]);
      expect(await own.store.diagnoses.newestReadings(NOW_MS + DAY_MS)).toEqual([]);
    });
  });
});
