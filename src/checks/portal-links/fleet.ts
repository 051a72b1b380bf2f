import { dataOf, summarise, type Reading, type ReadingSummary } from '../../diagnosis/reading.ts';
import type { EpochMs } from '../../diagnosis/time.ts';
import type { Fleet, FleetRequest, FleetSeen, SubjectFacts } from '../fleet.ts';
import type { Readings } from '../check.ts';
import type { RowsAnswer } from '../questions.ts';
import { ledgersOf, questionsFor } from './ask.ts';
import {
  deliveryStatements,
  subjectsById,
  type DirectoryRow,
  type PeersByCadence,
  type SubjectRow,
} from './delivery-rows.ts';
import type { PortalLinksFacts } from './facts.ts';
import { hasRecovered, outageOf, outcomeOf } from './fleet-outcome.ts';
import { createTally } from './fleet-tally.ts';
import { scheduleOf, slotAfter } from './schedule.ts';
import { createSight } from './see.ts';
import { settingsKeyOf } from './settings-key.ts';
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
    hasRecovered,
    nextReviewAfterMs: (afterMs) => nextReviewAfterMs(settings, afterMs),
    timeZone: settings.timeZone,
    settingsKey: settingsKeyOf(settings),
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
  const statementsFor = (subjectIds: readonly string[], asksPeers: boolean) =>
    deliveryStatements(deliverySql, { subjectIds, asOfMs, linksSinceMs, slots, asksPeers });
  const { directory } = statementsFor([], false);
  const questions = questionsFor(
    { asOfMs, windowMs: null, ids: 'all', statements: [directory] },
    slots,
    settings,
  );

  function see(readings: Readings): FleetSeen<PortalLinksFacts> {
    const listed = dataOf(readings.delivery)?.rowsOf(directory) ?? null;
    const { subjectIds, cadences } = inOrder(listed ?? [], new Set(slots.map(({ cadence }) => cadence)));
    const sight = createSight(request, readings, listed, settings);
    const told: PeersByCadence = new Map();
    const tally = createTally({ asOfMs, slots, readings, sight, subjects: subjectIds.length, settings });
    return {
      subjectIds,
      pageOf(ids) {
        // To count all providers for each page anew would take longer than all the rest.
        const asksPeers = cadences.some((cadence) => !told.has(cadence));
        const { subjects } = statementsFor(ids, asksPeers);
        return {
          question: { statements: [subjects], window: questions.delivery.window },
          see(reading: Reading<RowsAnswer>): Iterable<SubjectFacts<PortalLinksFacts>> {
            const rows = dataOf(reading)?.rowsOf(subjects);
            if (rows === undefined) return [];
            const delivery = summarise(reading);
            tally.addPage(ids.length, delivery);
            // What is not wholly read proves nothing of those on other pages: the next one is asked anew.
            const peers = delivery.status === 'ok' ? told : new Map(told);
            return factsOf(ids, subjectsById(rows, peers), delivery);
          },
        };
      },
      summarise: () => tally.summarise(),
    };

    function* factsOf(
      ids: readonly string[],
      rows: ReadonlyMap<string, SubjectRow>,
      delivery: ReadingSummary,
    ): Generator<SubjectFacts<PortalLinksFacts>> {
      for (const subjectId of ids) {
        const row = rows.get(subjectId);
        if (row === undefined || !row.configured) continue;
        const seen = { subjectId, facts: sight.factsOf(subjectId, row, delivery, null) };
        tally.add(seen);
        yield seen;
      }
    }
  }

  return { questions, see };
}

/**
 * Whom to read, one of each cadence first: its row tells what has become of the others.
 * @param planned the cadences that have slots
 * @returns `cadences`: those that rows are to tell of, as far as the list tells which there are
 */
function inOrder(
  listed: readonly DirectoryRow[],
  planned: ReadonlySet<string>,
): { readonly subjectIds: readonly string[]; readonly cadences: readonly string[] } {
  const watched = listed.filter(({ configured }) => configured !== false);
  const firstOf = new Map<string, string>();
  for (const { id, emailCadence } of watched) {
    if (emailCadence != null && planned.has(emailCadence) && !firstOf.has(emailCadence)) {
      firstOf.set(emailCadence, id);
    }
  }
  const isTold = watched.every(({ emailCadence }) => emailCadence !== undefined);
  return {
    subjectIds: [...new Set([...firstOf.values(), ...watched.map(({ id }) => id)])],
    cadences: [...(isTold ? firstOf.keys() : planned)],
  };
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
