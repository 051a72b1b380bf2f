import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOutputSchema } from '../../src/terminal/check-output.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';
import { runTerminal } from '../support/terminal.ts';

const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';

describe('portal-check replay', () => {
  let running: Case001;

  beforeAll(async () => {
    running = await startCase001('2025-07-24');
  });
  afterAll(() => running.stop());

  const terminal = (...argv: string[]) => runTerminal(argv, running.environment);

  /** Makes a diagnosis, changes what was kept of it, and gives its id. */
  async function keptAnd(change: string | null): Promise<string> {
    const { out } = await terminal('check', DUKE, '--format', 'json');
    const [diagnosis] = checkOutputSchema.parse(JSON.parse(out)).diagnoses;
    if (diagnosis === undefined) throw new Error('no diagnosis was made');
    if (change !== null)
      await running.store.run(`update diagnoses set ${change} where id = $1`, [diagnosis.id]);
    return diagnosis.id;
  }

  it('says that a verdict is still the same, with the whole diagnosis', async () => {
    const { exitCode, out } = await terminal('replay', await keptAnd(null));
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^🔴 Duke Health/);
    expect(out).toContain('unchanged: provider-not-resolved (missing, likely), rules 1 then and 1 now');
  });

  it('says it in Spanish', async () => {
    const id = await keptAnd(`rules_version = 0`);
    const { exitCode, out } = await terminal('replay', id, '--language', 'es');
    expect(exitCode).toBe(0);
    expect(out).toContain(
      'sin cambios: provider-not-resolved (missing, likely), reglas 0 entonces y 1 ahora',
    );
    const unknown = await terminal('replay', 'last', '--language', 'es');
    expect(unknown.exitCode).toBe(64);
    expect(unknown.err).toContain('no se conserva ningún diagnóstico last');
  });

  it('needs none of the sources', async () => {
    const id = await keptAnd(null);
    const asked = [running.sentry.requestCount(), running.loki.requestCount()];
    await terminal('replay', id);
    expect([running.sentry.requestCount(), running.loki.requestCount()]).toEqual(asked);
  });

  it('says what a verdict has become where the facts now give another one', async () => {
    const id = await keptAnd(`facts = jsonb_set(facts, '{sentry,named}', '[]')`);
    const { exitCode, out } = await terminal('replay', id);
    expect(exitCode).toBe(0);
    expect(out).toContain(
      'changed: provider-not-resolved (missing, likely) under rules 1, silently-skipped (missing, likely) under rules 1',
    );
  });

  it('says what a verdict has become where older rules gave another one', async () => {
    const id = await keptAnd(
      `rules_version = 0, verdict = '{"code": "missed-cause-unknown", "row": 18, "state": "missing", "confidence": "none"}'`,
    );
    const { out } = await terminal('replay', id);
    expect(out).toContain(
      'changed: missed-cause-unknown (missing, none) under rules 0, provider-not-resolved (missing, likely) under rules 1',
    );
  });

  it.each([
    ['an id that nobody knows', randomUUID()],
    ['a word that is no id', 'last'],
    ['dashes of the right length', '-'.repeat(36).replace(/^-/, 'a')],
    ['a provider’s id', DUKE],
  ])('refuses %s with 64', async (_, id) => {
    const { exitCode, out, err } = await terminal('replay', id);
    expect({ exitCode, out }).toEqual({ exitCode: 64, out: '' });
    expect(err).toContain(`no diagnosis ${id} is kept`);
  });

  it('refuses a diagnosis of a check that is not there with 64', async () => {
    const { exitCode, err } = await terminal('replay', await keptAnd(`check_id = 'queues'`));
    expect(exitCode).toBe(64);
    expect(err).toContain('of the check "queues", which is not installed');
  });

  it('says with 70 that it cannot read the facts of another version', async () => {
    const { exitCode, err } = await terminal('replay', await keptAnd(`facts = '{"from": "the future"}'`));
    expect(exitCode).toBe(70);
    expect(err).toContain('of a shape that this version cannot read');
  });
});
