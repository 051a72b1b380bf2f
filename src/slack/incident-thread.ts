import type { Button } from '@slack/types';
import type { FactReport } from '../incidents/incident-report.ts';
import { incidentWordsIn } from '../words/incident.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { MARK_LINES } from './as-repeat.ts';
import { actions, button, section, type Message, type OutgoingBlock } from './blocks.ts';
import { bodyOf } from './body-text.ts';
import { writeOthersTarget } from './incident-target.ts';
import { quotedText } from './quoted-text.ts';
import { drawnLine, drawnLines } from './said-lines.ts';
import { spoken } from './spoken.ts';
import { SLACK_LIMITS } from './limits.ts';
import { textLengthOf, validMessage } from './validate-message.ts';

/** What a fact may take up: 12 lines with the mark of a repeat. */
const MOST_LINES = 12 - MARK_LINES;
const MAX_BODY = 2_600;
/** All that stands in the message, and what the mark of a repeat takes up of it: what somebody wrote at length has the room that is left. */
const MAX_QUOTED = SLACK_LIMITS.allBlocksText - 200;
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
  const { quoted, evidenceOf, furtherLines, addable } = report;
  const others = evidenceOf.length + furtherLines.length + addable.length + (quoted === null ? 0 : 1);
  const buttons = buttonsOf({ incidentId, report }, words);
  const head = bodyBlocks(report.lines, MOST_LINES - others, words);
  const rest = [
    ...evidenceOf.flatMap((evidence) => evidenceBlocks(evidence, words)),
    ...bodyBlocks(furtherLines, furtherLines.length, words),
    ...addable.flatMap((each) => addableBlocks(incidentId, each, words)),
    ...(buttons.length === 0 ? [] : [actions(buttons)]),
  ];
  const left = [...head, ...rest].reduce((sum, block) => sum - textLengthOf(block), MAX_QUOTED);
  return validMessage({
    text: spoken(report.summary, MAX_SUMMARY, words).markup,
    blocks: [
      ...head,
      ...(quoted === null ? [] : quotedText(quoted.label, quoted.text, left, words)),
      ...rest,
    ],
  });
}

/** @param room in lines */
function bodyBlocks(
  saidLines: FactReport['lines'],
  room: number,
  words: SlackWords,
): readonly OutgoingBlock[] {
  const [first, ...others] = drawnLines(saidLines, words);
  if (first === undefined) return [];
  return [section(bodyOf(first.drawn, others, { lines: room, characters: MAX_BODY }, words))];
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
  { incidentId, report }: Pick<DrawnFactReport, 'incidentId' | 'report'>,
  { locale }: SlackWords,
): readonly Button[] {
  const { resolved, reopen } = incidentWordsIn(locale).buttons;
  return [
    ...(report.proposesResolution ? [button(ACTION_IDS.resolved, resolved, incidentId)] : []),
    ...(report.offersReopening ? [button(ACTION_IDS.reopen, reopen, incidentId)] : []),
  ];
}
