import { describe, expect, it } from 'vitest';
import { createMetrics, type Metrics, type MetricsSettings } from '../../src/metrics/metrics.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import type { ReadingSummary } from '../../src/diagnosis/reading.ts';
import { objectionsTo, readExposition, valueIn, type Family } from '../support/exposition.ts';

const NOW_MS = Date.parse('2025-07-24T12:00:00Z');

const READING: ReadingSummary = {
  source: 'loki',
  status: 'ok',
  problem: null,
  window: { fromMs: 0, untilMs: NOW_MS },
  readAtMs: NOW_MS,
  reachFromMs: null,
  freshUntilMs: null,
  query: '{app="mailer"}',
  link: 'https://grafana.example.com/explore',
  elapsedMs: 700,
};

const FAILED: ReadingSummary = {
  ...READING,
  status: 'failed',
  problem: { code: 'connection-refused', params: { address: 'http://loki.internal:3100' } },
};

const DIAGNOSIS: Diagnosis = {
  id: 'd-1',
  checkId: 'portal-links',
  subjectId: 'b8608be4-22bd-41e3-9173-fefaf19bdc50',
  asOfMs: NOW_MS,
  madeAtMs: NOW_MS,
  rulesVersion: 4,
  verdict: { code: 'send-failed', row: 19, state: 'partial', confidence: 'likely' },
  findings: [],
  sideFindings: [],
  readings: [READING],
  facts: {},
  asker: { surface: 'action', userId: 'U0ASKER', teamId: 'T0HOME', channelId: 'C0HOME' },
  requestId: 'r-1',
};

function metricsWith(over: Partial<MetricsSettings> = {}): Metrics {
  return createMetrics({
    version: '1.2.3',
    checks: [{ id: 'portal-links', rulesVersion: 4 }],
    queues: async () => [{ name: 'digest', waiting: 2, active: 1, deadLetters: 3 }],
    lastCompleteDigestAtMs: async () => NOW_MS,
    openIncidents: async () => ({ P1: 1, P3: 2 }),
    onFailure: (error) => {
      throw error;
    },
    ...over,
  });
}

async function scraped(metrics: Metrics): Promise<readonly Family[]> {
  return readExposition((await metrics.scrape()).text);
}

const own = (families: readonly Family[]) => families.filter(({ name }) => name.startsWith('portal_check_'));

