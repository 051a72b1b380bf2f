import { expect, it } from 'vitest';
import type { Subscription } from '../../src/digests/subscription.ts';
import { missing, NOW_MS } from '../digests/example.ts';
import { gadgetCheck } from './gadget-check.ts';
import { personOf } from './person.ts';
import { drawn, saidBy, type Rig } from './rig.ts';
import { ALLOWED, DIRECT, ELSEWHERE, ENGINEER, startWorkspace, STRANGER } from './workspace.ts';
import { waitFor } from '../support/wait-for.ts';

function keep(rig: Rig, id: string, over: Partial<Subscription> = {}): void {
  rig.digesting.subscriptions.set(id, {
    id,
    checkId: gadgetCheck.id,
    channelId: ALLOWED,
    schedule: { kind: 'after-slot' },
    filter: {},
    locale: 'es',
    quiet: 'each-time',
    status: { kind: 'active' },
    createdByUserId: ENGINEER,
    createdAtMs: NOW_MS,
    nextDueAtMs: NOW_MS,
    ...over,
  });
}

const statuses = ({ digesting }: Rig) =>
  [...digesting.subscriptions.values()].map(({ id, status }) => [id, status]);

it('a channel’s digests are paused as soon as it is shared, with a word in their language that tells nothing else', async () => {
  const nowMs = NOW_MS;
  const rig = await startWorkspace({ handling: { clock: () => nowMs } });
  const byPerson = { kind: 'paused', reason: 'by-person', byUserId: 'U2', atMs: 1 } as const;
  keep(rig, 'here');
  keep(rig, 'paused-before', { status: byPerson, filter: { kind: ['Clinic'] } });
  keep(rig, 'elsewhere', { channelId: ELSEWHERE });
  await rig.client.tellShared(ALLOWED, 'T9');
  const [word, ...others] = await rig.said(1);
  await rig.settled();
  expect(others).toEqual([]);
  expect(word).toMatchObject({ channel: ALLOWED, onlyFor: null });
  expect(drawn(word)).toBe(
    '⏸️ Los resúmenes de <#C1> están en pausa: ahora lo leen personas de otras organizaciones, o están invitadas. Cuando deje de ser así: /portal-digest resume',
  );
  expect(statuses(rig)).toEqual([
    ['here', { kind: 'paused', reason: 'channel-shared', byUserId: null, atMs: NOW_MS }],
    ['paused-before', byPerson],
    ['elsewhere', { kind: 'active' }],
  ]);
});

it('a pause is told once, however often Slack tells its reason', async () => {
  const rig = await startWorkspace();
  keep(rig, 'here');
  await rig.client.tellShared(ALLOWED, 'T9');
  await rig.said(1);
  await rig.client.sendAgain();
  await rig.settled();
  expect(saidBy(rig.world)).toHaveLength(1);
});

it('whoever subscribed is told where the bot may not post in the channel any more', async () => {
  const channel = { id: ALLOWED, name: 'on-call', isBotMember: false };
  const rig = await startWorkspace({ world: { channels: [channel] } });
  keep(rig, 'here', { locale: 'en' });
  await rig.client.tellShared(ALLOWED, 'T9');
  const [word] = await rig.said(1);
  expect(word?.channel).toBe(DIRECT);
  expect(drawn(word)).toContain('Digests for <#C1> are paused');
});

it('a channel without digests is told nothing', async () => {
  const rig = await startWorkspace();
  await rig.client.tellShared(ALLOWED, 'T9');
  await rig.settled();
  expect(saidBy(rig.world)).toEqual([]);
});

it('from that moment on nothing is posted for all, though Slack said otherwise a minute ago', async () => {
  const channel = { id: ALLOWED, name: 'on-call', isBotMember: true };
  const rig = await startWorkspace({ world: { channels: [channel] } });
  rig.digesting.outcomes = [missing('a')];
  const person = personOf(rig);
  await person.types('/portal-digest now');
  await rig.settled();
  const [digest] = await rig.said(1);
  expect(digest?.onlyFor).toBeNull();
  // Slack itself is slower to know it.
  await rig.client.tellShared(ALLOWED, 'T9');
  await rig.settled();
  await person.presses(digest, 'digest-details');
  await rig.settled();
  expect(saidBy(rig.world).at(-1)?.onlyFor).toBe(ENGINEER);
});

it('what it is told from outside of this workspace counts as well', async () => {
  const rig = await startWorkspace();
  keep(rig, 'here');
  await rig.client.tellShared(ALLOWED, 'T1');
  await rig.said(1);
  expect(rig.audits).toEqual([]);
  expect(rig.client.view(STRANGER).modals).toEqual([]);
});

it('where it cannot be noted, the bot’s own telemetry is told', async () => {
  const rig = await startWorkspace();
  keep(rig, 'here');
  rig.world.nextErrors.push({ method: 'chat.postMessage', error: 'fatal_error' });
  await rig.client.tellShared(ALLOWED, 'T9');
  await rig.settled();
  expect(rig.errors).toHaveLength(1);
  expect(statuses(rig)).toEqual([['here', { kind: 'active' }]]);
});

it('an incident is not told there any more as soon as its channel is shared, and whoever opened it is told so', async () => {
  const rig = await startWorkspace();
  const { incidents, publish } = rig.incidents.handling;
  const opening = {
    title: 'widgets lost',
    severity: 'P2',
    summary: '',
    reportedAtMs: NOW_MS,
    reportedBy: null,
    subjects: [],
    origin: { kind: 'command' },
    locale: 'en',
    userId: ENGINEER,
  } as const;
  const here = await incidents.open({ ...opening, key: 'here', channelId: ALLOWED });
  const elsewhere = await incidents.open({ ...opening, key: 'elsewhere', channelId: ELSEWHERE });
  await publish(here.id);
  await rig.client.tellShared(ALLOWED, 'T9');
  await waitFor(async () => expect((await incidents.find(here.id))?.closedChannel).toBe('channel-shared'));
  await rig.settled();
  expect(drawn(saidBy(rig.world).at(-1))).toContain('People of other organizations');
  expect((await incidents.find(elsewhere.id))?.closedChannel).toBeNull();
});
