import * as fc from 'fast-check';
import type { Evidence, Report, ReportLink } from '../../src/checks/report.ts';
import { STATES } from '../../src/diagnosis/verdict.ts';

/** What somebody may have written into a name: mentions, markup, line breaks, other scripts, half characters. */
const NASTY = [
  '<!channel>',
  '<!here>',
  '<@U1>',
  '<#C1|general>',
  '<https://evil.example|Sentry>',
  '@here',
  '#general',
  '*',
  '_',
  '~',
  '`',
  '```',
  '>',
  '&',
  '&lt;',
  '\n',
  '\r\n',
  '\u2028',
  '\t',
  ':skull:',
  '\u202E',
  '\uD83D',
  '👩‍👩‍👧‍👦',
  'é',
  '診療所',
  'link_last_sent_at',
  ' ',
];

export const nastyText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...NASTY),
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.string({ unit: 'binary', maxLength: 8 }),
    ),
    {
      maxLength: 30,
    },
  )
  .map((pieces) => pieces.join(''));

/** Now and then far longer than anything allows. */
export const anyText = fc.oneof(
  { weight: 5, arbitrary: nastyText },
  {
    weight: 1,
    arbitrary: fc
      .tuple(nastyText, fc.integer({ min: 1, max: 400 }))
      .map(([text, times]) => text.repeat(times)),
  },
);

const link: fc.Arbitrary<ReportLink> = fc.record({
  label: anyText.map((text) => text || 'Sentry'),
  url: fc.oneof(
    fc.webUrl({ withQueryParameters: true }),
    fc
      .integer({ min: 2_900, max: 4_000 })
      .map((length) => `https://grafana.example/explore?q=${'x'.repeat(length)}`),
  ),
});

export const report: fc.Arbitrary<Report> = fc.record({
  state: fc.constantFrom(...STATES),
  headline: fc.record({
    subject: anyText,
    kind: fc.option(anyText),
    shortId: anyText,
    statement: anyText,
  }),
  lines: fc.array(fc.record({ label: fc.option(anyText), text: anyText }), { maxLength: 20 }),
  links: fc.array(link, { maxLength: 8 }),
  asOf: fc.constant('Thu 24 July 2025 05:31 PDT'),
  summary: anyText,
  confidence: fc.constantFrom('confirmed', 'likely', 'none'),
});

export const evidence: fc.Arbitrary<Evidence> = fc.record({
  title: anyText,
  sections: fc.array(
    fc.record({
      heading: anyText,
      lines: fc.array(anyText, { maxLength: 60 }),
      query: fc.option(anyText),
      link: fc.option(link),
    }),
    { maxLength: 50 },
  ),
});
