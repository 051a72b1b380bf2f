import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Schedule } from '../../src/bot/schedule.ts';
import { DAY_MS } from '../../src/diagnosis/time.ts';
import type { Subscription } from '../../src/digests/subscription.ts';
import { JOB_PACE, type PlannedRun } from '../../src/jobs/digest-job.ts';
import { CASE_001_PROVIDERS } from '../../src/sandbox/case-001/providers.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { directIdOf } from '../../src/sandbox/stand-ins/slack/places.ts';
import { filledIn } from '../handlers/incident-form.ts';
import { personOf, suggested, text } from '../handlers/person.ts';
import { startBotOn, until, type BotOnCase001 } from '../support/bot-on-case-001.ts';
import { CASE_DAYS, startCase001, type Case001 } from '../support/case-001.ts';
import { readExposition, valueIn } from '../support/exposition.ts';
import { waitFor } from '../support/wait-for.ts';

const DAY = '2025-07-24';
const NOW_MS = Date.parse(CASE_DAYS[DAY]);
const SOON_SHARED = 'C0SOON';
const SHARED = 'C0SHARED';
const ELSEWHERE = 'C0ELSE';
const FAILING = 'C0FAIL';
const WELL = 'C0WELL';

/** A job that fails is given up at once. */
const IMPATIENT = { ...JOB_PACE, digest: { ...JOB_PACE.digest, retryLimit: 0 } };

