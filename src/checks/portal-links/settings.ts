import { CronExpressionParser, type CronExpression } from 'cron-parser';
import { IANAZone } from 'luxon';
import { z } from 'zod';
import { DAY_MS } from '../../diagnosis/time.ts';

const FIVE_FIELDS = /^\s*\S+(\s+\S+){4}\s*$/;

const cron = z.string().superRefine((expression, context) => {
  if (!FIVE_FIELDS.test(expression)) {
    context.addIssue({
      code: 'custom',
      message: `"${expression}" is no cron expression: five fields are needed (minute hour day month weekday)`,
    });
    return;
  }
  try {
    CronExpressionParser.parse(expression, { tz: 'UTC' });
  } catch (cause) {
    context.addIssue({
      code: 'custom',
      message: `"${expression}" is no cron expression: ${cause instanceof Error ? cause.message : String(cause)}`,
    });
  }
});

const timeZone = z.string().refine((zone) => IANAZone.isValidZone(zone), {
  error: ({ input }) => `"${String(input)}" is no IANA time zone`,
});

const nonEmpty = z.string().trim().min(1);

/** `error.type` is compared whole: a wildcard would make Sentry search for something else. */
const exceptionType = nonEmpty.regex(/^[^*]*[^*\\]$/, 'an exception class, without * and not ending in \\');

const cadence = z
  .strictObject({
    cron,
    timeZone: timeZone.optional(),
    every: z.int().min(1).max(52).default(1),
    anchor: z.iso.date().nullish(),
  })
  .superRefine(({ cron: expression, anchor }, context) => {
    if (z.iso.date().safeParse(anchor).success && !isPlannedOn(expression, String(anchor))) {
      // A day beside a run would count the weeks from the next one, and turn every verdict round.
      context.addIssue({
        code: 'custom',
        path: ['anchor'],
        message: `${anchor} is no day of "${expression}": name a day with a run`,
      });
    }
  });

/** Says whether a schedule has a run on a day, by the wall clock. */
function isPlannedOn(expression: string, day: string): boolean {
  const dayStartMs = Date.parse(`${day}T00:00:00Z`);
  const planned = parseCron(expression, new Date(dayStartMs - 1));
  // What is no cron expression at all is said of the expression itself.
  if (planned === null) return true;
  return planned.hasNext() && planned.next().getTime() < dayStartMs + DAY_MS;
}

function parseCron(expression: string, currentDate: Date): CronExpression | null {
  try {
    return CronExpressionParser.parse(expression, { tz: 'UTC', currentDate });
  } catch {
    return null;
  }
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
    .refine((cadences) => Object.keys(cadences).length > 0, 'name at least one cadence'),
  sentry: z.strictObject({
    duplicateAttempt: exceptionType,
    noneVerified: exceptionType,
    upstreamError: exceptionType,
    unknownProviderMessage: nonEmpty.refine(
      (phrase) => /[^*\\\s]/.test(phrase),
      'more than * and \\ is needed to search for',
    ),
    idTag: z
      .string()
      .regex(/^[\w.:-]+$/, 'a tag’s name: letters, digits, _ . : -')
      .nullable(),
    idInExtraData: z.boolean(),
  }),
  loki: z.strictObject({
    appLabel: z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'a Loki label name'),
    apps: z.array(nonEmpty).min(1),
    labels: z.record(z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'a Loki label name'), nonEmpty),
    linkCreationFailed: nonEmpty,
    sendFailed: nonEmpty,
    sendFailedSeparator: z.string().min(1),
    runPhrase: nonEmpty.nullable(),
  }),
});

export type PortalLinksSettings = z.infer<typeof portalLinksSettings>;
