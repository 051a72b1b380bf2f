import { z } from 'zod';
import type { AnyDiagnosis, Check } from '../../src/checks/check.ts';
import type { Evidence, Report } from '../../src/checks/report.ts';
import type { State } from '../../src/diagnosis/verdict.ts';

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/giu;

/** What the test puts into a diagnosis; the check only draws it. */
const widgetFacts = z.object({
  name: z.string(),
  statement: z.string(),
  evidence: z.custom<Evidence>().optional(),
});
type WidgetFacts = z.infer<typeof widgetFacts>;

export const DUKE = 'b8608be4-22bd-41e3-9173-fefaf19bdc50';
export const PAM = 'eb285efb-5a49-4f45-87df-836c81c9e19d';

/** A check that asks nothing and knows what it is told: enough for everything that Slack is concerned with. */
export const widgetCheck: Check = {
  id: 'widgets',
  rulesVersion: 1,
  subject: {
    directory: {
      exampleWords: 'duke charlotte',
      wordsOfKind: (kind) => (kind === 'practice' ? ['consultorio'] : []),
      all: neverAsked,
      contactsOf: neverAsked,
    },
    example: DUKE,
    find: (text) => ({
      ids: (text.match(UUID) ?? []).map((id) => id.toLowerCase()),
      unreadable: text.split(/\s+/u).filter((word) => word !== '' && word.search(UUID) === -1),
    }),
  },
  ask: neverAsked,
  evaluate: neverAsked,
  parseFacts: (kept) => widgetFacts.parse(kept),
  fleet: null,
  following: null,
  observe: () => [],
  words: () => ({
    noun: { one: 'widget', many: 'widgets' },
    listed: ({ id }) => id,
    change: (before, after) => `was ${before.verdict.code}, now ${after.verdict.code}`,
    timeline: () => null,
    fleet: null,
    following: null,
    deskReport(diagnosis) {
      return this.report(diagnosis);
    },
    report({ verdict, facts, subjectId }): Report {
      const { name, statement } = widgetFacts.parse(facts);
      return {
        state: verdict.state,
        headline: { subject: name, kind: 'clinic', shortId: subjectId.slice(0, 8), statement },
        lines: [{ label: 'Certain', text: `it is ${verdict.code}` }],
        asOf: 'Thu 24 July 2025 05:31 PDT',
        links: [{ label: 'Sentry', url: 'https://sentry.example/issues/1/' }],
        summary: `${name}: ${statement}`,
        confidence: verdict.confidence,
      };
    },
    evidence({ facts }): Evidence {
      const { name, evidence } = widgetFacts.parse(facts);
      return evidence ?? { title: name, sections: [] };
    },
  }),
};

function neverAsked(): never {
  throw new Error('the tests give verdicts themselves');
}

export function widgetDiagnosis({
  id,
  subjectId = DUKE,
  state = 'missing',
  code = 'silently-skipped',
  facts = { name: 'Duke Health', statement: 'missing: no link' },
  checkId = widgetCheck.id,
}: {
  readonly id: string;
  readonly subjectId?: string;
  readonly state?: State;
  readonly code?: string;
  readonly facts?: WidgetFacts;
  readonly checkId?: string;
}): AnyDiagnosis {
  return {
    id,
    checkId,
    subjectId,
    asOfMs: 0,
    madeAtMs: 0,
    rulesVersion: 1,
    verdict: { code, row: 17, state, confidence: 'likely' },
    findings: [],
    sideFindings: [],
    readings: [],
    facts,
    asker: { surface: 'command', userId: 'U1', teamId: 'T1', channelId: 'C1' },
    requestId: 'earlier',
  };
}
