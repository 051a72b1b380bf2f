import type { Fleet } from '../../src/checks/fleet.ts';
import { isTimeZone } from '../../src/diagnosis/time.ts';
import type { Filter } from '../../src/digests/digest.ts';
import type { DigestSchedule } from '../../src/digests/subscription.ts';
import { CRON_FIELDS, cronProblemOf, isMoreThanHourly, unreadableFieldOf } from '../../src/schedules/cron.ts';
import { filterFields, SUBSCRIBE_FIELDS } from '../../src/slack/subscribe-modal.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';
import { fieldOf } from './on-submission.ts';
import type { SubmissionPayload } from './payloads.ts';

/** What is wrong, by field. */
interface Mistakes {
  readonly errors: Readonly<Record<string, string>>;
}

type Says = SlackWords['digests']['subscribe'];

/**
 * When a channel is to have digests, as somebody has put it into the form. What was filled in and not chosen is a mistake too: they meant something
 * else than they would get.
 */
export function readSchedule(
  submission: SubmissionPayload,
  { digests: { subscribe: says } }: SlackWords,
): DigestSchedule | Mistakes {
  const when = fieldOf(submission, SUBSCRIBE_FIELDS.when)?.selected_option?.value;
  const time = textOf(submission, SUBSCRIBE_FIELDS.time);
  const cron = textOf(submission, SUBSCRIBE_FIELDS.cron);
  const timeZone = textOf(submission, SUBSCRIBE_FIELDS.zone);
  const isDaily = when === 'daily';
  const isCron = when === 'cron';
  const problems = {
    [SUBSCRIBE_FIELDS.time]: isDaily ? timeProblem(time, says) : time === '' ? null : says.timeUnused,
    [SUBSCRIBE_FIELDS.cron]: isCron ? cronProblem(cron, says) : cron === '' ? null : says.cronUnused,
    [SUBSCRIBE_FIELDS.zone]: isDaily || isCron ? zoneProblem(timeZone, says) : null,
  };
  const errors = Object.fromEntries(
    Object.entries(problems).flatMap(([field, problem]) => (problem === null ? [] : [[field, problem]])),
  );
  if (Object.keys(errors).length > 0) return { errors };
  if (isCron) return { kind: 'cron', cron, timeZone };
  if (!isDaily) return { kind: 'after-slot' };
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { kind: 'cron', cron: `${minute} ${hour} * * *`, timeZone };
}

/** Whom the digests are to be about. All values of a trait ask for no more than none of them. */
export function readFilter(submission: SubmissionPayload, filters: Fleet['filters']): Filter {
  const ticked = filterFields(filters).map(({ blockId, trait }) => ({
    trait,
    values: (fieldOf(submission, blockId)?.selected_options ?? []).map(({ value }) => value),
  }));
  return Object.fromEntries(
    Object.entries(filters).flatMap(([trait, all]) => {
      const values = ticked.flatMap((field) => (field.trait === trait ? field.values : []));
      return values.length === 0 || values.length === all.length ? [] : [[trait, values]];
    }),
  );
}

/** Whether both ask for the same, in whatever order. */
export function isSameFilter(one: Filter, other: Filter): boolean {
  const wishes = (filter: Filter): readonly string[] =>
    Object.entries(filter)
      .flatMap(([trait, values]) => values.map((value) => JSON.stringify([trait, value])))
      .toSorted();
  return JSON.stringify(wishes(one)) === JSON.stringify(wishes(other));
}

function timeProblem(time: string, says: Says): string | null {
  if (time === '') return says.timeMissing;
  return /^(?:[01]?\d|2[0-3]):[0-5]\d$/u.test(time) ? null : says.timeWrong(time);
}

function cronProblem(cron: string, says: Says): string | null {
  if (cron === '') return says.cronMissing;
  const problem = cronProblemOf(cron);
  switch (problem?.code) {
    case undefined:
      return isMoreThanHourly(cron) ? says.cronTooOften : null;
    case 'not-five-fields':
      return says.cronFields(problem.fields);
    case 'never':
      return says.cronNever;
    case 'unreadable':
      break;
  }
  const field = unreadableFieldOf(cron);
  const range = field === null ? undefined : CRON_FIELDS[field];
  if (field === null || range === undefined) return says.cronUnreadable;
  return says.cronField(field, cron.split(' ')[field] ?? '', range.least, range.most);
}

function zoneProblem(zone: string, says: Says): string | null {
  if (zone === '') return says.zoneMissing;
  return isTimeZone(zone) ? null : says.zoneWrong(zone);
}

/** Without blanks around it, and with single ones within. */
function textOf(submission: SubmissionPayload, field: string): string {
  return (fieldOf(submission, field)?.value ?? '').trim().replaceAll(/\s+/gu, ' ');
}
