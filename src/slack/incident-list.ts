import type { Status } from '../incidents/fact.ts';
import type { RootReport } from '../incidents/incident-report.ts';
import { incidentWordsIn } from '../words/incident.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { button, context, section, type Message, type OutgoingBlock } from './blocks.ts';
import { markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { statusEmoji } from './status-emoji.ts';
import { validMessage } from './validate-message.ts';

/** More are counted. */
const MOST_SHOWN = 20;
const MAX_LINE = 400;
/** Of all lines of a message together, in characters as Slack counts them. */
const MAX_LINES_IN_ALL = 12_000;

/** An incident on a list. */
export interface ListedIncident {
  readonly incidentId: string;
  readonly status: Status;
  readonly report: Pick<RootReport, 'summary' | 'isAtOdds'>;
}

/**
 * The incidents that there are, one line each; of the open ones those that are resolved apart, behind the others.
 * @param incidents in the order to show them
 */
export function incidentListMessage(
  which: 'open' | 'all',
  incidents: readonly ListedIncident[],
  words: SlackWords,
): Message {
  const { list } = incidentWordsIn(words.locale);
  if (incidents.length === 0) {
    const none = markup`${list.none[which]}`;
    return validMessage({ text: none.markup, blocks: [section(none)] });
  }
  const underWay = which === 'all' ? incidents : incidents.filter(({ status }) => status !== 'resolved');
  const resolved = which === 'all' ? [] : incidents.filter(({ status }) => status === 'resolved');
  const headline = underWay.length === 0 ? list.none[which] : list.headline[which](underWay.length);
  const shown = [underWay, resolved].reduce((sum, { length }) => sum + Math.min(length, MOST_SHOWN), 0);
  const maxLine = Math.min(MAX_LINE, Math.floor(MAX_LINES_IN_ALL / shown));
  const rowsOf = (some: readonly ListedIncident[]) => incidentRows(some, words, MOST_SHOWN, maxLine);
  return validMessage({
    text: markup`${headline}`.markup,
    blocks: [
      section(markup`*${headline}*`),
      ...rowsOf(underWay),
      ...(resolved.length === 0
        ? []
        : [section(markup`*${list.resolved(resolved.length)}*`), ...rowsOf(resolved)]),
    ],
  });
}

/** One line for each, with a button to show it. What is too much is counted. @param most so many are shown */
export function incidentRows(
  incidents: readonly ListedIncident[],
  words: SlackWords,
  most: number = MOST_SHOWN,
  maxLine: number = MAX_LINE,
): readonly OutgoingBlock[] {
  const { list } = incidentWordsIn(words.locale);
  const rest = incidents.length - most;
  return [
    ...incidents.slice(0, most).map(({ incidentId, status, report }) => {
      const line = shortenText(report.summary, maxLine, words.leftOut.characters);
      const show = button(ACTION_IDS.showIncident, words.buttons.show, incidentId);
      return section(markup`${statusEmoji(status, report)} ${line}`, show);
    }),
    ...(rest <= 0 ? [] : [context(markup`${list.more(rest)}`)]),
  ];
}
