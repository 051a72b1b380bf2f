import { DAY_MS, HOUR_MS, MINUTE_MS, type EpochMs } from '../../diagnosis/time.ts';
import type { Spell } from './ailments.ts';
import { runAtMs, type Cadence, type Week } from '../weeks/calendar.ts';
import type { Part } from './cast.ts';
import { draw, drawInt, drawUuid } from './draw.ts';
import { nameOf } from './names.ts';

/** One clinic or practice that does not exist. */
export interface FleetProvider {
  readonly id: string;
  readonly kind: 'Clinic' | 'Practice';
  readonly name: string;
  readonly isConfigured: boolean;
  /** From before the run of this week on, links are switched off; null: they never are. */
  readonly linksOffFrom: Week | 'always' | null;
  readonly cadence: Cadence;
  readonly threshold: number;
  readonly carePlans: number;
  readonly dashboardId: string | null;
  readonly enrolledAtMs: EpochMs;
  readonly recipients: readonly FleetRecipient[];
  /** What it ails of by its part; others fall ill by turns. */
  readonly spells: readonly Spell[];
}

export interface FleetRecipient {
  /** A desk, no person. */
  readonly name: string;
  readonly address: string;
  /** null: not verified. */
  readonly verifiedAtMs: EpochMs | null;
}

const DESKS = ['Front Desk', 'Care Desk', 'Nurse Desk', 'Records Desk'] as const;

/** Shares of those without a part whom nothing is sent to. */
const LINKS_OFF = 0.03;
const BELOW_THRESHOLD = 0.02;
/** Whoever has a part is neither of these by chance. */
const NO_FATE = 0.5;

/** Everything about one provider that no week changes. */
export function createProvider(seed: number, number: number, part: Part | null): FleetProvider {
  const of = (what: string): string => `${number}:${what}`;
  const kind = draw(seed, of('kind')) < 0.7 ? 'Clinic' : 'Practice';
  const enrolledAtMs = part?.isNew === true ? newlyEnrolledAtMs() : enrolmentOf(seed, of('enrolment'));
  const threshold = drawInt(seed, of('threshold'), 3, 8);
  const fate = part === null ? draw(seed, of('fate')) : NO_FATE;
  return {
    id: drawUuid(seed, of('id')),
    kind,
    name: nameOf(seed, number, kind),
    isConfigured: part?.isConfigured ?? true,
    linksOffFrom: part?.linksOffFrom ?? (fate < LINKS_OFF ? 'always' : null),
    cadence: part?.cadence ?? 'weekly',
    threshold,
    carePlans: threshold + (part?.carePlansToSpare ?? carePlansToSpare(seed, of('plans'), fate)),
    dashboardId: part?.hasDashboard === false ? null : drawUuid(seed, of('dashboard')),
    enrolledAtMs,
    recipients: recipientsOf(seed, number, enrolledAtMs, part?.hasVerifiedRecipients ?? true),
    spells: part?.spells ?? [],
  };
}

/** Says whether the job is to serve a provider at the run of a week. */
export function isServed(provider: FleetProvider, week: Week): boolean {
  const { isConfigured, linksOffFrom, carePlans, threshold, dashboardId, enrolledAtMs, recipients } =
    provider;
  return (
    isConfigured &&
    linksOffFrom !== 'always' &&
    (linksOffFrom === null || week < linksOffFrom) &&
    carePlans >= threshold &&
    dashboardId !== null &&
    enrolledAtMs < runAtMs(week) &&
    recipients.some(({ verifiedAtMs }) => verifiedAtMs !== null)
  );
}

/** When somebody switches its links off, before the run of that week; null: never, or long ago. */
export function linksOffAtMs({ linksOffFrom }: FleetProvider): EpochMs | null {
  return linksOffFrom === null || linksOffFrom === 'always' ? null : runAtMs(linksOffFrom) - 3 * HOUR_MS;
}

/** Between two years and four months before the story's last week. */
function enrolmentOf(seed: number, purpose: string): EpochMs {
  return runAtMs(0) - drawInt(seed, purpose, 130, 730) * DAY_MS - 20 * HOUR_MS;
}

/** The day before the sandbox begins, so that its first run is still to come. */
function newlyEnrolledAtMs(): EpochMs {
  return runAtMs(0) + 2 * DAY_MS - 2 * HOUR_MS;
}

/** Most have plenty, a few have hardly enough, and some have too few. */
function carePlansToSpare(seed: number, purpose: string, fate: number): number {
  if (fate > 1 - BELOW_THRESHOLD) return -1;
  const isClose = draw(seed, `${purpose}:close`) < 0.04;
  return isClose ? drawInt(seed, purpose, 0, 2) : drawInt(seed, purpose, 3, 40);
}

/** The addresses end in `.example`, which nobody can own. */
function recipientsOf(
  seed: number,
  number: number,
  enrolledAtMs: EpochMs,
  isVerified: boolean,
): readonly FleetRecipient[] {
  const count = drawInt(seed, `${number}:recipients`, 2, DESKS.length);
  const hasUnverified = count > 2 && draw(seed, `${number}:unverified`) < 0.1;
  return DESKS.slice(0, count).map((name, index) => ({
    name,
    address: `${name.toLowerCase().replace(' ', '-')}@provider-${number}.example`,
    verifiedAtMs:
      isVerified && !(hasUnverified && index === DESKS.length - 1)
        ? enrolledAtMs + 10 * MINUTE_MS * (index + 1)
        : null,
  }));
}
