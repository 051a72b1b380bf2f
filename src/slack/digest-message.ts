import type { DigestReport } from '../digests/digest-report.ts';
import { FEWEST_TREND_POINTS } from '../digests/trend.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { actions, button, context, section, type Message } from './blocks.ts';
import { bodyText } from './body-text.ts';
import { writeOpenFrom } from './incident-target.ts';
import { SLACK_LIMITS } from './limits.ts';
import { markup, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { STATE_EMOJI } from './state-emoji.ts';
import { validMessage } from './validate-message.ts';

const MAX_HEADLINE = 600;
const MAX_COVERAGE = 900;
/** Notification text; Slack shows far less of it. */
const MAX_SUMMARY = 400;
/** Headline and lines: with the coverage they are ten. */
const BODY = { lines: 9, characters: SLACK_LIMITS.textObject };

/** A digest as it goes into a channel, or to one person. */
export interface DrawnDigest {
  readonly digestId: string;
  readonly report: DigestReport;
  /** How many complete digests of its scope there are, with this one. */
  readonly trendPoints: number;
  /** Only one person sees it, and it has no thread. */
  readonly isPrivate: boolean;
}

/** A digest in at most ten lines, with buttons to look further; one line and what it rests on where nothing has changed. */
export function digestMessage(drawn: DrawnDigest, words: SlackWords): Message {
  const { report } = drawn;
  const emoji = STATE_EMOJI[report.worst];
  const summary = markup`${emoji} ${shortenText(report.summary, MAX_SUMMARY, words.leftOut.characters)}`;
  return validMessage({
    text: summary.markup,
    blocks: [
      report.isQuiet ? context(summary) : section(bodyOf(report, words)),
      context(coverageOf(report, words)),
      actions(buttonsOf(drawn, words)),
    ],
  });
}

function bodyOf({ worst, headline, lines }: DigestReport, words: SlackWords): Markup {
  const short = shortenText(headline, MAX_HEADLINE, words.leftOut.characters);
  return bodyText(markup`${STATE_EMOJI[worst]} *${short}*`, lines, BODY, words);
}

function coverageOf({ coverage, more }: DigestReport, { digests, leftOut }: SlackWords): Markup {
  const said = shortenText(coverage, MAX_COVERAGE, leftOut.characters);
  return more.length === 0 ? markup`${said}` : markup`${said} · ${digests.more(more.length)}`;
}

function buttonsOf({ digestId, trendPoints, isPrivate }: DrawnDigest, { digests, incidents }: SlackWords) {
  const { details, detailsInThread, trend, csv } = digests.buttons;
  return [
    button(ACTION_IDS.digestDetails, isPrivate ? details : detailsInThread, digestId),
    ...(trendPoints < FEWEST_TREND_POINTS ? [] : [button(ACTION_IDS.digestTrend, trend, digestId)]),
    button(ACTION_IDS.digestCsv, csv, digestId),
    button(ACTION_IDS.openIncident, incidents.buttons.open, writeOpenFrom({ kind: 'digest', id: digestId })),
  ];
}
