import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { FeedbackAnswer } from '../../src/store/feedback.ts';
import { keptStore } from './kept-store.ts';
import { diagnosis, DUKE, NOW_MS } from './kept.ts';

describe('feedback', () => {
  const own = keptStore();

  async function keptDiagnosis(rulesVersion = 1): Promise<string> {
    const made = diagnosis({ rulesVersion });
    await own.store.diagnoses.keepAll([made]);
    return made.id;
  }

  const answer = (diagnosisId: string, change: Partial<FeedbackAnswer> = {}): FeedbackAnswer => ({
    diagnosisId,
    userId: 'U1',
    isRight: false,
    why: 'the clinic was closed',
    atMs: NOW_MS,
    ...change,
  });

  it('is listed with what it was about, oldest first', async () => {
    const [first, second] = [await keptDiagnosis(1), await keptDiagnosis(2)];
    const older = answer(first, { userId: 'U2', isRight: true, why: null, atMs: NOW_MS - 1 });
    const newer = answer(second);
    await own.store.feedback.record(newer);
    await own.store.feedback.record(older);
    const about = { checkId: 'portal-links', subjectId: DUKE, verdictCode: 'phantom-send' };
    expect(await own.store.feedback.list({ sinceMs: NOW_MS - 1 })).toEqual([
      { ...older, ...about, rulesVersion: 1 },
      { ...newer, ...about, rulesVersion: 2 },
    ]);
    expect(await own.store.feedback.list({ sinceMs: NOW_MS })).toHaveLength(1);
  });

  it('counts once for each user and diagnosis: who changes their mind has the last word', async () => {
    const [first, second] = [await keptDiagnosis(), await keptDiagnosis()];
    await own.store.feedback.record(answer(first));
    await own.store.feedback.record(answer(first, { userId: 'U2' }));
    await own.store.feedback.record(answer(second));
    const changed = answer(first, { isRight: true, why: null, atMs: NOW_MS + 1 });
    await own.store.feedback.record(changed);
    const listed = await own.store.feedback.list({ sinceMs: 0 });
    expect(listed).toHaveLength(3);
    expect(listed.filter(({ userId, diagnosisId }) => userId === 'U1' && diagnosisId === first)).toEqual([
      expect.objectContaining(changed),
    ]);
  });

  it('keeps no address that somebody wrote into it', async () => {
    await own.store.feedback.record(answer(await keptDiagnosis(), { why: 'alder@duke.example has it' }));
    expect(await own.database.run('select why from feedback')).toEqual([{ why: '•••@duke.example has it' }]);
  });

  it('is refused on a diagnosis that is not kept any more', async () => {
    await expect(own.store.feedback.record(answer(randomUUID()))).rejects.toThrow('foreign key');
  });
});
