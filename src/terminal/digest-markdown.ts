import type { DigestEntry, DigestLine } from '../digests/digest-report.ts';
import { STATE_EMOJI } from '../slack/state-emoji.ts';
import { printable } from '../words/printable.ts';
import type { TerminalWords } from '../words/terminal.en.ts';
import { escapedMarkdown } from '../words/markdown.ts';
import { countOf, leadOf, type ToldDigest } from './told-digest.ts';

/** A digest as Markdown, to paste into a ticket. */
export function digestAsMarkdown(told: ToldDigest, { digest }: TerminalWords): string {
  const { report, entries, inOutage } = told;
  const sections = [
    [`### ${STATE_EMOJI[report.worst]} **${escapedMarkdown(leadOf(report))}**`],
    [...report.lines.map(lineAsMarkdown), `- ${escapedMarkdown(report.coverage)}`],
    ...(entries.length === 0 ? [] : [[`#### ${escapedMarkdown(countOf(told))}`]]),
    entries.map((entry) => entryAsMarkdown(entry, digest)),
    inOutage === 0 ? [] : [escapedMarkdown(digest.inOutage(inOutage))],
    ...(report.more.length === 0
      ? []
      : [[`#### ${escapedMarkdown(digest.further)}`], report.more.map(lineAsMarkdown)]),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function lineAsMarkdown({ label, text }: DigestLine): string {
  return `- ${label === null ? '' : `**${escapedMarkdown(label)}:** `}${escapedMarkdown(text)}`;
}

function entryAsMarkdown(
  { state, name, details, statement, standing, mutedByUserId, subjectId }: DigestEntry,
  { mutedBy }: TerminalWords['digest'],
): string {
  const parts = [
    `**${escapedMarkdown(name)}**`,
    ...(details === '' ? [] : [escapedMarkdown(details)]),
    `**${escapedMarkdown(statement)}**`,
    escapedMarkdown(standing),
    ...(mutedByUserId === null ? [] : [escapedMarkdown(mutedBy(mutedByUserId))]),
    `\`${printable(subjectId).replaceAll('`', "'")}\``,
  ];
  return `- ${STATE_EMOJI[state]} ${parts.join(' · ')}`;
}
