import { describe, expect, it } from 'vitest';
import { slashCommandPayload } from '../../src/sandbox/stand-ins/slack/payloads.ts';
import { signedCommand } from '../../src/sandbox/stand-ins/slack/senders.ts';
import { UsageError } from '../../src/errors.ts';
import { DUKE, PAM, widgetDiagnosis } from '../slack/widget-check.ts';
import { drawn, startRig } from './rig.ts';
import { waitFor } from '../support/wait-for.ts';

const missing = widgetDiagnosis({ id: 'd-1' });
const fine = widgetDiagnosis({
  id: 'd-2',
  state: 'on-schedule',
  code: 'on-schedule',
  facts: { name: 'Duke Health', statement: 'on schedule' },
});

describe('/portal-check', () => {
  it('answers a signed command with the diagnosis, for all in the channel', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    const { first, amended, request } = await rig.investigation();
    first.resolve([missing]);
    amended.resolve(null);
    const [message] = await rig.messages(1);
    expect(drawn(message)).toBe(
      [
        '🔴 Duke Health · clinic · b8608be4 · missing: no link',
        'Certain: it is silently-skipped',
        '[Sentry] [Evidence] [Check again]',
        '[Not this one] [This is right] [This is wrong] [Open incident]',
      ].join('\n'),
    );
    expect(message).toMatchObject({ channel: 'C1', onlyFor: null, history: [] });
    expect(request).toEqual({
      checkId: 'widgets',
      subjectIds: [DUKE],
      asOfMs: null,
      windowMs: null,
      asker: { surface: 'command', userId: 'U1', teamId: 'T1', channelId: 'C1' },
      requestId: 'r-1',
    });
  });

  it('is audited: who, when, what, verdict', async () => {
    const rig = await startRig();
    await rig.command(`${DUKE} window 14d as-of 2025-07-10T07:03:30-07:00`);
    const { first, amended } = await rig.investigation();
    first.resolve([missing]);
    amended.resolve(null);
    await rig.messages(1);
    await rig.settled();
    expect(rig.audits).toEqual([
      {
        event: 'checked',
        atMs: expect.any(Number),
        interaction: '/portal-check',
        asker: { surface: 'command', userId: 'U1', teamId: 'T1', channelId: 'C1' },
        requestId: 'r-1',
        check: {
          checkId: 'widgets',
          subjectIds: [DUKE],
          asOfMs: Date.parse('2025-07-10T07:03:30-07:00'),
          windowMs: 14 * 86_400_000,
        },
        verdicts: [{ diagnosisId: 'd-1', subjectId: DUKE, code: 'silently-skipped', state: 'missing' }],
      },
    ]);
  });

  it('answers though the audit fails, and reports that', async () => {
    const rig = await startRig({ handling: { audit: () => Promise.reject(new Error('no database')) } });
    await rig.command(DUKE);
    const { first, amended } = await rig.investigation();
    first.resolve([missing]);
    amended.resolve(null);
    await rig.messages(1);
    await rig.settled();
    expect(rig.errors).toMatchObject([{ requestId: 'r-1', error: { message: 'no database' } }]);
  });

  it('shows what it is waiting for when it takes long, and puts the diagnosis in that place', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    const pending = await rig.investigation();
    await rig.time.elapse(2_000);
    const [message] = await rig.messages(1);
    expect(drawn(message)).toBe('⏳ Checking 1 widget …\nSentry asking …');

    pending.progress = [{ source: 'sentry', status: 'ok' }];
    await rig.time.elapse(3_000);
    await waitFor(() => expect(drawn(message)).toBe('⏳ Checking 1 widget …\nSentry answered'));

    await rig.time.elapse(3_000);
    pending.first.resolve([missing]);
    pending.amended.resolve(null);
    await waitFor(() => expect(drawn(message)).toContain('missing: no link'));
    await rig.settled();
    expect(rig.world.messages).toHaveLength(1);
    // Nothing new at the second look, so nothing was sent.
    expect(message?.history).toHaveLength(2);
  });

  it('brings the answer up to date when a source was late, and says a changed verdict in the thread', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    const { first, amended } = await rig.investigation();
    first.resolve([missing]);
    const [message] = await rig.messages(1);
    amended.resolve([fine]);
    const [, remark] = await rig.messages(2);
    expect(drawn(message)).toContain('🟢 Duke Health · clinic · b8608be4 · on schedule');
    expect(remark?.threadTs).toBe(message?.ts);
    expect(drawn(remark)).toBe(
      'A source has answered late, and a verdict changed:\n🟢 Duke Health: before “missing: no link”, now “on schedule”',
    );
    await rig.settled();
    expect(rig.audits.map(({ event }) => event)).toEqual(['checked', 'amended']);
  });

  it('is quiet in the thread when a late source changed no verdict', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    const { first, amended } = await rig.investigation();
    first.resolve([missing]);
    await rig.messages(1);
    amended.resolve([widgetDiagnosis({ id: 'd-3' })]);
    await rig.settled();
    expect(rig.world.messages).toHaveLength(1);
    expect(rig.world.messages[0]?.history).toHaveLength(1);
  });

  it('answers only the asker where the bot is not a member, and says how to invite it', async () => {
    const rig = await startRig();
    await rig.command(DUKE, { channelId: 'C2' });
    const { first, amended } = await rig.investigation();
    first.resolve([missing]);
    amended.resolve(null);
    const [message] = await rig.messages(1);
    expect(message).toMatchObject({ channel: 'C2', onlyFor: 'U1', via: 'response_url' });
    expect(drawn(message)).toContain('/invite @portal-check');
  });

  it('gives a late correction there too, within the five answers that Slack allows', async () => {
    const rig = await startRig();
    await rig.command(DUKE, { channelId: 'C2' });
    const pending = await rig.investigation();
    await rig.time.elapse(2_000);
    await rig.messages(1);
    pending.progress = [{ source: 'sentry', status: 'ok' }];
    await rig.time.elapse(3_000);
    pending.first.resolve([missing]);
    await rig.messages(2);
    pending.amended.resolve([fine]);
    const messages = await rig.messages(4);
    await rig.settled();
    expect(messages.map((message) => drawn(message).split('\n')[0])).toEqual([
      '⏳ Checking 1 widget …',
      '🔴 Duke Health · clinic · b8608be4 · missing: no link',
      '🟢 Duke Health · clinic · b8608be4 · on schedule',
      'A source has answered late, and a verdict changed:',
    ]);
    expect(rig.errors).toEqual([]);
  });

  it('lists several widgets in one message, worst first', async () => {
    const rig = await startRig();
    const pam = widgetDiagnosis({
      id: 'd-9',
      subjectId: PAM,
      facts: { name: 'PAM', statement: 'missing: nothing' },
    });
    await rig.command(`${DUKE} ${PAM}`);
    const { first, amended } = await rig.investigation();
    first.resolve([fine, pam]);
    amended.resolve(null);
    const [message] = await rig.messages(1);
    expect(drawn(message)).toBe(
      [
        '2 widgets: 1 missing, 1 on schedule',
        '🔴 PAM · clinic · eb285efb · missing: nothing [Show]',
        '🟢 Duke Health · clinic · b8608be4 · on schedule [Show]',
        '[Open incident]',
      ].join('\n'),
    );
  });

  it('keeps names harmless that mention people or bring their own markup', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    const { first, amended } = await rig.investigation();
    const name = '<!channel> <@U1> *bold* `code`\n🟢 *Duke* is fine';
    first.resolve([widgetDiagnosis({ id: 'd-1', facts: { name, statement: 'missing' } })]);
    amended.resolve(null);
    const [message] = await rig.messages(1);
    expect(JSON.stringify(message)).not.toMatch(/<[!@]/u);
    expect(drawn(message).split('\n')[0]).toBe(
      '🔴 <!channel> <@U1> ∗bold∗ ˋcodeˋ 🟢 ∗Duke∗ is fine · clinic · b8608be4 · missing',
    );
  });
});