describe('what the bot does by the clock', () => {
  let running: Case001;
  let bot: BotOnCase001;
  const scheduled = new Map<string, { expression: string; work: () => Promise<void>; options: unknown }>();
  const ended: string[] = [];
  const schedule: Schedule = (expression, work, options) => {
    const name = String(options.name);
    scheduled.set(name, { expression, work, options });
    return { destroy: () => void ended.push(name) };
  };

  beforeAll(async () => {
    running = await startCase001(DAY);
    bot = await startBotOn(running, {
      environment: { SLACK_ALLOWED_CHANNELS: [SOON_SHARED, SHARED, FAILING, WELL].join(',') },
      bot: { jobPace: IMPATIENT, schedule },
      moreChannels: [
        { id: SOON_SHARED, name: 'soon-shared', isBotMember: true },
        { id: SHARED, name: 'shared', isBotMember: true, isShared: true },
        { id: ELSEWHERE, name: 'elsewhere', isBotMember: true },
        { id: FAILING, name: 'failing', isBotMember: true },
        { id: WELL, name: 'well', isBotMember: true },
      ],
    });
  });
  let stopped: Promise<void> | null = null;
  const stop = (): Promise<void> => (stopped ??= bot.stop());
  afterAll(async () => {
    await stop();
    await running.stop();
  });

  const store = () => running.assembly.store;
  const happens = async (name: string): Promise<void> => {
    const task = scheduled.get(name);
    if (task === undefined) throw new Error(`nothing called ${name} is scheduled`);
    await task.work();
  };

  async function subscribed(channelId: string, nextDueAtMs: number): Promise<Subscription> {
    const subscription: Subscription = {
      id: randomUUID(),
      checkId: 'portal-links',
      channelId,
      schedule: { kind: 'after-slot' },
      filter: {},
      locale: 'en',
      quiet: 'each-time',
      status: { kind: 'active' },
      createdByUserId: 'U0ASKER',
      createdAtMs: NOW_MS,
      nextDueAtMs,
    };
    await store().subscriptions.add(subscription);
    return subscription;
  }

  /** A digest that is due now, of a subscription of its own. */
  async function dueIn(channelId: string): Promise<PlannedRun> {
    const { id } = await subscribed(channelId, NOW_MS);
    return { subscriptionId: id, dueAtMs: NOW_MS };
  }

  /** Waits until it is known what became of it, however long that takes. */
  const settled = ({ subscriptionId, dueAtMs }: PlannedRun) =>
    until(async () => {
      const status = await store().plannedDigests.statusOf(subscriptionId, dueAtMs);
      return status !== null && status !== 'planned' && status;
    });
  const statusOf = async (id: string) => (await store().subscriptions.find(id))?.status;
  const saidIn = (place: string): string[] =>
    bot.slack.messages.filter(({ channel }) => channel === place).map(drawAsText);

  it('is called by node-cron: each minute what is due and what is to be mended, each night what is to be purged', () => {
    const calls = ['digests', 'incidents', 'mend', 'purge'].map((name) => {
      const { expression, options } = scheduled.get(name) ?? {};
      return [expression, options];
    });
    expect(calls).toEqual([
      ['* * * * *', { name: 'digests', timezone: 'UTC', noOverlap: true }],
      ['* * * * *', { name: 'incidents', timezone: 'UTC', noOverlap: true }],
      ['* * * * *', { name: 'mend', timezone: 'UTC', noOverlap: true }],
      ['17 3 * * *', { name: 'purge', timezone: 'UTC', noOverlap: true }],
    ]);
  });

  it('tells in its minute what a replica that died has left untold of an incident, and looks at who is in it', async () => {
    const { incidents } = running.assembly;
    const [{ id: subjectId }] = CASE_001_PROVIDERS;
    const ref = { checkId: 'portal-links', subjectId };
    const { id, number } = await incidents.open({
      key: 'trigger',
      title: 'silently skipped',
      severity: 'P2',
      summary: '',
      reportedAtMs: NOW_MS,
      reportedBy: null,
      subjects: await incidents.look([ref], { requestId: 'r-1', userId: 'U0ASKER' }),
      origin: { kind: 'command' },
      channelId: WELL,
      locale: 'en',
      userId: 'U0ASKER',
    });
    // The bot's clock stands still, and this one runs.
    const due = { facts: [], nextCheckAtMs: NOW_MS, outcome: null };
    await store().incidents.append(id, 'due', NOW_MS, () => due);
    await happens('incidents');
    await until(async () => saidIn(WELL).some((said) => said.includes(`#${number} P2 · silently skipped`)));
    await until(async () => (await incidents.find(id))?.lastCheck?.seen[0]?.subjectId === subjectId);
    await until(async () => (await store().incidents.unpublished()).length === 0);
    const families = readExposition(await bot.page('/metrics'));
    expect(valueIn(families, 'portal_check_incidents_open', { severity: 'P2' })).toBe(1);
    expect(valueIn(families, 'portal_check_incident_facts_total', { kind: 'opened' })).toBe(1);
    expect(valueIn(families, 'portal_check_incident_checks_total', { outcome: 'checked' })).toBe(1);
  });

  it('posts a digest that is due, once its minute has come, and names the open incident in it', async () => {
    const due = await dueIn(WELL);
    await happens('digests');
    expect(await settled(due)).toBe('posted');
    const digests = saidIn(WELL).filter((said) => said.includes('Portal links'));
    expect(digests).toEqual([expect.stringMatching(/Open incidents.*#1 P2 “silently skipped”: not well/u)]);
  }, 90_000);

  it('looks at who is in an incident as soon as it is opened, without waiting for its minute', async () => {
    const who = personOf(bot, 'U0ASKER');
    await who.types('/portal-incident open', { channel: WELL });
    const [{ id }] = CASE_001_PROVIDERS;
    await who.submits({
      ...(await filledIn(who)),
      title: text('looked at at once'),
      subjects: suggested({ value: `portal-links ${id}`, label: 'the first' }),
    });
    // About the same provider another one is open.
    await until(async () => (await who.modalText()).includes('by now'));
    await who.submits({ ...(await filledIn(who)) });
    const opened = await until(async () =>
      (await running.assembly.incidents.list('all', 10)).find(({ title }) => title === 'looked at at once'),
    );
    const looked = await until(
      async () => (await running.assembly.incidents.find(opened.id))?.lastCheck ?? undefined,
    );
    expect(looked.seen).toMatchObject([{ subjectId: id }]);
  });

  it('posts the first message of an incident again where it was deleted, with a link into its thread', async () => {
    const [incident] = await running.assembly.incidents.list('open', 1);
    if (incident === undefined) throw new Error('an incident is open');
    const rootOf = async () => (await store().incidents.find(incident.id))?.keeping.root;
    const first = await until(async () => (await rootOf()) ?? undefined);
    await bot.client.deleteMessage({ user: 'U0ASKER', channel: WELL, ts: first.ts });
    const told = { key: 'severity', userId: 'U0ASKER', atMs: null };
    await running.assembly.incidents.changeSeverity(incident.id, 'P1', told);
    await happens('incidents');
    const anew = await until(async () => {
      const root = await rootOf();
      return root?.count === 2 && root;
    });
    expect(anew.threadUrl).toContain(WELL);
    const drawn = bot.slack.messages.find(({ ts }) => ts === anew.ts);
    expect(JSON.stringify(drawn?.blocks)).toContain(anew.threadUrl);
  });

  it('posts nothing of an incident in a channel where answers are not public any more, and tells whoever opened it', async () => {
    const { incidents } = running.assembly;
    const { id } = await incidents.open({
      key: 'not allowed',
      title: 'nobody may read this',
      severity: 'P3',
      summary: '',
      reportedAtMs: NOW_MS,
      reportedBy: null,
      subjects: [],
      origin: { kind: 'command' },
      channelId: ELSEWHERE,
      locale: 'en',
      userId: 'U0ASKER',
    });
    await happens('incidents');
    const newest = async () => (await incidents.find(id))?.facts.at(-1)?.body;
    await until(async () => (await newest())?.kind === 'channel-closed');
    expect(await newest()).toEqual({ kind: 'channel-closed', reason: 'channel-not-allowed' });
    await until(() => saidIn(directIdOf('U0ASKER')).join().includes('nobody may read this'));
    expect(saidIn(ELSEWHERE)).toEqual([]);
  });

  it('mends in its minute what a replica that died has left at "checking"', async () => {
    const { checkingMessages } = store();
    const stale = {
      channelId: WELL,
      ts: 'nothing.stands.here',
      asked: { kind: 'digest' },
      requestId: 'r-1',
      locale: 'en',
    } as const;
    await checkingMessages.add({ ...stale, dueAtMs: NOW_MS - DAY_MS });
    await happens('mend');
    const updates = bot.slack.calls.filter(({ method }) => method === 'chat.update');
    expect(updates.map(({ params }) => params['ts'])).toContain(stale.ts);
  });

  it('purges by night what is older than it may be kept', async () => {
    const { requests } = store();
    expect(await requests.claim('of old', NOW_MS - 2 * DAY_MS)).toBe(true);
    expect(await requests.claim('of old', NOW_MS)).toBe(false);
    await happens('purge');
    expect(await requests.claim('of old', NOW_MS)).toBe(true);
  });

  it('pauses the digests of a channel as soon as Slack tells that it is shared, with a word there', async () => {
    const { id } = await subscribed(SOON_SHARED, NOW_MS + DAY_MS);
    await bot.client.tellShared(SOON_SHARED, 'T0PARTNER');
    await waitFor(async () =>
      expect(await statusOf(id)).toMatchObject({ kind: 'paused', reason: 'channel-shared' }),
    );
    expect(saidIn(SOON_SHARED)).toEqual([expect.stringMatching(/Digests for .* are paused/u)]);
  });

  it.each([
    {
      where: 'a channel that is shared with others',
      channelId: SHARED,
      reason: 'channel-shared',
      told: SHARED,
    },
    {
      where: 'a channel where answers are not public any more',
      channelId: ELSEWHERE,
      reason: 'channel-closed',
      told: directIdOf('U0ASKER'),
    },
  ])('cancels a due digest in $where, and says so', async ({ channelId, reason, told }) => {
    const due = await dueIn(channelId);
    await bot.tick();
    expect(await settled(due)).toBe('cancelled');
    expect(await statusOf(due.subscriptionId)).toMatchObject({ kind: 'paused', reason });
    expect(saidIn(told)).toContainEqual(expect.stringMatching(/Digests for .* are paused/u));
    expect([...saidIn(SHARED), ...saidIn(ELSEWHERE)].join('\n')).not.toContain('Portal links');
  });

  it('notes a digest whose job was given up as skipped, so that the next one reports it, and counts it', async () => {
    // Open incidents ask for their channels, too: there are enough for all.
    const refused = { method: 'conversations.info', error: 'invalid_auth' };
    bot.slack.nextErrors.push(...Array.from({ length: 20 }, () => refused));
    const due = await dueIn(FAILING);
    await bot.tick();
    await until(async () => (await running.assembly.queue.deadLetters(10)).length > 0);
    bot.slack.nextErrors.length = 0;
    expect(await store().plannedDigests.statusOf(due.subscriptionId, due.dueAtMs)).toBe('planned');
    await bot.tick();
    expect(await settled(due)).toBe('skipped');
    expect(await store().plannedDigests.unreported(due.subscriptionId)).toEqual([due.dueAtMs]);
    const families = readExposition(await bot.page('/metrics'));
    expect(valueIn(families, 'portal_check_digests_total', { outcome: 'skipped' })).toBe(1);
  });

  it('ends with the bot', async () => {
    await stop();
    expect(ended).toEqual(expect.arrayContaining(['digests', 'incidents', 'mend', 'purge']));
  });
});
