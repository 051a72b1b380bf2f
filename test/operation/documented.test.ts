import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { keptStore } from '../store/kept-store.ts';
import { readExposition } from '../support/exposition.ts';

const text = await readFile(new URL('../../docs/operating.md', import.meta.url), 'utf8');

/** What stands beneath a heading, up to the next one. */
function section(heading: string): string {
  const found = text.split(/^## /m).find((each) => each.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`docs/operating.md has no section "${heading}"`);
  return found;
}

const rules = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
});

describe('docs/operating.md', () => {
  it('tells of every metric, and of none that there is not', async () => {
    const metrics = createMetrics({
      version: '1',
      checks: [],
      queues: async () => [],
      lastCompleteDigestAtMs: async () => 0,
      openIncidents: async () => ({}),
      onFailure: () => {},
    });
    const own = readExposition((await metrics.scrape()).text)
      .map(({ name }) => name)
      .filter((name) => name.startsWith('portal_check_'));
    const told = section('Metrics').match(/\bportal_check_\w+/g) ?? [];
    expect(new Set(told)).toEqual(new Set(own));
  });

  it('shows alerts that Prometheus can read, of metrics with these labels', async () => {
    const [, yaml = ''] = /```yaml\n([\s\S]*?)```/.exec(section('Metrics')) ?? [];
    const { groups } = rules.parse(parse(yaml));
    const expressions = groups.flatMap((group) => group.rules.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThan(3);
    const table = section('Metrics').split('\n');
    for (const expression of expressions) {
      const [, metric = ''] = /(portal_check_\w+)/.exec(expression) ?? [];
      const row = table.find((line) => line.startsWith(`| \`${metric}\``)) ?? '';
      const labels = [...expression.matchAll(/by \(([^)]*)\)|(\w+)!?="/g)].flatMap(([, by, equal]) =>
        (by ?? equal ?? '').split(', '),
      );
      expect(labels.filter((label) => !row.includes(`\`${label}\``))).toEqual([]);
    }
  });

  describe('of what is kept', () => {
    const own = keptStore();

    it('tells of every table of the bot’s own database, and of none that there is not', async () => {
      const rows = await own.database.run(
        `select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely_%'`,
      );
      const told = [...section('What is kept').matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
      expect(new Set(told)).toEqual(new Set(rows.map(({ tablename }) => tablename)));
    });
  });
});
