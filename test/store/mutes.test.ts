import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { Mute } from '../../src/digests/digest.ts';
import { keptStore } from './kept-store.ts';
import { DUKE, NOW_MS } from './kept.ts';

const MUTE: Mute = {
  checkId: 'portal-links',
  subjectId: DUKE,
  untilMs: NOW_MS + DAY_MS,
  byUserId: 'U1',
  why: 'known: they move offices',
  atMs: NOW_MS,
};

describe('mutes', () => {
  const own = keptStore();

  it('hold until their time is up, for their own check', async () => {
    await own.store.mutes.add(MUTE);
    expect(await own.store.mutes.activeAt('portal-links', NOW_MS)).toEqual([MUTE]);
    expect(await own.store.mutes.activeAt('another', NOW_MS)).toEqual([]);
    expect(await own.store.mutes.activeAt('portal-links', MUTE.untilMs)).toEqual([]);
  });

  it('are replaced by a newer one, whose older one stays as history', async () => {
    await own.store.mutes.add(MUTE);
    const newer = { ...MUTE, untilMs: NOW_MS + 2 * DAY_MS, byUserId: 'U2', atMs: NOW_MS + 1 };
    await own.store.mutes.add(newer);
    expect(await own.store.mutes.activeAt('portal-links', newer.atMs)).toEqual([newer]);
    expect(await own.database.run('select by_user_id, ended_at from mutes order by id')).toEqual([
      { by_user_id: 'U1', ended_at: new Date(NOW_MS + 1) },
      { by_user_id: 'U2', ended_at: null },
    ]);
  });

  it('are one, when two people mute at once', async () => {
    await Promise.all(
      Array.from({ length: 6 }, (_, index) => own.store.mutes.add({ ...MUTE, byUserId: `U${index}` })),
    );
    expect(await own.store.mutes.activeAt('portal-links', NOW_MS)).toHaveLength(1);
  });

  it('can be ended, once', async () => {
    await own.store.mutes.add(MUTE);
    expect(await own.store.mutes.end('portal-links', DUKE, NOW_MS + 1)).toBe(true);
    expect(await own.store.mutes.end('portal-links', DUKE, NOW_MS + 1)).toBe(false);
    expect(await own.store.mutes.activeAt('portal-links', NOW_MS + 1)).toEqual([]);
  });

  it('tell afterwards who was muted at an instant, and that somebody has ended it since', async () => {
    await own.store.mutes.add(MUTE);
    await own.store.mutes.end('portal-links', DUKE, NOW_MS + 1);
    expect(await own.store.mutes.activeAt('portal-links', NOW_MS - 1)).toEqual([]);
    expect(await own.store.mutes.activeAt('portal-links', NOW_MS)).toEqual([
      { ...MUTE, endedAtMs: NOW_MS + 1 },
    ]);
  });

  it('that have run out are none to be ended', async () => {
    await own.store.mutes.add(MUTE);
    expect(await own.store.mutes.end('portal-links', DUKE, MUTE.untilMs)).toBe(false);
  });

  it('keep no address that somebody wrote into the reason', async () => {
    await own.store.mutes.add({ ...MUTE, why: 'ask ana.lopez@duke.example' });
    expect(await own.store.mutes.activeAt('portal-links', NOW_MS)).toMatchObject([
      { why: 'ask •••@duke.example' },
    ]);
  });
});