describe('what /portal-check cannot read', () => {
  it.each([
    ['duke --force', '“--force” is no widget id and no option.'],
    [`${DUKE} windw 14d`, '“windw” is no option. Do you mean “window”?'],
    [DUKE.slice(1), `“${DUKE.slice(1)}” is no widget id and no option.`],
  ])('only the asker sees what is wrong with "%s", and an example', async (text, sentence) => {
    const rig = await startRig();
    await rig.command(text);
    const [message] = await rig.messages(1);
    expect(message?.onlyFor).toBe('U1');
    expect(drawn(message)).toContain(sentence);
    expect(drawn(message)).toContain(`For example: /portal-check ${DUKE}`);
    expect(JSON.stringify(message)).not.toContain('<!');
  });

  it('a word that would mention everybody mentions nobody', async () => {
    const rig = await startRig();
    await rig.command('<!channel>');
    const [message] = await rig.messages(1);
    expect(drawn(message)).toContain('No name among all widgets has every word of “<!channel>”.');
    expect(JSON.stringify(message)).not.toContain('<!');
  });

  it('prose beside an id is passed over, and the asker sees which', async () => {
    const rig = await startRig();
    await rig.command(`please look at ${DUKE}`);
    await rig.investigation();
    const [message] = await rig.messages(1);
    expect(message?.onlyFor).toBe('U1');
    expect(drawn(message)).toBe('I looked only for ids and did not read: please look at');
    (await rig.investigation()).first.resolve([missing]);
    (await rig.investigation()).amended.resolve(null);
    await rig.messages(2);
  });

  it.each(['', 'help'])('help for "%s"', async (text) => {
    const rig = await startRig();
    await rig.command(text);
    const [message] = await rig.messages(1);
    expect(message?.onlyFor).toBe('U1');
    expect(drawn(message)).toContain(`/portal-check ${DUKE} window 14d`);
    expect(rig.audits).toEqual([]);
  });
});

