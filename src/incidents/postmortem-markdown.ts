import { createHash } from 'node:crypto';
import { escapedMarkdown } from '../words/markdown.ts';
import type { PostmortemSection } from './fact.ts';
import type { Postmortem } from './postmortem.ts';
import { sectionOf, timelineAsMarkdown, timesOf, type PostmortemTelling } from './postmortem-sections.ts';

/** The parts of the document, in the order of the team's form. */
const PARTS = [
  'title',
  'summary',
  'severity',
  'times',
  'learnings',
  'impact',
  'monitoring',
  'whys',
  'prevented',
  'detected-earlier',
  'mitigated-sooner',
  'timeline',
] as const;
type Part = (typeof PARTS)[number];

/** One part as it stands in a document, with the mark by which it is known again. */
interface Marked {
  readonly part: Part;
  /** Of the text that was generated: a text of another one was edited by people. */
  readonly mark: string;
  readonly text: string;
}

const MARK = /^<!-- portal-check (?<part>[a-z-]+) (?<mark>[0-9a-f]{12}) -->$/u;

/** What became of a document that was generated again. */
export interface MergedPostmortem {
  readonly markdown: string;
  /** The headings of what people have edited: left as it was. */
  readonly kept: readonly string[];
}

/**
 * A postmortem as Markdown, in the team's form. Each part stands behind a comment that tells what was generated, so that generating again
 * leaves alone what people have edited.
 */
export function postmortemMarkdown(postmortem: Postmortem, by: PostmortemTelling): string {
  return written(PARTS.map((part) => generated(part, postmortem, by)));
}

/**
 * Generates a postmortem again into what stands there: parts that people have edited stay as they are, with everything that they have put
 * between; the others are renewed.
 * @param standing the document as it is now
 */
export function mergePostmortem(
  standing: string,
  postmortem: Postmortem,
  by: PostmortemTelling,
): MergedPostmortem {
  const { preface, parts } = read(standing);
  const edited = parts.filter(({ mark, text }) => markOf(text) !== mark);
  const isEdited = new Set(edited.map(({ part }) => part));
  const present = new Set(parts.map(({ part }) => part));
  const renewed = parts.map((each) =>
    isEdited.has(each.part) ? each : generated(each.part, postmortem, by),
  );
  // A document that holds none of it is somebody's own: all of it comes behind.
  const added = present.size === 0 ? PARTS : [];
  const document = written([...renewed, ...added.map((part) => generated(part, postmortem, by))]);
  return {
    markdown: preface === '' ? document : `${preface}\n\n${document}`,
    kept: edited.map(({ part, text }) => headingIn(text) ?? part),
  };
}

/** What stands in the form for people to write, or to write anew: what they have written, else what is generated. */
export function textOfSection(
  section: PostmortemSection,
  postmortem: Postmortem,
  by: PostmortemTelling,
): string {
  return postmortem.written[section]?.text ?? sectionOf(section, postmortem, by);
}

function generated(part: Part, postmortem: Postmortem, by: PostmortemTelling): Marked {
  const text = textOf(part, postmortem, by).trim();
  return { part, mark: markOf(text), text };
}

function textOf(part: Part, postmortem: Postmortem, by: PostmortemTelling): string {
  const { headings, severity } = by.words;
  switch (part) {
    case 'title':
      return `# ${titleOf(postmortem, by)}`;
    case 'severity':
      return `## ${headings.severity}\n\n${severity(postmortem.incident.severity)}`;
    case 'times':
      return `## ${headings.times}\n\n${timesOf(postmortem, by)}`;
    case 'timeline':
      return `## ${headings.timeline(by.telling.timeZone)}\n\n${timelineAsMarkdown(postmortem, by)}`;
    case 'prevented':
      return `## ${headings.could}\n\n### ${headings.prevented}\n\n${bodyOf(part, postmortem, by)}`;
    case 'detected-earlier':
    case 'mitigated-sooner':
      return `### ${headings[part]}\n\n${bodyOf(part, postmortem, by)}`;
    case 'summary':
    case 'learnings':
    case 'impact':
    case 'monitoring':
    case 'whys':
      return `## ${headings[part]}\n\n${bodyOf(part, postmortem, by)}`;
  }
}

function bodyOf(section: PostmortemSection, postmortem: Postmortem, by: PostmortemTelling): string {
  const text = textOfSection(section, postmortem, by).trim();
  return text === '' ? `_${by.words.toWrite}_` : withoutMarks(text);
}

/** "9 June 2025 · P1 · Patients Treated held everybody's patients" */
function titleOf({ incident, clocks }: Postmortem, { telling }: PostmortemTelling): string {
  const { title, severity, number } = incident;
  return [telling.dates.date(clocks.reported.atMs), severity, title === '' ? `#${number}` : title]
    .map(escapedMarkdown)
    .join(' · ');
}

function written(parts: readonly Marked[]): string {
  return `${parts.map(({ part, mark, text }) => `<!-- portal-check ${part} ${mark} -->\n${text}`).join('\n\n')}\n`;
}

function read(document: string): { readonly preface: string; readonly parts: readonly Marked[] } {
  const preface: string[] = [];
  const parts: { part: Part; mark: string; lines: string[] }[] = [];
  for (const line of document.replaceAll('\r\n', '\n').split('\n')) {
    const found = MARK.exec(line.trim())?.groups;
    const part = PARTS.find((each) => each === found?.['part']);
    if (part !== undefined) parts.push({ part, mark: found?.['mark'] ?? '', lines: [] });
    else (parts.at(-1)?.lines ?? preface).push(line);
  }
  return {
    preface: preface.join('\n').trim(),
    parts: parts.map(({ part, mark, lines }) => ({ part, mark, text: lines.join('\n').trim() })),
  };
}

/** What people write must not look like one of the bot's own marks. */
function withoutMarks(text: string): string {
  return text.replaceAll('<!--', '<\\!--');
}

function headingIn(text: string): string | null {
  return /^#+ (?<heading>.+)$/mu.exec(text)?.groups?.['heading'] ?? null;
}

function markOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
