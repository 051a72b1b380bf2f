import type { Button } from '@slack/types';
import type { Status } from '../incidents/fact.ts';
import type { RootReport } from '../incidents/incident-report.ts';
import { incidentWordsIn } from '../words/incident.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { MARK_LINES } from './as-repeat.ts';
import { actions, button, linkButton, section, type Message } from './blocks.ts';
import { bodyOf } from './body-text.ts';
import { SLACK_LIMITS } from './limits.ts';
import { markup, type Markup } from './markup.ts';
import { drawnLines } from './said-lines.ts';
import { shortenText } from './shorten.ts';
import { statusEmoji } from './status-emoji.ts';
import { validMessage } from './validate-message.ts';

/** What a root message may take up: 14 lines and 2,500 characters with the mark of a repeat. */
const ROOM = { lines: 14 - MARK_LINES, characters: 2_300 } as const;
const MAX_HEADLINE = 300;
const MAX_STATUS = 60;
/** So that one long list keeps no other line out. */
const MAX_LINE = 420;
/** Notification text; Slack shows far less of it. */
const MAX_SUMMARY = 400;

/** An incident as its root message shows it. */
export interface DrawnRoot {
  readonly incidentId: string;
  readonly status: Status;
  readonly report: RootReport;
  /** Where the thread goes on; null: under this very message. */
  readonly threadUrl: string | null;
}

/** The message of an incident that is always current, with what can be done from its status on. */
export function incidentRoot(drawn: DrawnRoot, words: SlackWords): Message {
  const { status, report } = drawn;
  const summary = shortenText(report.summary, MAX_SUMMARY, words.leftOut.characters);
  const others = drawnLines(report.lines, words, MAX_LINE);
  return validMessage({
    text: markup`${statusEmoji(status, report)} ${summary}`.markup,
    blocks: [section(bodyOf(firstLine(drawn, words), others, ROOM, words)), actions(buttonsOf(drawn, words))],
  });
}

function firstLine({ status, report }: DrawnRoot, { leftOut }: SlackWords): Markup {
  const headline = shortenText(report.headline, MAX_HEADLINE, leftOut.characters);
  const said = shortenText(report.status, MAX_STATUS, leftOut.characters);
  return markup`${statusEmoji(status, report)} *${headline}* · ${said}`;
}

function buttonsOf({ incidentId, status, threadUrl }: DrawnRoot, { locale }: SlackWords): readonly Button[] {
  const { buttons } = incidentWordsIn(locale);
  const lead = button(ACTION_IDS.takeLead, buttons.lead, incidentId);
  const mitigated = button(ACTION_IDS.mitigated, buttons.mitigated, incidentId);
  const resolved = button(ACTION_IDS.resolved, buttons.resolved, incidentId);
  const severity = button(ACTION_IDS.changeSeverity, buttons.severity, incidentId);
  const reopen = button(ACTION_IDS.reopen, buttons.reopen, incidentId);
  const close = button(ACTION_IDS.close, buttons.close, incidentId);
  const byStatus: Readonly<Record<Status, readonly Button[]>> = {
    reported: [lead, mitigated, resolved, severity],
    acknowledged: [lead, mitigated, resolved, severity],
    mitigated: [lead, resolved, severity],
    resolved: [reopen, close],
    closed: [reopen],
  };
  // A link that is too long for a button leads nowhere; the message stands without it.
  const hasThread = threadUrl !== null && threadUrl.length <= SLACK_LIMITS.buttonUrl;
  const thread = hasThread ? [linkButton(`${ACTION_IDS.openLink}:0`, buttons.thread, threadUrl)] : [];
  return [...byStatus[status], ...thread];
}
