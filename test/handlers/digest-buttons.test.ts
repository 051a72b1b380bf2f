import { beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../src/diagnosis/time.ts';
import { DIGEST_COMMAND } from '../../src/slack/digest-command-text.ts';
import { readTarget } from '../../src/slack/target.ts';
import { controlsIn } from '../../src/sandbox/stand-ins/slack/controls.ts';
import type { StoredMessage } from '../../src/sandbox/stand-ins/slack/world.ts';
import { inOutage, missing, mute, NOW_MS, outcome, partial, reading } from '../digests/example.ts';
import { actionIdsOf, personOf, text, type Person } from './person.ts';
import { drawn, saidBy, type Rig } from './rig.ts';
import { ALLOWED, ELSEWHERE, ENGINEER, HELP_DESK, startWorkspace } from './workspace.ts';

let nowMs: number;
let rig: Rig;
let person: Person;

async function start(over: Parameters<typeof startWorkspace>[0] = {}): Promise<void> {
  rig = await startWorkspace({ ...over, handling: { clock: () => nowMs, ...over.handling } });
  rig.digesting.outcomes = [missing('a'), partial('b'), outcome('c')];
  person = personOf(rig);
}

/** The digest that somebody has asked for. */
async function digestIn(channel = ALLOWED, asker = person): Promise<StoredMessage> {
  await asker.types(`${DIGEST_COMMAND} now`, { channel });
  await rig.settled();
  const digest = saidBy(rig.world).at(-1);
  if (digest === undefined) throw new Error('there is no digest');
  return digest;
}

/** What the bot has said since. */
async function afterPressing(
  message: StoredMessage | undefined,
  actionId: string,
  asker: Person = person,
): Promise<readonly StoredMessage[]> {
  const before = saidBy(rig.world).length;
  await asker.presses(message, actionId);
  await rig.settled();
  return saidBy(rig.world).slice(before);
}

/** Whom messages let be checked, in their order. */
function checkedIn(messages: readonly StoredMessage[]): readonly string[] {
  const controls = messages.flatMap(({ blocks }) => controlsIn(blocks));
  return controls.flatMap(({ actionId, control }) =>
    actionId === 'check-this' && control.type === 'button' ? [readTarget(control.value ?? '').subjectId] : [],
  );
}

beforeEach(() => {
  nowMs = NOW_MS;
});

describe('"Details in thread"', () => {
  it('names everybody in the thread of the digest, the new and the worst first', async () => {
    await start();
    rig.digesting.run = {
      canaries: [
        {
          source: 'loki',
          sign: 'line',
          of: 'sender',
          sinceMs: NOW_MS - HOUR_MS,
          newestAtMs: null,
          status: 'silent',
        },
        {
          source: 'sentry',
          sign: 'event',
          of: null,
          sinceMs: NOW_MS - HOUR_MS,
          newestAtMs: NOW_MS,
          status: 'alive',
        },
      ],
      findings: [
        { code: 'first', params: {}, subjectIds: [] },
        { code: 'second', params: {}, subjectIds: [] },
      ],
    };
    const digest = await digestIn();
    const [details, ...others] = await afterPressing(digest, 'digest-details');
    expect(others).toEqual([]);
    expect(details).toMatchObject({ channel: ALLOWED, threadTs: digest.ts, onlyFor: null });
    const lines = drawn(details).split('\n');
    expect(lines[0]).toBe('Details: 2 widgets');
    expect(drawn(details)).toContain('[second]');
    expect(drawn(details)).toContain(
      'Signs of life: Loki: no line of sender since Mon 21 July 12:00 · Sentry: event since Mon 21 July 12:00 (newest Mon 21 July 13:00)',
    );
    expect(drawn(details)).toContain('checked 3 of 3 · Sentry ok');
    expect(lines.filter((line) => /^[🔴🟠]/u.test(line))).toEqual([
      '🔴 Clinic A · #a · [missing/skipped]',
      '🟠 Clinic B · #b · [partial/skipped]',
    ]);
    expect(actionIdsOf(details)).toEqual(['check-this', 'mute', 'check-this', 'mute']);
  });

  it('lets everybody named be checked', async () => {
    await start();
    const [details] = await afterPressing(await digestIn(), 'digest-details');
    await person.presses(details, 'check-this', 1);
    const { request } = await rig.investigation();
    expect(request).toMatchObject({ checkId: 'widgets', subjectIds: ['b'] });
  });

  it('does not post them twice, and shows where they stand', async () => {
    await start();
    const digest = await digestIn();
    const [details] = await afterPressing(digest, 'digest-details');
    const again = await afterPressing(digest, 'digest-details', personOf(rig, ENGINEER));
    expect(again).toHaveLength(1);
    expect(again[0]?.onlyFor).toBe(ENGINEER);
    expect(drawn(again[0])).toBe('The details stand in the thread already.\n[Go there]');
    expect(JSON.stringify(again[0]?.blocks)).toContain(details?.ts.replace('.', ''));
  });

  it('posts them once where two press at the same time', async () => {
    await start();
    const digest = await digestIn();
    await Promise.all([person.presses(digest, 'digest-details'), person.presses(digest, 'digest-details')]);
    await rig.settled();
    const inThread = saidBy(rig.world).filter(
      ({ threadTs, onlyFor }) => threadTs !== null && onlyFor === null,
    );
    expect(inThread).toHaveLength(1);
  });

  it('posts them anew where somebody has deleted them', async () => {
    await start();
    const digest = await digestIn();
    const [details] = await afterPressing(digest, 'digest-details');
    if (details !== undefined) details.isDeleted = true;
    await person.presses(digest, 'digest-details');
    await rig.settled();
    expect(saidBy(rig.world).at(-1)).toMatchObject({ threadTs: digest.ts, onlyFor: null });
  });

  it('names as many as two messages hold, and offers the next', async () => {
    await start();
    rig.digesting.outcomes = Array.from({ length: 200 }, (_, index) => missing(`w${index}`));
    const details = await afterPressing(await digestIn(), 'digest-details');
    expect(details).toHaveLength(2);
    expect(checkedIn(details).length).toBeGreaterThan(40);
    expect(details.map((message) => actionIdsOf(message).includes('digest-more'))).toEqual([false, true]);
    expect(drawn(details[1])).toMatch(/\[Show the next \d+ of 200\]$/u);
  });

  it('are for one person alone where the digest was', async () => {
    await start();
    const digest = await digestIn(ELSEWHERE);
    for (const _ of [1, 2]) {
      const details = await afterPressing(digest, 'digest-details');
      expect(details.map(({ onlyFor }) => onlyFor)).toEqual([ENGINEER]);
      expect(drawn(details[0])).toContain('Details: 2 widgets');
    }
  });

  it('gives the help desk nothing that it may not do', async () => {
    await start();
    const details = await afterPressing(await digestIn(), 'digest-details', personOf(rig, HELP_DESK));
    expect(details.map(({ onlyFor }) => onlyFor)).toEqual([HELP_DESK]);
    expect(actionIdsOf(details[0])).toEqual(['check-this', 'check-this']);
  });

  it('names those of an outage beneath what it is told as, and lets each be checked and muted', async () => {
    await start();
    rig.digesting.outcomes = [...['a', 'b'].map((id) => inOutage(id)), missing('x')];
    const [details] = await afterPressing(await digestIn(), 'digest-details');
    expect(drawn(details).split('\n')[0]).toBe('Details: 3 widgets');
    expect(drawn(details)).toMatch(/Clinic X[^]*Outage: [^\n]*[^]*Clinic A[^]*Clinic B/u);
    expect(actionIdsOf(details)).toEqual(['x', 'a', 'b'].flatMap(() => ['check-this', 'mute']));
    await person.presses(details, 'mute', 2);
    expect(await person.modalText()).toContain('Clinic B');
  });

  it('is in the language of the subscription that posted the digest', async () => {
    await start();
    const digest = await digestIn();
    const [digestId = '', made] = [...rig.digesting.digests][0] ?? [];
    if (made !== undefined) rig.digesting.digests.set(digestId, { ...made, scope: 'subscription:s-1' });
    rig.digesting.subscriptions.set('s-1', {
      id: 's-1',
      checkId: 'widgets',
      channelId: ALLOWED,
      schedule: { kind: 'after-slot' },
      filter: {},
      locale: 'es',
      quiet: 'each-time',
      status: { kind: 'active' },
      createdByUserId: ENGINEER,
      createdAtMs: 0,
      nextDueAtMs: null,
    });
    const [details] = await afterPressing(digest, 'digest-details');
    expect(drawn(details)).toContain('Detalles: 2 artefactos');
    expect(drawn(details)).toContain('[Revisar] [Silenciar hasta …]');
  });
});

describe('"Show the next …"', () => {
  const IN_OUTAGE = Array.from({ length: 57 }, (_, index) => inOutage(`o${index}`));
  const MANY = [
    ...Array.from({ length: 60 }, (_, index) => missing(`m${index}`)),
    ...Array.from({ length: 20 }, (_, index) => partial(`p${index}`)),
    ...IN_OUTAGE,
    outcome('well'),
  ];
  const NOT_WELL = MANY.map(({ subjectId }) => subjectId).filter((id) => id !== 'well');

  async function manyIn(channel = ALLOWED): Promise<StoredMessage> {
    await start();
    rig.digesting.outcomes = MANY;
    return digestIn(channel);
  }

  /** Presses on until nothing more is offered. @param between what happens before each further press */
  async function pressingOn(
    digest: StoredMessage,
    between: (shown: readonly StoredMessage[]) => Promise<void> = async () => {},
  ): Promise<readonly StoredMessage[]> {
    const shown = [...(await afterPressing(digest, 'digest-details'))];
    while (actionIdsOf(shown.at(-1)).includes('digest-more')) {
      await between(shown);
      const more = await afterPressing(shown.at(-1), 'digest-more');
      expect(more.length).toBeGreaterThan(0);
      shown.push(...more);
    }
    return shown;
  }

  it('shows everybody who is not well exactly once, those of an outage last, all in the thread', async () => {
    const digest = await manyIn();
    const shown = await pressingOn(digest);
    expect(shown.every(({ threadTs, onlyFor }) => threadTs === digest.ts && onlyFor === null)).toBe(true);
    const checked = checkedIn(shown);
    expect(checked.toSorted()).toEqual(NOT_WELL.toSorted());
    expect(checked.slice(-IN_OUTAGE.length).toSorted()).toEqual(
      IN_OUTAGE.map(({ subjectId }) => subjectId).toSorted(),
    );
    expect(shown.flatMap(actionIdsOf).filter((id) => id === 'mute')).toHaveLength(NOT_WELL.length);
    expect(shown.map((message) => drawn(message)).join('\n')).toContain('Outage: [stopped ×57].');
    expect(drawn(shown.at(-1))).toMatch(/^Details: widgets \d+ to 137 of 137\n/u);
    expect(rig.errors).toEqual([]);
  });

  it('shows everybody once too where some are muted, or unmuted, in between', async () => {
    await start();
    rig.digesting.outcomes = MANY;
    rig.digesting.mutes.push(mute('m1', { untilMs: NOW_MS + 30 * DAY_MS }));
    const ids = ['m0', 'o3'];
    const shown = await pressingOn(await digestIn(), async () => {
      nowMs += SECOND_MS;
      const { mutes } = rig.digesting;
      const ended = mutes.findIndex(({ subjectId }) => subjectId === 'm1');
      if (ended !== -1) mutes.splice(ended, 1, mute('m1', { endedAtMs: nowMs }));
      const subjectId = ids.shift();
      if (subjectId !== undefined) mutes.push(mute(subjectId, { untilMs: nowMs + DAY_MS, atMs: nowMs }));
    });
    expect(ids).toEqual([]);
    expect(checkedIn(shown).toSorted()).toEqual(NOT_WELL.toSorted());
  });

  it('does not post a page twice, and shows where it stands', async () => {
    const details = await afterPressing(await manyIn(), 'digest-details');
    const [next] = await afterPressing(details.at(-1), 'digest-more');
    const again = await afterPressing(details.at(-1), 'digest-more');
    expect(again.map(({ onlyFor }) => onlyFor)).toEqual([ENGINEER]);
    expect(drawn(again[0])).toBe('The details stand in the thread already.\n[Go there]');
    expect(JSON.stringify(again[0]?.blocks)).toContain(next?.ts.replace('.', ''));
  });

  it('posts a page once where two press at the same time', async () => {
    const details = await afterPressing(await manyIn(), 'digest-details');
    const before = saidBy(rig.world).length;
    await Promise.all([1, 2].map(() => person.presses(details.at(-1), 'digest-more')));
    await rig.settled();
    const posted = saidBy(rig.world)
      .slice(before)
      .filter(({ onlyFor }) => onlyFor === null);
    expect(posted).toHaveLength(2);
    expect(new Set(checkedIn(posted)).size).toBe(checkedIn(posted).length);
    expect(rig.errors).toEqual([]);
  });

  it('is for one person alone where the digest was', async () => {
    const shown = await pressingOn(await manyIn(ELSEWHERE));
    expect(new Set(shown.map(({ onlyFor }) => onlyFor))).toEqual(new Set([ENGINEER]));
    expect(checkedIn(shown).toSorted()).toEqual(NOT_WELL.toSorted());
  });

  it('shows nothing to all in a channel that is shared by now', async () => {
    const channel = { id: ALLOWED, name: 'on-call', isBotMember: true, isShared: false };
    await start({ world: { channels: [channel] } });
    rig.digesting.outcomes = MANY;
    const details = await afterPressing(await digestIn(), 'digest-details');
    channel.isShared = true;
    const more = await afterPressing(details.at(-1), 'digest-more');
    expect(new Set(more.map(({ onlyFor }) => onlyFor))).toEqual(new Set([ENGINEER]));
  });

  it('says so where nobody is left to show', async () => {
    await manyIn();
    const [digestId = ''] = rig.digesting.digests.keys();
    const value = JSON.stringify({ digestId, offset: NOT_WELL.length });
    const before = saidBy(rig.world).length;
    await rig.press({ actionId: 'digest-more', value, message: { ts: '1.000001' } });
    await rig.settled();
    const said = saidBy(rig.world).slice(before);
    expect(said.map((message) => drawn(message))).toEqual(['ℹ️ All of them have been shown already.']);
    expect(said[0]?.onlyFor).toBe(ENGINEER);
  });
});

describe('"Trend"', () => {
  async function digests(count: number, channel = ALLOWED): Promise<StoredMessage> {
    let digest: StoredMessage | undefined;
    for (let made = 0; made < count; made += 1) {
      rig.digesting.outcomes = [missing(`a${made}`), outcome('c')];
      digest = await digestIn(channel);
      nowMs += DAY_MS;
    }
    if (digest === undefined) throw new Error('there is no digest');
    return digest;
  }

  it('is offered from four digests on', async () => {
    await start();
    expect(actionIdsOf(await digests(3))).toEqual(['digest-details', 'digest-csv', 'open-incident']);
    expect(actionIdsOf(await digests(1))).toEqual([
      'digest-details',
      'digest-trend',
      'digest-csv',
      'open-incident',
    ]);
  });

  it('is a picture in the thread, told in words too', async () => {
    await start();
    const digest = await digests(4);
    const [picture] = await afterPressing(digest, 'digest-trend');
    expect(picture).toMatchObject({ channel: ALLOWED, threadTs: digest.ts });
    const [file] = [...rig.world.files.values()];
    expect(file?.name).toMatch(/^trend-.*\.png$/);
    expect(file?.altText).toContain('Widgets');
  });

  it('goes into the person’s messages with the app where the digest was for them alone', async () => {
    await start();
    const said = await afterPressing(await digests(4, ELSEWHERE), 'digest-trend');
    expect(said.map(({ channel }) => channel)).toEqual(['D1', ELSEWHERE]);
    expect(drawn(said[1])).toContain('it is in your messages with this app');
  });

  it('says how many it takes where they were purged since', async () => {
    await start();
    const digest = await digests(4);
    for (const id of [...rig.digesting.digests.keys()].slice(0, 2)) rig.digesting.digests.delete(id);
    // The last one was compared with one that is still kept.
    const [said] = await afterPressing(digest, 'digest-trend');
    expect(drawn(said)).toContain('A trend takes 4 complete digests, and there are 2.');
  });
});

describe('"CSV"', () => {
  it('is a file in the thread, with everybody', async () => {
    await start();
    const digest = await digestIn();
    const [message] = await afterPressing(digest, 'digest-csv');
    expect(message).toMatchObject({ channel: ALLOWED, threadTs: digest.ts });
    const [file] = [...rig.world.files.values()];
    expect(file?.name).toMatch(/^widgets-2025-07-21T20-00-00-000Z-.*\.csv$/u);
    expect(file?.altText).toBe('');
    expect(file?.title).toContain('Widgets');
    const lines = new TextDecoder()
      .decode(file?.body ?? new Uint8Array())
      .trim()
      .split('\n');
    expect(lines).toHaveLength(4);
    expect(lines.join('\n')).toContain('Clinic A');
  });

  it('goes into the person’s messages with the app where the digest was for them alone', async () => {
    await start();
    const said = await afterPressing(await digestIn(ELSEWHERE), 'digest-csv');
    expect(said.map(({ channel }) => channel)).toEqual(['D1', ELSEWHERE]);
    expect(drawn(said[1])).toContain('A file cannot be for you alone in a channel');
  });

  it('stands in a thread once, whoever presses it again', async () => {
    await start();
    const digest = await digestIn();
    await afterPressing(digest, 'digest-csv');
    const said = await afterPressing(digest, 'digest-csv');
    expect(said.map((message) => [message.onlyFor, drawn(message)])).toEqual([
      [ENGINEER, '📄 The list stands in the thread already.'],
    ]);
    expect(rig.world.files.size).toBe(1);
  });

  it('is not sent where it is too large, and says how to get it', async () => {
    await start();
    rig.digesting.outcomes = [missing('a', { traits: { note: 'x'.repeat(11_000_000) } })];
    const [said] = await afterPressing(await digestIn(), 'digest-csv');
    expect(drawn(said)).toContain('The list has 12 megabytes');
    expect(drawn(said)).toContain('portal-check digest --format csv');
    expect(rig.world.files.size).toBe(0);
  });
});

it.each(['digest-details', 'digest-csv'])(
  'a digest that is no longer kept says so to whoever presses %s',
  async (actionId) => {
    await start();
    const digest = await digestIn();
    rig.digesting.digests.clear();
    const [said] = await afterPressing(digest, actionId);
    expect(drawn(said)).toBe('⚠️ This digest is no longer kept. For a new one: /portal-digest now');
    expect(said?.onlyFor).toBe(ENGINEER);
  },
);

it('a digest of a channel that is shared by now shows nothing to all', async () => {
  const channel = { id: ALLOWED, name: 'on-call', isBotMember: true, isShared: false };
  await start({ world: { channels: [channel] } });
  const digest = await digestIn();
  channel.isShared = true;
  await rig.client.tellShared(ALLOWED, 'T9');
  await rig.settled();
  for (const actionId of ['digest-details', 'digest-csv']) {
    const said = await afterPressing(digest, actionId);
    expect(said.every(({ onlyFor, channel: place }) => onlyFor === ENGINEER || place === 'D1')).toBe(true);
    expect(said.length).toBeGreaterThan(0);
  }
});

it('a digest of a channel that is shared by now shows nothing to all, though only another replica was told', async () => {
  const channel = { id: ALLOWED, name: 'on-call', isBotMember: true, isShared: false };
  await start({ world: { channels: [channel] } });
  const digest = await digestIn();
  channel.isShared = true;
  for (const actionId of ['digest-details', 'digest-csv']) {
    const said = await afterPressing(digest, actionId);
    expect(said.every(({ onlyFor, channel: place }) => onlyFor === ENGINEER || place === 'D1')).toBe(true);
    expect(said.length).toBeGreaterThan(0);
  }
});

describe('"Mute until …"', () => {
  const until = { type: 'instant', epochSeconds: (NOW_MS + 10 * DAY_MS) / SECOND_MS } as const;

  async function form(): Promise<StoredMessage | undefined> {
    const [details] = await afterPressing(await digestIn(), 'digest-details');
    await person.presses(details, 'mute');
    await person.modal();
    return details;
  }

  it('asks until when, a week from now if nobody says else, and why', async () => {
    await start();
    await form();
    expect(await person.modalText()).toContain('Digests leave Clinic A out of their lists until then.');
    const { blocks } = await person.modal();
    expect(JSON.stringify(blocks)).toContain(`"initial_date_time":${(NOW_MS + 7 * DAY_MS) / SECOND_MS}`);
    expect(await person.submits({ until })).toEqual({ why: 'Please complete this required field.' });
  });

  it('tells all in the thread who muted whom, until when and why', async () => {
    await start();
    const details = await form();
    await person.submits({ until, why: text('being moved, ask ana@widgets.example') });
    await rig.settled();
    const said = saidBy(rig.world).at(-1);
    expect(said).toMatchObject({ threadTs: details?.threadTs, onlyFor: null });
    expect(drawn(said)).toBe(
      `🔕 Clinic A is muted until <!date^${until.epochSeconds}^{date_short} {time}|Thu 31 July 13:00 PDT> by <@U1>: being moved, ask [address]\n[Unmute]`,
    );
    expect(rig.audits.at(-1)).toMatchObject({
      event: 'muted',
      subject: { checkId: 'widgets', subjectId: 'a' },
      asker: { userId: ENGINEER },
    });
  });

  it('says until when, by whom and why somebody is muted already, where it is pressed again', async () => {
    await start();
    const details = await form();
    await person.submits({ until, why: text('being moved') });
    await rig.settled();
    await person.presses(details, 'mute');
    expect(await person.modalText()).toContain(
      `Muted already until <!date^${until.epochSeconds}^{date_short} {time}|Thu 31 July 13:00 PDT> by <@U1>: being moved.`,
    );
  });

  it('can be ended right there', async () => {
    await start();
    await form();
    await person.submits({ until, why: text('being moved') });
    await rig.settled();
    const [said] = await afterPressing(saidBy(rig.world).at(-1), 'unmute');
    expect(drawn(said)).toBe('🔔 Clinic A is no longer muted, by <@U1>');
    expect(rig.digesting.mutes).toEqual([]);
  });

  it('leaves them out of later digests, and names them in the details with who and why', async () => {
    await start();
    await form();
    await person.submits({ until, why: text('being moved') });
    await rig.settled();
    nowMs += DAY_MS;
    rig.digesting.outcomes = [missing('a'), missing('b')];
    const digest = await digestIn();
    expect(drawn(digest)).toContain('1 muted');
    const [details] = await afterPressing(digest, 'digest-details');
    expect(drawn(details)).toContain('muted until Thu 31 July 13:00: being moved · muted by <@U1>');
    expect(actionIdsOf(details)).toContain('unmute');
  });

  it.each([
    [
      'a past time',
      { until: { ...until, epochSeconds: NOW_MS / SECOND_MS - 60 }, why: text('x') },
      { until: 'This lies in the past.' },
    ],
    [
      'a time in years',
      { until: { ...until, epochSeconds: (NOW_MS + 400 * DAY_MS) / SECOND_MS }, why: text('x') },
      { until: 'At most 366 days ahead, so that nobody is forgotten.' },
    ],
    ['blanks for a reason', { until, why: text('  ') }, { why: 'Please say why: others will want to know.' }],
  ])('takes no %s', async (_, fields, errors) => {
    await start();
    await form();
    expect(await person.submits(fields)).toEqual(errors);
    expect(rig.digesting.mutes).toEqual([]);
  });

  it('is for engineers only', async () => {
    await start();
    const [details] = await afterPressing(await digestIn(), 'digest-details');
    const said = await afterPressing(details, 'mute', personOf(rig, HELP_DESK));
    expect(drawn(said[0])).toContain('Only engineers can do this.');
    expect(said[0]?.onlyFor).toBe(HELP_DESK);
    expect(rig.audits.at(-1)).toMatchObject({ event: 'refused', reason: 'engineers-only' });
    expect(rig.client.view(HELP_DESK).modals).toEqual([]);
  });

  it('says that the digest is no longer kept', async () => {
    await start();
    await form();
    rig.digesting.digests.clear();
    await person.submits({ until, why: text('being moved') });
    await rig.settled();
    expect(drawn(saidBy(rig.world).at(-1))).toContain('This digest is no longer kept.');
    expect(rig.digesting.mutes).toEqual([]);
  });
});

describe('"Unmute"', () => {
  async function mutedDetails(): Promise<StoredMessage | undefined> {
    rig.digesting.mutes.push({
      checkId: 'widgets',
      subjectId: 'a',
      untilMs: NOW_MS + DAY_MS,
      byUserId: HELP_DESK,
      why: 'known',
      atMs: NOW_MS - DAY_MS,
    });
    const [details] = await afterPressing(await digestIn(), 'digest-details');
    return details;
  }

  it('ends the mute, and tells all who did it', async () => {
    await start();
    const [said] = await afterPressing(await mutedDetails(), 'unmute');
    expect(said?.onlyFor).toBeNull();
    expect(drawn(said)).toBe('🔔 Clinic A is no longer muted, by <@U1>');
    expect(rig.digesting.mutes).toEqual([]);
    expect(rig.audits.at(-1)).toMatchObject({ event: 'unmuted', subject: { subjectId: 'a' } });
  });

  it('says where there is no mute any more', async () => {
    await start();
    const details = await mutedDetails();
    await afterPressing(details, 'unmute');
    const [said] = await afterPressing(details, 'unmute');
    expect(said?.onlyFor).toBe(ENGINEER);
    expect(drawn(said)).toContain('It is not muted any more.');
  });

  it('is for engineers only', async () => {
    await start();
    const [said] = await afterPressing(await mutedDetails(), 'unmute', personOf(rig, HELP_DESK));
    expect(drawn(said)).toContain('Only engineers can do this.');
    expect(rig.digesting.mutes).toHaveLength(1);
  });
});

it('an incomplete digest tells in its details which source did not answer', async () => {
  await start();
  const readings = [
    reading('sentry', { status: 'failed', problem: { code: 'timed-out', params: { afterMs: 8_000 } } }),
  ];
  rig.digesting.run = { coverage: { subjects: 4, subjectsRead: 3, isComplete: false, readings } };
  const [details] = await afterPressing(await digestIn(), 'digest-details');
  expect(drawn(details)).toContain('Sentry failed');
});