describe('what Prometheus scrapes', () => {
  it('is in its text format, and named as it wants metrics named', async () => {
    const metrics = metricsWith();
    metrics.checked([DIAGNOSIS], 'first');
    metrics.sourceAnswered(READING);
    metrics.sourceAnswered(FAILED);
    metrics.slackFailed('chat.postMessage', 'not_in_channel');
    metrics.digestSettled('posted');
    metrics.postRepeated();
    const { contentType, text } = await metrics.scrape();
    expect(contentType).toBe('text/plain; version=0.0.4; charset=utf-8');
    const families = readExposition(text);
    expect(own(families).map(({ name }) => name)).toHaveLength(15);
    expect(objectionsTo(own(families))).toEqual([]);
    expect(valueIn(families, 'process_cpu_seconds_total')).toEqual(expect.any(Number));
  });

  it('counts checks by check, verdict, state and where they were asked for', async () => {
    const metrics = metricsWith();
    const asker = { ...DIAGNOSIS.asker, surface: 'mention' } as const;
    metrics.checked([DIAGNOSIS, DIAGNOSIS], 'first');
    metrics.checked([{ ...DIAGNOSIS, asker }], 'first');
    const families = await scraped(metrics);
    const labels = { check: 'portal-links', verdict: 'send-failed', state: 'partial' };
    expect(valueIn(families, 'portal_check_checks_total', { ...labels, surface: 'action' })).toBe(2);
    expect(valueIn(families, 'portal_check_checks_total', { ...labels, surface: 'mention' })).toBe(1);
  });

  it('names no subject and nobody who asked', async () => {
    const metrics = metricsWith();
    metrics.checked([DIAGNOSIS], 'first');
    metrics.sourceAnswered(FAILED);
    const { text } = await metrics.scrape();
    expect(text).not.toMatch(/b8608be4|U0ASKER|T0HOME|C0HOME|internal:3100/);
  });

  it('tells how long a source took, in seconds, failed or not, and by what it failed', async () => {
    const metrics = metricsWith();
    metrics.sourceAnswered(READING);
    metrics.sourceAnswered({ ...FAILED, elapsedMs: 40 });
    metrics.sourceAnswered({
      ...READING,
      source: 'sentry',
      status: 'truncated',
      problem: { code: 'page-limit', params: {} },
    });
    const families = await scraped(metrics);
    const duration = 'portal_check_source_duration_seconds';
    expect(valueIn(families, `${duration}_sum`, { source: 'loki' })).toBeCloseTo(0.74);
    expect(valueIn(families, `${duration}_bucket`, { source: 'loki', le: '0.05' })).toBe(1);
    expect(valueIn(families, `${duration}_bucket`, { source: 'loki', le: '1' })).toBe(2);
    const problems = 'portal_check_source_problems_total';
    const refused = { source: 'loki', status: 'failed', problem: 'connection-refused' };
    const cut = { source: 'sentry', status: 'truncated', problem: 'page-limit' };
    expect(valueIn(families, problems, refused)).toBe(1);
    expect(valueIn(families, problems, cut)).toBe(1);
  });

  it('counts a source that did not answer in time as failed, once each time, and invents no duration', async () => {
    const metrics = metricsWith();
    const answerOf = (code: 'still-running' | 'given-up'): Diagnosis => ({
      ...DIAGNOSIS,
      readings: [
        { ...FAILED, problem: { code, params: {} } },
        { ...FAILED, source: 'sentry' },
      ],
    });
    metrics.checked([answerOf('still-running'), answerOf('still-running')], 'first');
    metrics.checked([answerOf('given-up'), answerOf('given-up')], 'amended');
    const families = await scraped(metrics);
    const problems = families.find(({ name }) => name === 'portal_check_source_problems_total')?.samples;
    expect(problems?.map(({ labels, value }) => [labels['source'], labels['problem'], value])).toEqual([
      ['loki', 'still-running', 1],
      ['loki', 'given-up', 1],
    ]);
    const checks = { check: 'portal-links', verdict: 'send-failed', state: 'partial', surface: 'action' };
    expect(valueIn(families, 'portal_check_checks_total', checks)).toBe(2);
    expect(
      valueIn(families, 'portal_check_source_duration_seconds_count', { source: 'loki' }),
    ).toBeUndefined();
  });

  it('does not take a source that is not configured for a fast one', async () => {
    const metrics = metricsWith();
    metrics.sourceAnswered({ ...READING, status: 'not-configured', elapsedMs: 0 });
    expect(
      valueIn(await scraped(metrics), 'portal_check_source_duration_seconds_count', { source: 'loki' }),
    ).toBeUndefined();
  });

  it('holds what the database knows: the queue, and when the last complete digest was made', async () => {
    const families = await scraped(metricsWith());
    const jobs = (state: string) => valueIn(families, 'portal_check_queue_jobs', { queue: 'digest', state });
    expect([jobs('waiting'), jobs('active')]).toEqual([2, 1]);
    expect(valueIn(families, 'portal_check_queue_dead_letters', { queue: 'digest' })).toBe(3);
    expect(valueIn(families, 'portal_check_last_complete_digest_timestamp_seconds')).toBe(NOW_MS / 1_000);
    expect(valueIn(families, 'portal_check_scrape_success', { part: 'queue' })).toBe(1);
  });

  it('does not date a digest to 1970 where there was none, nor later where there is one', async () => {
    let atMs: number | null = null;
    const metrics = metricsWith({ lastCompleteDigestAtMs: async () => atMs });
    const lastDigest = async () =>
      valueIn(await scraped(metrics), 'portal_check_last_complete_digest_timestamp_seconds');
    expect(await lastDigest()).toBeUndefined();
    atMs = NOW_MS;
    expect(await lastDigest()).toBe(NOW_MS / 1_000);
    expect(await lastDigest()).toBe(NOW_MS / 1_000);
  });

  it('leaves out what cannot be read, rather than show it as it was or as zero, and says so', async () => {
    let isDown = false;
    const failures: unknown[] = [];
    const answer =
      <Value>(value: Value) =>
      async () => {
        if (isDown) throw new Error('the database is away');
        return value;
      };
    const metrics = metricsWith({
      queues: answer([{ name: 'digest', waiting: 2, active: 1, deadLetters: 3 }]),
      lastCompleteDigestAtMs: answer(NOW_MS),
      openIncidents: answer({ P1: 1 }),
      onFailure: (error) => failures.push(error),
    });
    metrics.postRepeated();
    await metrics.scrape();
    isDown = true;
    const families = await scraped(metrics);
    const names = families.filter(({ samples }) => samples.length > 0).map(({ name }) => name);
    expect(names).not.toContain('portal_check_queue_jobs');
    expect(names).not.toContain('portal_check_queue_dead_letters');
    expect(names).not.toContain('portal_check_last_complete_digest_timestamp_seconds');
    expect(names).not.toContain('portal_check_incidents_open');
    for (const part of ['queue', 'digests', 'incidents']) {
      expect(valueIn(families, 'portal_check_scrape_success', { part })).toBe(0);
    }
    expect(valueIn(families, 'portal_check_posts_repeated_total')).toBe(1);
    expect(failures).toHaveLength(3);
  });

  it('tells of incidents: how many are open, what was told, and how often they were looked at', async () => {
    const metrics = metricsWith();
    metrics.incidentPublished('note');
    metrics.incidentPublished('note');
    metrics.incidentRechecked('checked');
    const families = await scraped(metrics);
    expect(valueIn(families, 'portal_check_incidents_open', { severity: 'P3' })).toBe(2);
    expect(valueIn(families, 'portal_check_incident_facts_total', { kind: 'note' })).toBe(2);
    expect(valueIn(families, 'portal_check_incident_checks_total', { outcome: 'checked' })).toBe(1);
  });

  it('names the version of the bot and of its rules', async () => {
    const families = await scraped(metricsWith());
    expect(valueIn(families, 'portal_check_build_info', { version: '1.2.3' })).toBe(1);
    expect(valueIn(families, 'portal_check_rules_info', { check: 'portal-links', version: '4' })).toBe(1);
  });

  it('is counted for each bot by itself, also where two live in one process', async () => {
    const [one, other] = [metricsWith(), metricsWith()];
    one.postRepeated();
    expect(valueIn(await scraped(other), 'portal_check_posts_repeated_total')).toBe(0);
  });
});

