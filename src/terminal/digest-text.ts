import type { DigestEntry, DigestLine } from '../digests/digest-report.ts';
import { STATE_EMOJI } from '../slack/state-emoji.ts';
import { printable } from '../words/printable.ts';
import type { TerminalWords } from '../words/terminal.en.ts';
import { COLOURS, type Style } from './text.ts';
import { countOf, leadOf, type ToldDigest } from './told-digest.ts';
import { unbroken, wrapped } from './wrap.ts';

/** As wide as an emoji with its space. */
const INDENT = '   ';
const HANGING = { rest: '  ' };

/** A digest as lines of text: what is the case, who it is about, and whatever else there is to know. */
export function digestAsText(told: ToldDigest, words: TerminalWords, style: Style): string {
  const { report, entries, inOutage } = told;
  const headline = wrapped(printable(leadOf(report)), {
    first: `${STATE_EMOJI[report.worst]} `,
    rest: INDENT,
  }).map((line) => style(['bold', COLOURS[report.worst]], line));
  const coverage = wrapped(printable(report.coverage), HANGING).map((line) => style('dim', line));
  const [first] = entries;
  const sections = [
    [...headline, ...report.lines.flatMap((line) => lineAsText(line, style)), ...coverage],
    [
      ...(entries.length === 0 ? [] : [style('bold', countOf(told))]),
      ...entries.flatMap((entry) => entryAsText(entry, words, style)),
      ...(inOutage === 0 ? [] : wrapped(words.digest.inOutage(inOutage), HANGING)),
    ],
    report.more.flatMap((line) => lineAsText(line, style)),
    first === undefined ? [] : hintAsText(told.checkCommand(first.subjectId), words, style),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function hintAsText(command: string, { check }: TerminalWords, style: Style): readonly string[] {
  return wrapped(check.byId(unbroken(printable(command))), HANGING).map((line) => style('dim', line));
}

function lineAsText({ label, text }: DigestLine, style: Style): readonly string[] {
  if (label === null) return wrapped(printable(text), HANGING).map((line) => style('dim', line));
  const shown = printable(`${label}:`);
  return emphasised(wrapped(`${shown} ${printable(text)}`, HANGING), shown, style);
}

function entryAsText(entry: DigestEntry, { digest }: TerminalWords, style: Style): readonly string[] {
  const { state, details, statement, standing, mutedByUserId, subjectId } = entry;
  const name = printable(entry.name);
  const who = wrapped(joined([name, printable(details)]), { first: `${STATE_EMOJI[state]} `, rest: INDENT });
  const muted = mutedByUserId === null ? '' : digest.mutedBy(mutedByUserId);
  const below = { first: INDENT, rest: INDENT };
  return [
    ...emphasised(who, name, style),
    ...wrapped(printable(statement), below).map((line) => style(COLOURS[state], line)),
    ...wrapped(printable(joined([standing, muted])), below),
    style('dim', `${INDENT}${printable(subjectId)}`),
  ];
}

/** Makes a part of the first line bold; one that was broken is left as it is. */
function emphasised([first = '', ...rest]: readonly string[], part: string, style: Style): readonly string[] {
  return [first.replace(part, () => style('bold', part)), ...rest];
}

function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
