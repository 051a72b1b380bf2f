import { DAY_MS, HOUR_MS, type Window } from '../../diagnosis/time.ts';
import type { CheckRequest } from '../check.ts';
import type { ExceptionsQuestion, Questions, Statement } from '../questions.ts';
import { scheduleOf, slotsOpenedBy, type Slot } from './schedule.ts';
import { LEDGER_SLOTS } from './see-cadence.ts';
import type { PortalLinksSettings } from './settings.ts';

/** Sentry keeps events for 90 days by default, and Loki's older lines cost much and tell little: logs are not asked further back. */
const LONGEST_WINDOW_MS = 90 * DAY_MS;

/** One slot of one cadence. */
export interface CadenceSlot extends Slot {
  readonly cadence: string;
}

/** The ledgers of all cadences whose phase is known: asked for before the database has told which one the provider has. */
export function ledgersOf(settings: PortalLinksSettings, asOfMs: number): readonly CadenceSlot[] {
  return Object.keys(settings.cadences).flatMap((cadence) => {
    const found = scheduleOf(settings, cadence);
    if (found.status !== 'known') return [];
    return slotsOpenedBy(found.schedule, asOfMs, LEDGER_SLOTS).map((slot) => ({ ...slot, cadence }));
  });
}

/** It asks every source. */
export type QuestionsOfAll = Required<Questions>;

/** What the questions depend on besides the settings. */
export interface QuestionsRequest extends Pick<CheckRequest, 'asOfMs' | 'windowMs'> {
  readonly ids: ExceptionsQuestion['ids'];
  readonly statements: readonly Statement<unknown>[];
}

/** What `portal-links` asks of each source. Pure. */
export function questionsFor(
  request: QuestionsRequest,
  slots: readonly CadenceSlot[],
  settings: PortalLinksSettings,
): QuestionsOfAll {
  const { asOfMs, ids, windowMs, statements } = request;
  const oldestMs = Math.min(asOfMs - HOUR_MS, ...slots.map(({ opensAtMs }) => opensAtMs));
  const fromMs = Math.max(oldestMs, asOfMs - (windowMs ?? LONGEST_WINDOW_MS));
  const window: Window = { fromMs, untilMs: asOfMs + 1 };
  const { sentry, loki } = settings;
  return {
    sentry: {
      ids,
      exceptionTypes: [sentry.duplicateAttempt, sentry.noneVerified, sentry.upstreamError],
      messagePhrases: [sentry.unknownProviderMessage],
      idTag: sentry.idTag,
      idInExtraData: sentry.idInExtraData,
      window,
      sweepFromMs: Math.max(fromMs, sweepFrom(slots, oldestMs)),
    },
    loki: {
      selector: { appLabel: loki.appLabel, apps: loki.apps, labels: loki.labels },
      phrases: [loki.sendFailed, loki.linkCreationFailed],
      runPhrase: loki.runPhrase,
      window,
      slotWindows: slotWindowsOf(slots, window),
    },
    delivery: {
      statements,
      window: { fromMs: oldestMs, untilMs: asOfMs + 1 },
    },
  };
}

/** Events without an id are counted in D's window: D is the newest slot of its cadence, or the one before while that is open. */
function sweepFrom(slots: readonly CadenceSlot[], otherwiseMs: number): number {
  const cadences = [...new Set(slots.map(({ cadence }) => cadence))];
  const candidates = cadences.flatMap((cadence) =>
    slots.filter((slot) => slot.cadence === cadence).slice(-2),
  );
  return Math.min(
    ...candidates.map(({ opensAtMs }) => opensAtMs),
    ...(candidates.length === 0 ? [otherwiseMs] : []),
  );
}

/** Newest first, each once, cut at as-of. */
function slotWindowsOf(slots: readonly CadenceSlot[], window: Window): readonly Window[] {
  const windows = new Map(
    slots
      .filter(({ opensAtMs }) => opensAtMs >= window.fromMs && opensAtMs < window.untilMs)
      .map(({ opensAtMs, closesAtMs }) => [
        opensAtMs,
        { fromMs: opensAtMs, untilMs: Math.min(closesAtMs, window.untilMs) },
      ]),
  );
  return [...windows.values()].sort((a, b) => b.fromMs - a.fromMs);
}
