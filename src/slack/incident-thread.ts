import type { Button } from '@slack/types';
import type { FactReport } from '../incidents/incident-report.ts';
import { incidentWordsIn } from '../words/incident.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { MARK_LINES } from './as-repeat.ts';
import { actions, button, section, type Message, type OutgoingBlock } from './blocks.ts';
import { bodyOf } from './body-text.ts';
import { writeOthersTarget } from './incident-target.ts';
import { drawnLine, drawnLines } from './said-lines.ts';
import { spoken } from './spoken.ts';
import { validMessage } from './validate-message.ts';

/** What a fact may take up: 12 lines with the mark of a repeat. */
const MOST_LINES = 12 - MARK_LINES;
const MAX_BODY = 2_600;
/** Notification text; Slack shows far less of it. */
const MAX_SUMMARY = 400;

/** A fact as the thread tells it. */
export interface DrawnFactReport {
  readonly incidentId: string;
  /** Of the fact. */
  readonly seq: number;
  readonly report: FactReport;
}

/** One fact in the thread: what it says, the evidence of whoever it is about, and what can be done now. */
export function incidentFact({ incidentId, report }: DrawnFactReport, words: SlackWords): Message {
  const { lines: saidLines, evidenceOf, addable } = report;
  const [first, ...others] = drawnLines(saidLines, words);
  const room = { lines: MOST_LINES - evidenceOf.length - addable.length, characters: MAX_BODY };
  const buttons = buttonsOf({ incidentId, report }, words);
  return validMessage({
    text: spoken(report.summary, MAX_SUMMARY, words).markup,
    blocks: [
      ...(first === undefined ? [] : [section(bodyOf(first.drawn, others, room, words))]),
      ...evidenceOf.flatMap((evidence) => evidenceBlocks(evidence, words)),
      ...addable.flatMap((each) => addableBlocks(incidentId, each, words)),
      ...(buttons.length === 0 ? [] : [actions(buttons)]),
    ],
  });
}

function evidenceBlocks(
  { line, diagnosisId }: FactReport['evidenceOf'][number],
  words: SlackWords,
): readonly OutgoingBlock[] {
  const { evidence, checkAgain } = words.buttons;
  return [
    section(drawnLine(line, words)),
    actions([
      button(ACTION_IDS.evidence, evidence, diagnosisId),
      button(ACTION_IDS.checkAgain, checkAgain, diagnosisId),
    ]),
  ];
}

function addableBlocks(
  incidentId: string,
  { seq, line }: FactReport['addable'][number],
  words: SlackWords,
): readonly OutgoingBlock[] {
  const { addOthers } = incidentWordsIn(words.locale).buttons;
  return [
    section(drawnLine(line, words)),
    actions([button(ACTION_IDS.addOthers, addOthers, writeOthersTarget({ incidentId, seq }))]),
  ];
}

function buttonsOf(
  { incidentId, report: { proposesResolution } }: Pick<DrawnFactReport, 'incidentId' | 'report'>,
  { locale }: SlackWords,
): readonly Button[] {
  const { resolved } = incidentWordsIn(locale).buttons;
  return proposesResolution ? [button(ACTION_IDS.resolved, resolved, incidentId)] : [];
}
