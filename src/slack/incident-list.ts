import type { Status } from '../incidents/fact.ts';
import type { RootReport } from '../incidents/incident-report.ts';
import { incidentWordsIn } from '../words/incident.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { button, context, section, type Message, type OutgoingBlock } from './blocks.ts';
import { markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { STATUS_EMOJI } from './status-emoji.ts';
import { validMessage } from './validate-message.ts';

/** More are counted. */
const MOST_SHOWN = 20;
const MAX_LINE = 400;

/** An incident on a list. */
export interface ListedIncident {
  readonly incidentId: string;
  readonly status: Status;
  readonly report: Pick<RootReport, 'summary'>;
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
  return validMessage({
    text: markup`${headline}`.markup,
    blocks: [
      section(markup`*${headline}*`),
      ...incidentRows(underWay, words),
      ...(resolved.length === 0
        ? []
        : [section(markup`*${list.resolved(resolved.length)}*`), ...incidentRows(resolved, words)]),
    ],
  });
}

/** One line for each, with a button to show it. What is too much is counted. @param most so many are shown */
export function incidentRows(
  incidents: readonly ListedIncident[],
  words: SlackWords,
  most: number = MOST_SHOWN,
): readonly OutgoingBlock[] {
  const { list } = incidentWordsIn(words.locale);
  const rest = incidents.length - most;
  return [
    ...incidents.slice(0, most).map(({ incidentId, status, report }) => {
      const line = shortenText(report.summary, MAX_LINE, words.leftOut.characters);
      const show = button(ACTION_IDS.showIncident, words.buttons.show, incidentId);
      return section(markup`${STATUS_EMOJI[status]} ${line}`, show);
    }),
    ...(rest <= 0 ? [] : [context(markup`${list.more(rest)}`)]),
  ];
}
