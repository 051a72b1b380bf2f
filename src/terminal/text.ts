import { styleText } from 'node:util';
import type { Evidence, Report } from '../checks/report.ts';
import type { State } from '../diagnosis/verdict.ts';
import { STATE_EMOJI } from '../slack/state-emoji.ts';
import { printable } from '../words/printable.ts';

/** Makes a text bold, dim or coloured; without colours it changes nothing. */
export type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Colours only on a terminal; `NO_COLOR` is honoured by Node itself. */
export function styleFor(stream: NodeJS.WritableStream): Style {
  return (format, text) => styleText(format, text, { stream, validateStream: true });
}

export const PLAIN: Style = (_, text) => text;

/** How a state is coloured. */
export const COLOURS: Readonly<Record<State, 'red' | 'yellow' | 'gray' | 'green'>> = {
  missing: 'red',
  partial: 'yellow',
  unknown: 'yellow',
  'on-schedule': 'green',
  'not-expected': 'gray',
};

/** A report as lines of text. */
export function reportAsText(report: Report, style: Style): string {
  const { subject, kind, shortId, statement } = report.headline;
  const parts = [
    style('bold', printable(subject)),
    ...(kind === null ? [] : [printable(kind)]),
    printable(shortId),
  ];
  const first = `${STATE_EMOJI[report.state]} ${parts.join(' · ')} · ${style(['bold', COLOURS[report.state]], printable(statement))}`;
  const lines = report.lines.map(({ label, text }) =>
    label === null ? style('dim', printable(text)) : `${style('bold', `${label}:`)} ${printable(text)}`,
  );
  return [first, ...lines].join('\n');
}

/** What stands behind a report, as indented text. */
export function evidenceAsText(evidence: Evidence, style: Style): string {
  return evidence.sections
    .map(({ heading, lines, query, link }) =>
      [
        style('bold', printable(heading)),
        ...lines.map((line) => `  ${printable(line)}`),
        ...(query === null ? [] : [`  ${style('dim', printable(query))}`]),
        ...(link === null ? [] : [`  ${printable(`${link.label}: ${link.url}`)}`]),
      ].join('\n'),
    )
    .join('\n');
}