describe('the reader of these tests', () => {
  it.each([
    ['# HELP a_total A.\n# TYPE a_total counter\na_total 1', 'the last line does not end'],
    ['a_total 1\n', 'belongs to no metric before it'],
    ['# HELP a_total A.\n# TYPE a_total counter\nb_total 1\n', 'belongs to no metric before it'],
    ['# HELP a A.\n# TYPE a gauge\na 1\n# HELP a A.\n', 'stands there twice'],
    ['# TYPE a gauge\na 1\n', 'in the wrong place'],
    ['# HELP a A.\n# TYPE a gauge\na{b="c} 1\n', 'has wrong labels'],
    ['# HELP a A.\n# TYPE a gauge\na{b="c"d"} 1\n', 'has wrong labels'],
    ['# HELP a A.\n# TYPE a gauge\na one\n', 'has no number'],
  ])('refuses %j', (text, said) => {
    expect(() => readExposition(text)).toThrow(said);
  });

  it.each([
    ['checks', 'counter', 'checks 1', 'checks: a counter without _total'],
    ['checks_total', 'gauge', 'checks_total 1', 'checks_total: _total on what is no counter'],
    ['wait_ms', 'gauge', 'wait_ms 1', 'wait_ms: a unit that is no base unit'],
    ['waitSeconds', 'gauge', 'waitSeconds 1', 'waitSeconds: not in snake_case'],
    ['jobs_gauge', 'gauge', 'jobs_gauge 1', 'jobs_gauge: the type in its name'],
    ['jobs_count', 'gauge', 'jobs_count 1', 'jobs_count: what is reserved for histograms'],
    ['jobs', 'gauge', 'jobs{a="1"} 1\njobs{a="1"} 2', 'jobs: the same series twice'],
    [
      'wait_seconds',
      'histogram',
      'wait_seconds_bucket{le="1"} 2\nwait_seconds_bucket{le="+Inf"} 1\nwait_seconds_sum 1\nwait_seconds_count 1',
      'wait_seconds: buckets that do not add up',
    ],
  ])('objects to %s as a %s', (name, type, samples, objection) => {
    const families = readExposition(`# HELP ${name} Words.\n# TYPE ${name} ${type}\n${samples}\n`);
    expect(objectionsTo(families)).toEqual([objection]);
  });
});
