import type { Report } from '../checks/report.ts';
import type { State } from '../diagnosis/verdict.ts';
import { slackEn } from '../words/slack.en.ts';
import { widthOf, wrap, type Run } from './text-layout.ts';

const WIDTH = 840;
const TEXT_X = 84;
const TEXT_WIDTH = WIDTH - TEXT_X - 36;
const FONT_SIZE = 15;
const LINE_HEIGHT = 22;
const PARAGRAPH_GAP = 3;
const FIRST_BASELINE = 45;
const DOT_WIDTH = 20;
const BUTTON_HEIGHT = 30;
const BUTTON_FONT_SIZE = 13;

const COLOURS: Readonly<Record<State, string>> = {
  missing: '#d92d3a',
  partial: '#e8891c',
  unknown: '#b4b8bd',
  'on-schedule': '#2a9d4f',
  'not-expected': '#3a3d42',
};

const STYLE = `text { font: ${FONT_SIZE}px "Helvetica Neue", Helvetica, Arial, "Liberation Sans", sans-serif; fill: #1d1c1d; }
  .bold { font-weight: 700; }
  .mono { font-family: Menlo, Consolas, "Liberation Mono", monospace; font-size: 13px; fill: #c0264b; }
  .small { font-size: 12px; fill: #616061; }
  .badge { font-size: 10px; font-weight: 700; fill: #616061; }
  .button { font-size: ${BUTTON_FONT_SIZE}px; font-weight: 700; }`;

/** Draws a report as people see it in Slack, as SVG that needs no font and no picture from outside. */
export function drawDiagnosis(report: Report): string {
  const paragraphs = [headlineOf(report), ...report.lines.map(lineOf)];
  const drawn: string[] = [];
  let baseline = FIRST_BASELINE + LINE_HEIGHT + 2;
  for (const [index, runs] of paragraphs.entries()) {
    // The headline begins behind the dot.
    const indent = index === 0 ? DOT_WIDTH : 0;
    for (const [lineIndex, line] of wrap(runs, TEXT_WIDTH - indent, FONT_SIZE).entries()) {
      drawn.push(textAt(TEXT_X + (lineIndex === 0 ? indent : 0), baseline, line));
      baseline += LINE_HEIGHT;
    }
    baseline += PARAGRAPH_GAP;
  }
  const buttonsY = baseline - 8;
  const height = buttonsY + BUTTON_HEIGHT + 24;
  const dot = `<circle cx="${TEXT_X + 6.5}" cy="${FIRST_BASELINE + LINE_HEIGHT - 3}" r="6.5" fill="${COLOURS[report.state]}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(report.summary)}">
<style>
  ${STYLE}
</style>
<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="10" fill="#ffffff" stroke="#dddddd"/>
${senderAt(FIRST_BASELINE)}
${dot}
${drawn.join('\n')}
${buttonsAt(buttonsY, [...report.links.map(({ label }) => label), slackEn.buttons.evidence, slackEn.buttons.checkAgain])}
</svg>
`;
}

function headlineOf({ headline: { subject, kind, shortId, statement } }: Report): readonly Run[] {
  return [
    { text: subject, style: 'bold' },
    { text: kind === null ? ' · ' : ` · ${kind} · `, style: 'plain' },
    { text: shortId, style: 'mono' },
    { text: ' · ', style: 'plain' },
    { text: statement, style: 'bold' },
  ];
}

function lineOf({ label, text }: Report['lines'][number]): readonly Run[] {
  if (label === null) return [{ text, style: 'plain' }];
  // The space stands in the plain run: at the end of a bold one, not every renderer keeps it.
  return [
    { text: `${label}:`, style: 'bold' },
    { text: ` ${text}`, style: 'plain' },
  ];
}

/** The bot's picture, its name, and that it is an app. */
function senderAt(baseline: number): string {
  const badgeX = TEXT_X + 110;
  return `<rect x="28" y="${baseline - 17}" width="40" height="40" rx="8" fill="#1d3557"/>
<path d="M38 ${baseline + 4} l7 7 l13 -15" fill="none" stroke="#ffffff" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>
${textAt(TEXT_X, baseline - 3, [{ text: 'portal-check', style: 'bold' }])}
<rect x="${badgeX}" y="${baseline - 15}" width="32" height="15" rx="3" fill="#e8e8e8"/>
<text class="badge" x="${badgeX + 16}" y="${baseline - 4}" text-anchor="middle">APP</text>`;
}

function buttonsAt(y: number, labels: readonly string[]): string {
  let x = TEXT_X;
  return labels
    .map((label) => {
      const width = Math.round(widthOf({ text: label, style: 'bold' }, BUTTON_FONT_SIZE)) + 24;
      const button = `<rect x="${x + 0.5}" y="${y + 0.5}" width="${width}" height="${BUTTON_HEIGHT}" rx="5" fill="#ffffff" stroke="#bbbabb"/>
<text class="button" x="${x + width / 2}" y="${y + 20}" text-anchor="middle">${escaped(label)}</text>`;
      x += width + 8;
      return button;
    })
    .join('\n');
}

function textAt(x: number, y: number, runs: readonly Run[]): string {
  const spans = runs.map(({ text, style }) =>
    style === 'plain' ? escaped(text) : `<tspan class="${style}">${escaped(text)}</tspan>`,
  );
  return `<text x="${x}" y="${y}">${spans.join('')}</text>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
