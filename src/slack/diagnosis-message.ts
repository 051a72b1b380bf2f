import type { Button } from '@slack/types';
import type { Report } from '../checks/report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { actions, button, context, linkButton, section, type Message } from './blocks.ts';
import { writeOpenFrom } from './incident-target.ts';
import { SLACK_LIMITS } from './limits.ts';
import { linkButtons } from './link-buttons.ts';
import { markup, type Markup } from './markup.ts';
import { reportText, summaryText } from './report-text.ts';
import { shortenText } from './shorten.ts';
import { writeDiagnosisIds, writeFoundDiagnosis, type HowAsked } from './target.ts';
import { validMessage } from './validate-message.ts';

const MAX_LINKS = 5;

/** What stands around an answer in a message. */
export interface Frame {
  /** What stands above it: what has changed, who shared it; null: nothing. */
  readonly preface: Markup | null;
  readonly howAsked: HowAsked;
  /** Only the asker sees it, and it may be shown to the channel. */
  readonly canShare: boolean;
}

/** A diagnosis as it goes into a message: its words, and what can be done with it there. */
export interface DrawnDiagnosis extends Frame {
  readonly diagnosisId: string;
  readonly report: Report;
}

/** For engineers: links to the sources, and what it rests on. */
export interface EngineersDiagnosis extends DrawnDiagnosis {
  readonly hasTimeline: boolean;
  readonly hasDirectory: boolean;
}

/** For the help desk: no button that opens something that the help desk cannot see. */
export interface DeskDiagnosis extends DrawnDiagnosis {
  readonly hasDirectory: boolean;
  /** The subject's page in the application; null: none is configured. */
  readonly subjectUrl: string | null;
  readonly canCheckAddress: boolean;
  readonly canHandOver: boolean;
}

/** One diagnosis as engineers read it: the headline, the body, and buttons to look further. */
export function diagnosisMessage(drawn: EngineersDiagnosis, words: SlackWords): Message {
  const { report, diagnosisId } = drawn;
  const { buttons: links, notes } = linkButtons(report.links, words, MAX_LINKS);
  return messageOf(drawn, words, notes, [
    ...links,
    button(ACTION_IDS.evidence, words.buttons.evidence, diagnosisId),
    button(ACTION_IDS.checkAgain, words.buttons.checkAgain, diagnosisId),
    ...(drawn.hasTimeline ? [button(ACTION_IDS.timeline, words.buttons.timeline, diagnosisId)] : []),
  ]);
}

/** One diagnosis as the help desk reads it, with what the help desk can do. */
export function deskMessage(drawn: DeskDiagnosis, words: SlackWords): Message {
  const { diagnosisId, subjectUrl } = drawn;
  return messageOf(
    drawn,
    words,
    [],
    [
      ...(subjectUrl === null
        ? []
        : [linkButton(`${ACTION_IDS.openLink}:0`, words.buttons.openInAdmin, subjectUrl)]),
      ...(drawn.canCheckAddress
        ? [button(ACTION_IDS.checkAddress, words.buttons.checkAddress, diagnosisId)]
        : []),
      ...(drawn.canHandOver ? [button(ACTION_IDS.handOver, words.buttons.handOver, diagnosisId)] : []),
      button(ACTION_IDS.checkAgain, words.buttons.checkAgain, diagnosisId),
    ],
  );
}

function messageOf(
  drawn: DrawnDiagnosis & { readonly hasDirectory: boolean },
  words: SlackWords,
  notes: readonly string[],
  main: readonly Button[],
): Message {
  const { report, preface } = drawn;
  return validMessage({
    text: summaryText(report, words),
    blocks: [
      ...(preface === null ? [] : [context(preface)]),
      section(reportText(report, words)),
      ...(notes.length === 0 ? [] : [context(shortNotes(notes, words))]),
      actions(main),
      actions(aboutIt(drawn, words)),
    ],
  });
}

/** Whether it is the right one, whether it is right, and who may see it. */
function aboutIt(
  { diagnosisId, howAsked, canShare, hasDirectory }: DrawnDiagnosis & { hasDirectory: boolean },
  { buttons, incidents }: SlackWords,
): readonly Button[] {
  return [
    ...(canShare ? [shareButton([diagnosisId], buttons)] : []),
    ...(hasDirectory
      ? [button(ACTION_IDS.notThisOne, buttons.notThisOne, writeFoundDiagnosis({ ...howAsked, diagnosisId }))]
      : []),
    button(ACTION_IDS.right, buttons.right, diagnosisId),
    button(ACTION_IDS.wrong, buttons.wrong, diagnosisId),
    openIncidentButton([diagnosisId], incidents.buttons),
  ];
}

/** "Share here", for everything that one message shows. */
export function shareButton(diagnosisIds: readonly string[], { share }: SlackWords['buttons']): Button {
  return button(ACTION_IDS.share, share, writeDiagnosisIds(diagnosisIds));
}

/** "Open incident", from everything that one message shows. */
export function openIncidentButton(
  diagnosisIds: readonly string[],
  { open }: SlackWords['incidents']['buttons'],
): Button {
  return button(ACTION_IDS.openIncident, open, writeOpenFrom({ kind: 'diagnoses', ids: diagnosisIds }));
}

function shortNotes(notes: readonly string[], words: SlackWords): Markup {
  return markup`${shortenText(notes.join(' '), SLACK_LIMITS.textObject, words.leftOut.characters)}`;
}