describe('when something goes wrong', () => {
  it('the asker gets the reference that stands in log and telemetry', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    (await rig.investigation()).first.reject(new Error('secret detail'));
    const [message] = await rig.messages(1);
    expect(message?.onlyFor).toBe('U1');
    expect(drawn(message)).toContain('the reference r-1');
    expect(drawn(message)).not.toContain('secret');
    await rig.settled();
    expect(rig.errors).toMatchObject([{ requestId: 'r-1', error: { message: 'secret detail' } }]);
    expect(rig.audits).toMatchObject([{ event: 'failed', check: { subjectIds: [DUKE] } }]);
  });

  it('nothing goes on saying "checking"', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    const { first } = await rig.investigation();
    await rig.time.elapse(2_000);
    const [message] = await rig.messages(1);
    first.reject(new Error('broken'));
    await waitFor(() => expect(drawn(message)).toContain('the reference r-1'));
    expect(rig.world.messages).toHaveLength(1);
  });

  it('the diagnosis comes though its progress could not be shown', async () => {
    const rig = await startRig();
    rig.world.nextErrors.push({ method: 'chat.postMessage', error: 'fatal_error' });
    await rig.command(DUKE);
    const { first, amended } = await rig.investigation();
    await rig.time.elapse(2_000);
    await waitFor(() => expect(rig.time.asked).toContain(3_000));
    first.resolve([missing]);
    amended.resolve(null);
    expect(drawn((await rig.messages(1))[0])).toContain('missing: no link');
    await rig.settled();
    expect(rig.errors).toEqual([]);
  });

  it('an answer stays when its correction fails, and the thread says so', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    const { first, amended } = await rig.investigation();
    first.resolve([missing]);
    const [message] = await rig.messages(1);
    amended.reject(new Error('broken'));
    const [, remark] = await rig.messages(2);
    expect(drawn(message)).toContain('missing: no link');
    expect(remark?.threadTs).toBe(message?.ts);
    expect(drawn(remark)).toContain('the reference r-1');
  });

  it('a usage error is shown as it is, and not reported', async () => {
    const rig = await startRig({
      handling: {
        investigate: () => {
          throw new UsageError('Widgets rest on Sundays.');
        },
      },
    });
    await rig.command(DUKE);
    const [message] = await rig.messages(1);
    expect(drawn(message)).toBe('⚠️ Widgets rest on Sundays.');
    expect(rig.errors).toEqual([]);
  });

  it('a lost permission to post is said through the response_url', async () => {
    const rig = await startRig({ world: { scopes: ['commands', 'channels:read'] } });
    await rig.command(DUKE);
    const { first } = await rig.investigation();
    first.resolve([missing]);
    const [message] = await rig.messages(1);
    expect(message).toMatchObject({ via: 'response_url', onlyFor: 'U1' });
    expect(drawn(message)).toContain('the reference r-1');
  });

  it('a request that Slack did not sign is refused with 401', async () => {
    const rig = await startRig();
    const payload = slashCommandPayload(
      { slackUrl: 'http://127.0.0.1:9', teamId: 'T1', userId: 'U1', channelId: 'C1' },
      { command: '/portal-check', text: DUKE },
    );
    const { status } = await signedCommand({ ...rig.bot, signingSecret: 'another secret' }, payload);
    expect(status).toBe(401);
    expect(rig.inFlight.count()).toBe(0);
  });
});

describe('when the bot is stopped', () => {
  it('a check that finishes in time is answered', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    const { first, amended } = await rig.investigation();
    const draining = rig.inFlight.drain(10_000);
    first.resolve([missing]);
    amended.resolve(null);
    await draining;
    expect(rig.world.messages.map(drawn)).toEqual([expect.stringContaining('missing: no link')]);
  });

  it('a check in the middle says that it was interrupted', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    await rig.investigation();
    await rig.time.elapse(2_000);
    const [message] = await rig.messages(1);
    const draining = rig.inFlight.drain(10_000);
    await rig.time.elapse(10_000);
    await draining;
    expect(drawn(message)).toBe(
      '⚠️ The bot was stopped during this check. Please run it again in a minute.\n[Check again]',
    );
    expect(rig.audits).toMatchObject([{ event: 'interrupted' }]);
  });

  it('nobody is left without a word, though nothing had been posted yet', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    await rig.investigation();
    const draining = rig.inFlight.drain(10_000);
    await rig.time.elapse(10_000);
    await draining;
    expect(rig.world.messages.map(drawn)).toEqual([expect.stringContaining('The bot was stopped')]);
  });

  it('an answer that was given stays, without its late source', async () => {
    const rig = await startRig();
    await rig.command(DUKE);
    (await rig.investigation()).first.resolve([missing]);
    await rig.messages(1);
    const draining = rig.inFlight.drain(10_000);
    await rig.time.elapse(10_000);
    await draining;
    expect(rig.world.messages.map(drawn)).toEqual([expect.stringContaining('missing: no link')]);
  });
});
