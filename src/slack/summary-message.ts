import type { Noun, Report } from '../checks/report.ts';
import { STATES } from '../diagnosis/verdict.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { actions, context, section, type Message } from './blocks.ts';
import { openIncidentButton, shareButton, type Frame } from './diagnosis-message.ts';
import { headline } from './headline.ts';
import { markup } from './markup.ts';
import { summaryText } from './report-text.ts';
import { showButton } from './show-button.ts';
import { validMessage } from './validate-message.ts';

export interface SummaryEntry {
  readonly diagnosisId: string;
  readonly report: Report;
}

/** Several diagnoses as they go into one message. */
export interface DrawnSummary extends Frame {
  /** In the order to show them: worst first. At most as many as one check takes. */
  readonly entries: readonly SummaryEntry[];
  readonly noun: Noun;
}

/** Several diagnoses in one message: how many of each state, then a line each with a button to show it whole. */
export function summaryMessage(
  { entries, noun, preface, howAsked, canShare }: DrawnSummary,
  words: SlackWords,
): Message {
  const states = STATES.map(
    (state) => [state, entries.filter(({ report }) => report.state === state).length] as const,
  );
  const subjects = words.summary.headline(noun, entries.length);
  const counts = words.summary.states(states.filter(([, count]) => count > 0));
  const first = `${subjects}: ${counts}`;
  const diagnosisIds = entries.map(({ diagnosisId }) => diagnosisId);
  return validMessage({
    text: [markup`${first}`.markup, ...entries.map(({ report }) => summaryText(report, words))].join('\n'),
    blocks: [
      ...(preface === null ? [] : [context(preface)]),
      section(markup`*${subjects}*: ${counts}`),
      ...entries.map(({ diagnosisId, report }) =>
        section(headline(report, words), showButton({ ...howAsked, diagnosisId }, words)),
      ),
      actions([
        ...(canShare ? [shareButton(diagnosisIds, words.buttons)] : []),
        openIncidentButton(diagnosisIds, words.incidents.buttons),
      ]),
    ],
  });
}
