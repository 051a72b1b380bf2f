import { styleText } from 'node:util';
import type { Evidence, Report } from '../checks/report.ts';
import type { State } from '../diagnosis/verdict.ts';
import { STATE_EMOJI } from '../slack/state-emoji.ts';

/** Makes a text bold, dim or coloured; without colours it changes nothing. */
export type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Colours only on a terminal; `NO_COLOR` is honoured by Node itself. */
export function styleFor(stream: NodeJS.WriteStream): Style {
  return (format, text) => styleText(format, text, { stream, validateStream: true });
}

export const PLAIN: Style = (_, text) => text;

const COLOURS: Readonly<Record<State, 'red' | 'yellow' | 'gray' | 'green'>> = {
  missing: 'red',
  partial: 'yellow',
  unknown: 'yellow',
  'on-schedule': 'green',
  'not-expected': 'gray',
};

/** A report as lines of text. */
export function reportAsText(report: Report, style: Style): string {
  const { subject, kind, shortId, statement } = report.headline;
  const parts = [style('bold', clean(subject)), ...(kind === null ? [] : [clean(kind)]), shortId];
  const first = `${STATE_EMOJI[report.state]} ${parts.join(' · ')} · ${style(['bold', COLOURS[report.state]], clean(statement))}`;
  const lines = report.lines.map(({ label, text }) =>
    label === null ? style('dim', clean(text)) : `${style('bold', `${label}:`)} ${clean(text)}`,
  );
  return [first, ...lines].join('\n');
}

/** What stands behind a report, as indented text. */
export function evidenceAsText(evidence: Evidence, style: Style): string {
  return evidence.sections
    .map(({ heading, lines, query, link }) =>
      [
        style('bold', heading),
        ...lines.map((line) => `  ${clean(line)}`),
        ...(query === null ? [] : [`  ${style('dim', clean(query))}`]),
        ...(link === null ? [] : [`  ${link.label}: ${link.url}`]),
      ].join('\n'),
    )
    .join('\n');
}

/** A name from outside must not move the cursor or recolour the terminal. */
function clean(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ');
}
