import type { Noun } from '../checks/report.ts';
import type { Status } from '../incidents/fact.ts';
import { incidentWordsIn } from '../words/incident.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { actions, context, linkButton, section, type Message, type OutgoingBlock } from './blocks.ts';
import { MENTION } from './command-text.ts';
import { INCIDENT_COMMAND } from './incident-command-text.ts';
import type { Elsewhere } from './incident-elsewhere.ts';
import type { MentionProblem } from './incident-mention-text.ts';
import { SLACK_LIMITS } from './limits.ts';
import { lines, markup, verbatim } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validMessage } from './validate-message.ts';

const MAX_WORD = 80;
const MAX_LINE = 300;

/** How to use `/portal-incident`, and mentions in the thread of an incident. */
export function incidentHelpMessage(noun: Noun, words: SlackWords): Message {
  return headed(words.incidents.help.headline, [...commandRows(noun, words), ...threadRows(words)]);
}

/** Says which word of the command cannot be read, and what can. */
export function incidentUsageMessage(word: string, noun: Noun, words: SlackWords): Message {
  return headed(words.incidents.usage.unknown(short(word, words)), commandRows(noun, words));
}

/** How to mention the bot in the thread of an incident. */
export function incidentThreadHelp(words: SlackWords): Message {
  const { help } = words.incidents;
  return headed(help.thread, [...mentionRows(words), context(markup`${help.buttons}`)]);
}

/** The incident that something was asked of. */
export interface MeantIncident {
  readonly number: number;
  /** "#7 P2 “clinics silently skipped” (3 providers)" */
  readonly line: string;
  readonly status: Status;
  /** Of its root message; null: it does not stand yet. */
  readonly url: string | null;
}

/** Says where that is done which somebody has asked for. @param meant null: nobody knows of which incident */
export function elsewhereMessage(where: Elsewhere, meant: MeantIncident | null, words: SlackWords): Message {
  const { elsewhere, unchanged, buttons } = words.incidents;
  const incidentWords = incidentWordsIn(words.locale);
  const said =
    where.by === 'button'
      ? markup`${elsewhere.button(incidentWords.buttons[where.deed])}`
      : where.by === 'thread'
        ? markup`${elsewhere.thread} ${verbatim(`${MENTION} ${EXAMPLES[words.locale][where.deed]}`)}`
        : markup`${elsewhere.command} ${verbatim(commandOf(where, meant, words))}`;
  const { url = null } = meant ?? {};
  return validMessage({
    text: said.markup,
    blocks: [
      section(markup`ℹ️ ${said}`),
      ...(meant === null
        ? []
        : [
            context(
              markup`${unchanged.stands(short(meant.line, words, MAX_LINE), incidentWords.statuses[meant.status])}`,
            ),
          ]),
      ...(url === null || url.length > SLACK_LIMITS.buttonUrl
        ? []
        : [actions([linkButton(`${ACTION_IDS.openLink}:0`, buttons.go, url)])]),
    ],
  });
}

/** "/portal-incident add #7 Duke Health" */
function commandOf(
  { deed, rest }: Extract<Elsewhere, { readonly by: 'command' }>,
  meant: MeantIncident | null,
  words: SlackWords,
): string {
  const named = rest === '' ? '…' : short(rest, words);
  return [
    INCIDENT_COMMAND,
    deed,
    ...(meant === null ? [] : [`#${meant.number}`]),
    ...(deed === 'add' || deed === 'remove' ? [named] : []),
  ].join(' ');
}

/** An answer that found nobody, and beneath it what is read in the thread of an incident. */
export function withIncidentMentions({ text, blocks }: Message, words: SlackWords): Message {
  const examples = EXAMPLES[words.locale];
  const said = DEEDS.map((deed) => examples[deed]).join(' · ');
  return validMessage({
    text,
    blocks: [...blocks, context(markup`${words.incidents.help.meantHere(said)}`)],
  });
}

/** Says what of a mention cannot be read, and what can. */
export function mentionUsageMessage(problem: MentionProblem, words: SlackWords): Message {
  const { buttons } = words.incidents.help;
  return headed(sentenceFor(problem, words), [...mentionRows(words), context(markup`${buttons}`)]);
}

function headed(sentence: string, blocks: readonly OutgoingBlock[]): Message {
  return validMessage({
    text: markup`${sentence}`.markup,
    blocks: [section(markup`*${sentence}*`), ...blocks],
  });
}

function sentenceFor(problem: MentionProblem, words: SlackWords): string {
  const { usage } = words.incidents;
  switch (problem.code) {
    case 'no-text':
      return usage.noText;
    case 'no-event':
      return usage.noEvent;
    case 'no-seq':
      return usage.noSeq;
    case 'no-right':
      return usage.noRight;
    case 'no-time':
      return usage.noTime(short(problem.word, words));
  }
}

function commandRows(noun: Noun, { incidents: { help } }: SlackWords): readonly OutgoingBlock[] {
  const rows = [
    ['open', help.open],
    ['list', help.list],
    ['show #7', help.show],
    ['add #7 …', help.add(noun)],
    ['remove #7 …', help.remove],
    ['postmortem #7', help.postmortem],
    ['help', help.help],
  ] as const;
  const also = help.also();
  return [
    section(
      lines(
        rows.map(([command, meaning]) => markup`${verbatim(`${INCIDENT_COMMAND} ${command}`)} ${meaning}`),
      ),
    ),
    context(markup`${help.number} ${help.buttons} ${help.rights}`),
    ...(also === null ? [] : [context(markup`${also}`)]),
  ];
}

function threadRows(words: SlackWords): readonly OutgoingBlock[] {
  return [section(markup`*${words.incidents.help.thread}*`), ...mentionRows(words)];
}

function mentionRows({ locale, incidents: { help } }: SlackWords): readonly OutgoingBlock[] {
  const examples = EXAMPLES[locale];
  const rows = DEEDS.map((deed) => markup`${verbatim(`${MENTION} ${examples[deed]}`)} ${help.mention[deed]}`);
  return [section(lines(rows))];
}

const DEEDS = ['check', 'note', 'at', 'timeline', 'status', 'correct', 'withdraw', 'help'] as const;

/** What `incident-mention-text.ts` reads. Both languages are read, whoever writes. */
const EXAMPLES: Readonly<Record<SlackWords['locale'], Readonly<Record<(typeof DEEDS)[number], string>>>> = {
  en: {
    check: 'check',
    note: 'note …',
    at: 'at 12:28 …',
    timeline: 'timeline',
    status: 'status',
    correct: 'correct 5 at 12:30 …',
    withdraw: 'withdraw 5',
    help: 'help',
  },
  es: {
    check: 'revisar',
    note: 'nota …',
    at: 'a las 12:28 …',
    timeline: 'línea temporal',
    status: 'estado',
    correct: 'corregir 5 a las 12:30 …',
    withdraw: 'retirar 5',
    help: 'ayuda',
  },
};

function short(word: string, { leftOut }: SlackWords, most = MAX_WORD): string {
  return shortenText(word, most, leftOut.characters);
}
