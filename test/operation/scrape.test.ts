import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { objectionsTo, readExposition, valueIn, type Family } from '../support/exposition.ts';
import { startProcessesOnCase001, type ProcessesOnCase001 } from '../support/processes-on-case-001.ts';
import { until } from '../support/until.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';

describe('the bot as a process, scraped', () => {
  let processes: ProcessesOnCase001;

  beforeAll(async () => {
    processes = await startProcessesOnCase001();
  });
  afterAll(() => processes.stop());

  it('is ready, and shows figures in Prometheus’ format of what people and sources have done', async () => {
    const { world, running } = processes;
    const bot = await processes.start();
    const readiness = await fetch(`${bot.url}/readyz`);
    expect([readiness.status, await readiness.json()]).toEqual([
      200,
      { ok: true, parts: { process: 'ok', database: 'ok', queue: 'ok', slack: 'ok' } },
    ]);

    world.faults.push({ method: 'chat.postMessage', kind: 'rate-limited', count: 1 });
    running.sentry.conditions.mode = 'down';
    await processes.ask(bot, DUKE);
    await until(() => world.messages.length === 1);
    const response = await fetch(`${bot.url}/metrics`);
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = await response.text();
    const families = readExposition(text);
    const own = families.filter(({ name }) => name.startsWith('portal_check_'));
    expect(objectionsTo(own)).toEqual([]);

    expect(sumOf(families, 'portal_check_checks_total')).toBe(1);
    const duration = 'portal_check_source_duration_seconds_count';
    for (const source of ['sentry', 'loki', 'delivery'])
      expect(valueIn(families, duration, { source })).toBe(1);
    const [sentry, ...others] = samplesOf(families, 'portal_check_source_problems_total');
    expect(sentry).toMatchObject({ labels: { source: 'sentry', status: 'failed' }, value: 1 });
    expect(others).toEqual([]);
    const limited = { method: 'chat.postMessage', code: 'ratelimited' };
    expect(valueIn(families, 'portal_check_slack_errors_total', limited)).toBe(1);
    const waiting = { queue: 'digest', state: 'waiting' };
    expect(valueIn(families, 'portal_check_queue_jobs', waiting)).toBe(0);
    expect(valueIn(families, 'portal_check_queue_dead_letters', { queue: 'digest' })).toBe(0);
    for (const part of ['queue', 'digests']) {
      expect(valueIn(families, 'portal_check_scrape_success', { part })).toBe(1);
    }
    expect(valueIn(families, 'portal_check_build_info', { version: packageJson.version })).toBe(1);
    expect(text).not.toMatch(/b8608be4|U1\b|127\.0\.0\.1|xoxb/);
  }, 60_000);
});

function samplesOf(families: readonly Family[], wanted: string): Family['samples'] {
  return families.find(({ name }) => name === wanted)?.samples ?? [];
}

function sumOf(families: readonly Family[], name: string): number {
  return samplesOf(families, name).reduce((sum, { value }) => sum + value, 0);
}
