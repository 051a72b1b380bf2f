import { describe, expect, it } from 'vitest';
import { createRateLimit } from '../../src/access/rate-limit.ts';
import { SECOND_MS } from '../../src/diagnosis/time.ts';
import { DUKE, PAM } from '../slack/widget-check.ts';
import { chosen, personOf } from './person.ts';
import { drawn, saidBy, type Rig } from './rig.ts';
import { ENGINEER, HELP_DESK, startWorkspace } from './workspace.ts';

const T0 = Date.parse('2025-07-24T12:00:00Z');

interface Limited {
  readonly rig: Rig;
  readonly later: (ms: number) => void;
}

async function limitedTo(perMinute: number): Promise<Limited> {
  let nowMs = T0;
  const rig = await startWorkspace({
    handling: { rateLimit: createRateLimit({ perMinute, clock: () => nowMs }) },
  });
  return { rig, later: (ms) => (nowMs += ms) };
}

describe('whoever asks too fast', () => {
  it('is told kindly when to come back, and then is answered', async () => {
    const { rig, later } = await limitedTo(1);
    await personOf(rig).types(`/portal-check ${DUKE}`);
    await rig.said(1);
    later(18 * SECOND_MS);
    await personOf(rig).types(`/portal-check ${DUKE}`);
    const [, said] = await rig.said(2);
    await rig.settled();
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toBe(
      '⏳ That is more than may be asked within a minute. Please try again in 42 seconds.',
    );
    expect(rig.audits.at(-1)).toMatchObject({ event: 'refused', reason: 'rate-limit' });
    expect(rig.requests).toHaveLength(1);

    later(42 * SECOND_MS);
    await personOf(rig).types(`/portal-check ${DUKE}`);
    expect(drawn((await rig.said(3))[2])).toContain('missing: no link');
  });

  it('keeps nobody else from asking', async () => {
    const { rig } = await limitedTo(1);
    await personOf(rig).types(`/portal-check ${DUKE}`);
    await personOf(rig, HELP_DESK).types(`/portal-check ${DUKE}`);
    await rig.said(2);
    expect(rig.requests).toHaveLength(2);
  });

  it('is counted by subjects, not by commands', async () => {
    const { rig } = await limitedTo(2);
    await personOf(rig).types(`/portal-check ${DUKE} ${PAM}`);
    await rig.said(1);
    await personOf(rig).types(`/portal-check ${DUKE}`);
    expect(drawn((await rig.said(2))[1])).toContain('That is more than');
  });

  it.each(['a mention', '"Check again"', 'the form'])('is counted by %s too', async (way) => {
    const { rig } = await limitedTo(1);
    const person = personOf(rig);
    await person.types(`/portal-check ${DUKE}`);
    const [answer] = await rig.said(1);
    if (way === 'a mention') await person.types(`@portal-check ${DUKE}`);
    else if (way === '"Check again"') await person.presses(answer, 'check-again');
    else {
      await person.takesShortcut();
      await person.submits({ subject: chosen(DUKE), visibility: chosen('usual') });
    }
    expect(drawn((await rig.said(2))[1])).toContain('That is more than');
    expect(rig.requests).toHaveLength(1);
  });
});

it('buttons that only show are not counted', async () => {
  const { rig } = await limitedTo(2);
  const person = personOf(rig);
  await person.types(`/portal-check ${DUKE} ${PAM}`);
  const [list] = await rig.said(1);
  for (const shown of [2, 3, 4]) {
    await person.presses(list, 'show');
    await rig.said(shown);
  }
  await person.presses(saidBy(rig.world)[1], 'evidence');
  await person.modal();
  await person.presses(saidBy(rig.world)[1], 'right');
  expect(drawn((await rig.said(5))[4])).toContain('Thank you.');
});
