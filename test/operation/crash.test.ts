import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { startProcessesOnCase001, type ProcessesOnCase001 } from '../support/processes-on-case-001.ts';
import { until } from '../support/until.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
const WELL = '542a4199-aa41-4884-9d28-d29d32f23409';

/** A check that says so at once, and waits for a source for longer than the test lasts. */
const SLOW = { CHECKING_AFTER_MS: '0', FIRST_ANSWER_MS: '60000', LATE_ANSWER_MS: '600000' };
/** Long after any living process would have answered. */
const LATER = { CLOCK_STARTS_AT: '2025-07-24T07:00:00-07:00' };

describe('a bot that is killed in the middle of a check', () => {
  let processes: ProcessesOnCase001;

  beforeAll(async () => {
    processes = await startProcessesOnCase001();
  });
  afterAll(() => processes.stop());
  afterEach(() => {
    processes.running.loki.conditions.mode = 'healthy';
    processes.world.messages.length = 0;
  });

  const texts = () => processes.world.messages.map(drawAsText);
  const noted = () => processes.running.store.run('select ts from checking_messages');

  /** Leaves "checking" behind. */
  async function dieChecking(text: string): Promise<void> {
    processes.running.loki.conditions.mode = 'hanging';
    const bot = await processes.start(SLOW);
    await processes.ask(bot, text);
    await until(async () => (await noted()).length > 0);
    expect(texts()).toEqual([expect.stringContaining('Checking')]);
    const exited = once(bot.child.process, 'exit');
    bot.child.process.kill('SIGKILL');
    await exited;
    processes.running.loki.conditions.mode = 'healthy';
  }

  it('does not leave “checking” for ever: the next one says so there, and checks again at a press', async () => {
    await dieChecking(`${DUKE} ${WELL}`);
    const next = await processes.start({ ...SLOW, ...LATER, CHECKING_AFTER_MS: '5000' });
    await until(() => texts()[0]?.includes('The bot was stopped during this check'));
    expect(await noted()).toEqual([]);

    const [{ ts, blocks } = { ts: '', blocks: [] }] = processes.world.messages;
    const [, value = '""'] = /"value":("(?:[^"\\]|\\.)*")/.exec(JSON.stringify(blocks)) ?? [];
    await processes.press(next, { actionId: 'ask-again', value: String(JSON.parse(value)), message: { ts } });
    await until(() => processes.world.messages.length === 2);
    expect(texts()[1]).toContain('2 providers');
    await next.child.stop();
  }, 60_000);

  it('does not lose an answer that has just taken the place of “checking”: the next one gives the very same', async () => {
    processes.running.loki.conditions.mode = 'hanging';
    const bot = await processes.start({ ...SLOW, FIRST_ANSWER_MS: '2000' });
    // Slack takes the answer, but never says so.
    processes.world.faults.push({ method: 'chat.update', kind: 'hang-after', count: 1 });
    await processes.ask(bot, DUKE);
    await until(() => processes.world.messages[0]?.history.length === 1);
    const answer = texts();
    expect(answer).toEqual([expect.stringContaining('[Evidence]')]);
    const exited = once(bot.child.process, 'exit');
    bot.child.process.kill('SIGKILL');
    await exited;
    expect(await noted()).toHaveLength(1);

    const next = await processes.start({ ...SLOW, ...LATER });
    await until(async () => (await noted()).length === 0);
    expect(texts()).toEqual(answer);
    await next.child.stop();
  }, 60_000);
});
