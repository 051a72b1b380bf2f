import type { Noun, Report } from '../checks/report.ts';
import { STATES } from '../diagnosis/verdict.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { button, section, type Message } from './blocks.ts';
import { summaryText } from './report-text.ts';
import { headline } from './headline.ts';
import { markup } from './markup.ts';
import { validMessage } from './validate-message.ts';

export interface SummaryEntry {
  readonly diagnosisId: string;
  readonly report: Report;
}

/**
 * Several diagnoses in one message: how many of each state, then a line each with a button to show it whole.
 * @param entries in the order to show them: worst first. At most as many as one check takes.
 */
export function summaryMessage(entries: readonly SummaryEntry[], noun: Noun, words: SlackWords): Message {
  const states = STATES.map(
    (state) => [state, entries.filter(({ report }) => report.state === state).length] as const,
  );
  const subjects = words.summary.headline(noun, entries.length);
  const counts = words.summary.states(states.filter(([, count]) => count > 0));
  const first = `${subjects}: ${counts}`;
  return validMessage({
    text: [markup`${first}`.markup, ...entries.map(({ report }) => summaryText(report, words))].join('\n'),
    blocks: [
      section(markup`*${subjects}*: ${counts}`),
      ...entries.map(({ diagnosisId, report }) =>
        section(headline(report, words), button(ACTION_IDS.show, words.buttons.show, diagnosisId)),
      ),
    ],
  });
}
