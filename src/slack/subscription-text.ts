import type { Fleet, FleetWords } from '../checks/fleet.ts';
import type { EpochMs } from '../diagnosis/time.ts';
import type { Filter } from '../digests/digest.ts';
import type { DigestSchedule, Subscription } from '../digests/subscription.ts';
import type { Dates } from '../words/dates.ts';
import { digestWordsIn } from '../words/digest.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { lines, markup, mention, verbatim, woven, type Markup } from './markup.ts';
import { shortenText } from './shorten.ts';

const MAX_TITLE = 200;

/** A subscription and the words of its check; null: the check is no longer part of the bot. */
export interface DrawnSubscription {
  readonly subscription: Subscription;
  readonly fleet: { readonly words: FleetWords; readonly timeZone: Fleet['timeZone'] } | null;
  /** The next instants at which it is due; none where it never comes again, or is paused. */
  readonly nextMs: readonly EpochMs[];
}

/** What a subscription is to: "Portal links (clinic, weekly)". */
function titleOf(fleetWords: FleetWords, filter: Filter, { locale }: SlackWords): string {
  const selection = Object.entries(filter).map(([trait, values]) =>
    values.map((value) => fleetWords.traitValue(trait, value)),
  );
  return digestWordsIn(locale).title(fleetWords.title, selection);
}

/** A subscription in two lines: to what and how often, and how it stands. */
export function subscriptionText(drawn: DrawnSubscription, nowMs: EpochMs, words: SlackWords): Markup {
  return lines([subscriptionLine(drawn, words), standingText(drawn, nowMs, words)]);
}

/** To what, and how often. */
export function subscriptionLine({ subscription, fleet }: DrawnSubscription, words: SlackWords): Markup {
  const { schedule, filter, locale, quiet, checkId } = subscription;
  const said = words.digests.subscriptions;
  const title = fleet === null ? checkId : titleOf(fleet.words, filter, words);
  const short = shortenText(title, MAX_TITLE, words.leftOut.characters);
  return markup`*${short}* · ${scheduleText(schedule, words)} · ${said.languages[locale]} · ${said.quiets[quiet]}`;
}

/** "every day at 09:00 (America/Los_Angeles)" */
function scheduleText(schedule: DigestSchedule, { digests }: SlackWords): Markup {
  const { schedules } = digests.subscriptions;
  if (schedule.kind === 'after-slot') return markup`${schedules.afterSlot}`;
  const { cron, timeZone } = schedule;
  const [, minute, hour] = /^(\d{1,2}) (\d{1,2}) \* \* \*$/u.exec(cron) ?? [];
  if (minute !== undefined && hour !== undefined) {
    return markup`${schedules.daily(`${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`, timeZone)}`;
  }
  return woven((expression) => schedules.cron(expression, timeZone), verbatim(cron));
}

function standingText(
  { subscription, fleet, nextMs }: DrawnSubscription,
  nowMs: EpochMs,
  words: SlackWords,
): Markup {
  const { status, schedule, createdByUserId } = subscription;
  const said = words.digests.subscriptions;
  const zone = schedule.kind === 'cron' ? schedule.timeZone : (fleet?.timeZone ?? 'UTC');
  const dates = digestWordsIn(words.locale).dates(zone, nowMs);
  if (status.kind === 'paused') return markup`⏸️ ${pausedText(status, dates, words)}`;
  const next = nextMs.length === 0 ? said.never : said.next(nextMs.map((atMs) => dates.zoned(atMs)));
  return markup`${next} · ${woven(said.by, mention(createdByUserId))}`;
}

function pausedText(
  { reason, byUserId, atMs }: Extract<Subscription['status'], { kind: 'paused' }>,
  dates: Dates,
  { digests }: SlackWords,
): Markup {
  const { paused } = digests.subscriptions;
  const at = dates.dayTime(atMs);
  if (reason !== 'by-person') return markup`${paused[reason](at)}`;
  if (byUserId === null) return markup`${paused[reason](at, null)}`;
  return woven((user) => paused[reason](at, user), mention(byUserId));
}
