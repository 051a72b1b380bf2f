import { PROBLEM_CODES, type ProblemCode } from '../diagnosis/problems.ts';
import type { Problem, SourceId } from '../diagnosis/reading.ts';
import { problemInEnglish } from '../words/problems.en.ts';

const INTRODUCTION = `# What keeps a source from answering

Generated from \`src/words/problems.en.ts\`; do not edit.

A source's answer is **ok**, **incomplete**, **failed** or **not configured**. Only **ok** means that what is not in it is not
there. Behind "failed" and "incomplete" stands one of these sentences, which ends with what to do. \`problem.code\` in the JSON of
\`portal-check check --format json\` is the code in the first column. Addresses and figures are examples.
`;

/** Codes that speak of one source, with figures as it would give them. All others are shown for Loki. */
const EXAMPLES: Partial<Readonly<Record<ProblemCode, { source: SourceId; params?: Problem['params'] }>>> = {
  'page-limit': { source: 'sentry', params: { limit: 20 } },
  'later-page-failed': { source: 'sentry' },
  'replica-behind': { source: 'delivery', params: { afterMs: 900_000 } },
  'wrong-shape': {
    source: 'delivery',
    params: { path: 'subjects.link_count', expected: 'int', absent: 'link_count' },
  },
  'time-without-zone': { source: 'delivery' },
  'missing-object': { source: 'delivery' },
  'statement-timed-out': { source: 'delivery', params: { afterMs: 7_000 } },
  'database-refused-login': { source: 'delivery', params: { setting: 'DELIVERY_DATABASE_URL' } },
  'database-error': { source: 'delivery' },
  'too-large': { source: 'loki', params: { limit: 20 * 1024 * 1024 } },
  unauthorized: { source: 'loki', params: { setting: 'LOKI_TOKEN' } },
  forbidden: { source: 'loki', params: { setting: 'LOKI_TOKEN' } },
};

const PARAMS: Problem['params'] = {
  address: 'https://loki.example',
  setting: 'LOKI_URL',
  afterMs: 8_000,
  limit: 5_000,
  column: 'subjects.link_last_sent_at',
  object: 'portal_check.providers',
  sqlState: '53300',
};

/** `docs/problems.md` */
export function problemsAsMarkdown(): string {
  const rows = PROBLEM_CODES.map((code) => {
    const { source, params } = EXAMPLES[code] ?? { source: 'loki' };
    const words = problemInEnglish(source, { code, params: { ...PARAMS, ...params } });
    return `| \`${code}\` | ${words.replaceAll('|', '\\|')} |`;
  });
  return [INTRODUCTION, '| code | words |', '|---|---|', ...rows, ''].join('\n');
}
