import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AnyDiagnosis } from '../../src/checks/check.ts';
import { diagnosisMessage } from '../../src/slack/diagnosis-message.ts';
import { ASKED_PLAINLY } from '../../src/slack/target.ts';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { evidenceAsText, PLAIN } from '../../src/terminal/text.ts';
import { terminalAsker } from '../../src/terminal/session.ts';
import { slackEn } from '../../src/words/slack.en.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';
import { factsIn, standsIn } from '../support/facts-in-text.ts';

const expectation = z.object({
  verdict: z.string(),
  state: z.string(),
  confidence: z.string(),
  message: z.array(z.string()),
  evidence: z.array(z.string()),
});
const day = z.record(z.guid(), expectation);
const expected = z
  .object({ '2025-07-24': day, '2025-07-10': day })
  .parse(JSON.parse(readFileSync(new URL('../fixtures/case-001/expected.json', import.meta.url), 'utf8')));

describe.each(['2025-07-10', '2025-07-24'] as const)('case 001 on %s', (caseDay) => {
  const providers = Object.entries(expected[caseDay]);
  let running: Case001;
  let diagnoses: readonly AnyDiagnosis[];

  beforeAll(async () => {
    running = await startCase001(caseDay);
    const { first } = running.assembly.investigate({
      checkId: 'portal-links',
      subjectIds: providers.map(([id]) => id),
      asOfMs: null,
      windowMs: null,
      asker: terminalAsker(),
      requestId: 'golden',
    });
    diagnoses = await first;
  });
  afterAll(() => running.stop());

  const found = (id: string): AnyDiagnosis => {
    const diagnosis = diagnoses.find(({ subjectId }) => subjectId === id);
    if (diagnosis === undefined) throw new Error(`no diagnosis of ${id}`);
    return diagnosis;
  };
  const words = () => running.assembly.checks[0].words('en');
  const messageOf = (id: string) => drawAsText(diagnosisMessage(drawnOf(id), slackEn));
  const drawnOf = (id: string) => ({
    diagnosisId: found(id).id,
    report: words().report(found(id)),
    preface: null,
    howAsked: ASKED_PLAINLY,
    canShare: false,
    hasTimeline: true,
    hasDirectory: true,
  });

  it.each(providers)(
    '%s gets the verdict that people reached by hand',
    (id, { verdict, state, confidence }) => {
      expect(found(id).verdict).toMatchObject({ code: verdict, state, confidence });
    },
  );

  it.each(providers.flatMap(([id, { message }]) => message.map((line) => [id, line] as const)))(
    '%s: the message says "%s"',
    (id, line) => {
      for (const fact of factsIn(line)) expect([fact, standsIn(messageOf(id), fact)]).toEqual([fact, true]);
    },
  );

  it.each(providers.flatMap(([id, { evidence }]) => evidence.map((line) => [id, line] as const)))(
    '%s: the evidence says "%s"',
    (id, line) => {
      const text = evidenceAsText(words().evidence(found(id)), PLAIN);
      for (const fact of factsIn(line)) expect([fact, standsIn(text, fact)]).toEqual([fact, true]);
    },
  );

  it.each(providers)(
    '%s: the message is at most 12 lines and 1,500 characters, and nothing was left out',
    (id) => {
      const message = diagnosisMessage(drawnOf(id), slackEn);
      const [body] = message.blocks;
      const text = z.object({ text: z.object({ text: z.string() }) }).parse(body).text.text;
      expect(text.split('\n').length).toBeLessThanOrEqual(12);
      expect(text.length).toBeLessThanOrEqual(1_500);
      expect(text).not.toMatch(/… \d+ more/);
    },
  );
});

describe('what the notes could not tell', () => {
  it('names the phrases that stand for facts in an expected line', () => {
    expect(factsIn('Sentry issue 30146, event of Mon 21 July 11:31 Pacific, 31 minutes after')).toEqual([
      'Mon 21 July',
      '11:31',
      '30146',
      '31',
    ]);
    expect(factsIn('slots of 16, 23, 30 June and 7 July missed after it')).toEqual([
      '16 June',
      '23 June',
      '30 June',
      '7 July',
    ]);
  });
});
