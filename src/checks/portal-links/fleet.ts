import { dataOf, summarise, type Reading } from '../../diagnosis/reading.ts';
import type { EpochMs } from '../../diagnosis/time.ts';
import type { Fleet, FleetRequest, FleetSeen, SubjectFacts } from '../fleet.ts';
import type { Readings } from '../check.ts';
import type { RowsAnswer } from '../questions.ts';
import { ledgersOf, questionsFor } from './ask.ts';
import { deliveryStatements, subjectsById } from './delivery-rows.ts';
import type { PortalLinksFacts } from './facts.ts';
import { outageOf, outcomeOf } from './fleet-outcome.ts';
import { createTally } from './fleet-tally.ts';
import { scheduleOf, slotAfter } from './schedule.ts';
import { createSight } from './see.ts';
import type { PortalLinksSettings } from './settings.ts';

/** The kinds of providers that the application knows. */
const KINDS = ['Clinic', 'Practice'] as const;

/**
 * All providers with a portal configuration, read by the same questions, facts and rules as a single one.
 * @param deliverySql the text of `delivery.sql`, or of the team's own file
 */
export function createFleet(settings: PortalLinksSettings, deliverySql: string): Fleet<PortalLinksFacts> {
  return {
    ask: (request) => ask(request, settings, deliverySql),
    outcomeOf,
    outageOf,
    nextReviewAfterMs: (afterMs) => nextReviewAfterMs(settings, afterMs),
    timeZone: settings.timeZone,
    filters: { kind: KINDS, cadence: Object.keys(settings.cadences) },
  };
}

function ask(
  request: FleetRequest,
  settings: PortalLinksSettings,
  deliverySql: string,
): ReturnType<Fleet<PortalLinksFacts>['ask']> {
  const { asOfMs } = request;
  const slots = ledgersOf(settings, asOfMs);
  const linksSinceMs = Math.min(asOfMs, ...slots.map(({ opensAtMs }) => opensAtMs));
  const statementsFor = (subjectIds: readonly string[]) =>
    deliveryStatements(deliverySql, { subjectIds, asOfMs, linksSinceMs, slots });
  const { directory } = statementsFor([]);
  const questions = questionsFor(
    { asOfMs, windowMs: null, ids: 'all', statements: [directory] },
    slots,
    settings,
  );

  function see(readings: Readings): FleetSeen<PortalLinksFacts> {
    const listed = dataOf(readings.delivery)?.rowsOf(directory) ?? null;
    const subjectIds = (listed ?? []).flatMap(({ id, configured }) => (configured === false ? [] : [id]));
    const sight = createSight(request, readings, listed, settings);
    const tally = createTally({ asOfMs, slots, readings, sight, subjects: subjectIds.length, settings });
    return {
      subjectIds,
      pageOf(ids) {
        const { subjects } = statementsFor(ids);
        return {
          question: { statements: [subjects], window: questions.delivery.window },
          *see(reading: Reading<RowsAnswer>): Generator<SubjectFacts<PortalLinksFacts>> {
            const rows = dataOf(reading)?.rowsOf(subjects);
            if (rows === undefined) return;
            const byId = subjectsById(rows);
            const delivery = summarise(reading);
            tally.addPage(ids.length, delivery.status);
            for (const subjectId of ids) {
              const row = byId.get(subjectId);
              if (row === undefined || !row.configured) continue;
              const seen = { subjectId, facts: sight.factsOf(subjectId, row, delivery, null) };
              tally.add(seen);
              yield seen;
            }
          },
        };
      },
      summarise: () => tally.summarise(),
    };
  }

  return { questions, see };
}

/** When the next slot of any cadence can be judged: its tolerance has passed, by whosever clock. */
function nextReviewAfterMs(settings: PortalLinksSettings, afterMs: EpochMs): EpochMs | null {
  const reviews = Object.keys(settings.cadences).flatMap((cadence) => {
    const found = scheduleOf(settings, cadence);
    if (found.status !== 'known') return [];
    const { toleranceMs, clockSkewMs } = found.schedule;
    const delayMs = toleranceMs + clockSkewMs;
    const slot = slotAfter(found.schedule, afterMs - delayMs);
    return slot === null ? [] : [slot.atMs + delayMs];
  });
  return reviews.length === 0 ? null : Math.min(...reviews);
}
