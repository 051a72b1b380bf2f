import { z } from 'zod';
import { DAY_MS, isTimeZone } from '../../diagnosis/time.ts';
import { must, unmet, type Requirement } from '../../requirements.ts';
import { cronProblemOf, plannedBetween, type CronProblem } from '../../schedules/cron.ts';

const cron = z.string().superRefine((expression, context) => {
  const problem = cronProblemOf(expression);
  if (problem !== null) context.addIssue(unmet(requirementOf(problem, expression)));
});

function requirementOf(
  problem: CronProblem,
  expression: string,
): Requirement<'five-fields' | 'cron-expression' | 'some-day'> {
  switch (problem.code) {
    case 'not-five-fields':
      return { code: 'five-fields', params: { expression } };
    case 'unreadable':
      return { code: 'cron-expression', params: { expression, reason: problem.reason } };
    case 'never':
      return { code: 'some-day', params: { expression } };
  }
}

const timeZone = z.string().superRefine((zone, context) => {
  if (!isTimeZone(zone)) context.addIssue(unmet({ code: 'time-zone', params: { zone } }));
});

const nonEmpty = z.string().trim().min(1);

const label = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, must('label-name'));

/** `error.type` is compared whole: a wildcard would make Sentry search for something else. */
const exceptionType = nonEmpty.regex(/^[^*]*[^*\\]$/, must('exception-class'));

const cadence = z
  .strictObject({
    cron,
    timeZone: timeZone.optional(),
    every: z.int().min(1).max(52).default(1),
    anchor: z.iso.date(must('date')).nullish(),
  })
  .superRefine(({ cron: expression, anchor }, context) => {
    if (z.iso.date().safeParse(anchor).success && !isPlannedOn(expression, String(anchor))) {
      // A day beside a run would count the weeks from the next one, and turn every verdict round.
      const requirement = { code: 'day-with-run', params: { day: String(anchor), expression } } as const;
      context.addIssue({ ...unmet(requirement), path: ['anchor'] });
    }
  });

/** Says whether a schedule has a run on a day, by the wall clock. */
function isPlannedOn(expression: string, day: string): boolean {
  // What is wrong with the expression is said of the expression itself.
  if (cronProblemOf(expression) !== null) return true;
  const dayStartMs = Date.parse(`${day}T00:00:00Z`);
  const everyRun = { cron: expression, timeZone: 'UTC', every: 1, anchor: null };
  return plannedBetween(everyRun, dayStartMs, dayStartMs + DAY_MS - 1).length > 0;
}

/** The shape of `portal-links.yml`. Unknown keys are refused: a misspelt one would silently change nothing. */
export const portalLinksSettings = z.strictObject({
  timeZone,
  slots: z.strictObject({
    toleranceMinutes: z.number().min(5).max(1_440),
    clockSkewMinutes: z.number().min(0).max(60),
  }),
  cadences: z
    .record(nonEmpty, cadence)
    .refine((cadences) => Object.keys(cadences).length > 0, must('some-cadence')),
  sentry: z.strictObject({
    duplicateAttempt: exceptionType,
    noneVerified: exceptionType,
    upstreamError: exceptionType,
    unknownProviderMessage: nonEmpty.refine((phrase) => /[^*\\\s]/.test(phrase), must('searchable-phrase')),
    idTag: z
      .string()
      .regex(/^[\w.:-]+$/, must('tag-name'))
      .nullable(),
    idInExtraData: z.boolean(),
  }),
  loki: z.strictObject({
    appLabel: label,
    apps: z.array(nonEmpty).min(1),
    labels: z.record(label, nonEmpty),
    linkCreationFailed: nonEmpty,
    sendFailed: nonEmpty,
    sendFailedSeparator: z.string().min(1),
    runPhrase: nonEmpty.nullable(),
  }),
});

export type PortalLinksSettings = z.infer<typeof portalLinksSettings>;
