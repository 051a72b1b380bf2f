import type { Evidence, Report } from '../checks/report.ts';
import { STATE_EMOJI } from '../slack/state-emoji.ts';
import { escapedMarkdown } from '../words/markdown.ts';
import { printable } from '../words/printable.ts';

/** A report as Markdown, to paste into a ticket. */
export function reportAsMarkdown(report: Report): string {
  const { subject, kind, shortId, statement } = report.headline;
  const parts = [
    `**${escapedMarkdown(subject)}**`,
    ...(kind === null ? [] : [escapedMarkdown(kind)]),
    `\`${printable(shortId).replaceAll('`', "'")}\``,
    `**${escapedMarkdown(statement)}**`,
  ];
  const lines = report.lines.map(
    ({ label, text }) => `- ${label === null ? '' : `**${label}:** `}${escapedMarkdown(text)}`,
  );
  const links = report.links.map(({ label, url }) => linkTo(label, url));
  return [
    `### ${STATE_EMOJI[report.state]} ${parts.join(' · ')}`,
    '',
    ...lines,
    ...(links.length === 0 ? [] : ['', links.join(' · ')]),
  ].join('\n');
}

/** What stands behind a report, as Markdown. */
export function evidenceAsMarkdown(evidence: Evidence): string {
  return evidence.sections
    .map(({ heading, lines, query, link }) =>
      [
        `#### ${escapedMarkdown(heading)}`,
        '',
        ...lines.map((line) => `- ${escapedMarkdown(line)}`),
        ...(query === null ? [] : ['', '```', printable(query).replaceAll('```', "'''"), '```']),
        ...(link === null ? [] : ['', linkTo(link.label, link.url)]),
      ].join('\n'),
    )
    .join('\n\n');
}

function linkTo(label: string, url: string): string {
  return `[${escapedMarkdown(label)}](<${printable(url).replaceAll(/[<> ]/g, encodeURIComponent)}>)`;
}
