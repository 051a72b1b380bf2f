import { afterAll, beforeAll, describe, it } from 'vitest';
import { startFleet, type RunningFleet } from '../support/fleet.ts';
import { composeDigest } from '../../src/digests/compose.ts';
import { entriesOf } from '../../src/digests/entries.ts';
import { tellingOf } from '../../src/digests/telling.ts';

describe('weeks', () => {
  let r: RunningFleet;
  beforeAll(async () => { r = await startFleet({ size: 200, seed: 1, hasCast: true }); });
  afterAll(() => r.stop());
  it('tells the truth', async () => {
    const check = r.assembly.checks[0];
    let prev: Map<string, any> | null = null;
    for (let week = 0; week < 17; week += 1) {
      const made = await r.assembly.digests.make({ checkId: 'portal-links', scope: 'terminal:t', baselineScopes: ['terminal:t'], filter: {}, notBeforeMs: Number.MAX_SAFE_INTEGER / 4 > 0 ? 8.6e14 : 0, skippedDueAtMs: [], requestId: 't' });
      await r.assembly.digests.notePosted(made.id);
      const d = made.digest;
      const rep = composeDigest(d, tellingOf(check, 'en'));
      if ([0,1,2,14,15].includes(week)) console.log(`== week ${week}\n${rep.headline}\n${rep.lines.map((l) => ` [${l.label}] ${l.text}`).join('\n')}\n more ${rep.more.map((l) => `[${l.label}] ${l.text}`).join('\n  ')}\n${rep.coverage}`);
      const run = await r.read();
      const now = new Map(run.outcomes.map((o) => [o.subjectId, o]));
      const bad = run.outcomes.filter((o) => ['missing', 'partial'].includes(o.state)).length;
      const sum = d.fresh.length + d.worse.length + d.still.length + d.unmuted.length + d.outages.reduce((s, o) => s + o.outcomes.length, 0) + d.muted.length;
      if (bad !== sum) console.log('SUM', week, bad, sum);
      if (prev) for (const [id, o] of now) {
        const b: any = prev.get(id); if (!b) { console.log('appeared', id, o.state); continue; }
        const wasBad = ['missing', 'partial'].includes(b.state);
        if (wasBad && o.state === 'on-schedule' && !d.recovered.some((c) => c.before.subjectId === id) && !d.endedOutages.some((e) => e.recovered.some((c) => c.before.subjectId === id))) console.log('NOT RECOVERED', week, id, b.code, o.code, d.dropped.some((c) => c.before.subjectId === id));
        if (wasBad && ['missing', 'partial'].includes(o.state)) {
          // age must not go down nor since move forward
          if (b.since && o.since && o.since.atMs > b.since.atMs && !o.since.isAtLeast) console.log('SINCE MOVED', week, id, b.code, o.code, new Date(b.since.atMs).toISOString(), b.since.isAtLeast, new Date(o.since.atMs).toISOString(), o.since.isAtLeast);
          if (b.since && !o.since) console.log('SINCE LOST', week, id, b.code, o.code);
        }
      }
      prev = now;
      if ([0, 3, 14, 15].includes(week)) {
        const ids = run.outcomes.map((o) => o.subjectId);
        for (let i = 0; i < ids.length; i += 25) {
          const ds = await r.assembly.investigate({ checkId: 'portal-links', subjectIds: ids.slice(i, i + 25), asOfMs: null, windowMs: null, asker: { surface: 'terminal', userId: 't', teamId: null, channelId: null }, requestId: 't' }).first;
          for (const s of ds) { const o: any = now.get(s.subjectId); if (o.code !== s.verdict.code || o.state !== s.verdict.state || o.confidence !== s.verdict.confidence) console.log('DIFF', week, s.subjectId, o.code, o.state, o.confidence, '|', s.verdict); }
        }
      }
      await r.letWeekPass();
    }
  });
});
