import { dataOf, summarise } from '../../diagnosis/reading.ts';
import type { Check } from '../check.ts';
import { composeChange } from './change.ts';
import { CHANGE_EN } from './change-words.en.ts';
import { CHANGE_ES } from './change-words.es.ts';
import { ledgersOf, questionsFor } from './ask.ts';
import { deliveryStatements, subjectsById } from './delivery-rows.ts';
import { composeDeskReport } from './desk-report.ts';
import { DESK_EN } from './desk-words.en.ts';
import { DESK_ES } from './desk-words.es.ts';
import { directoryOf } from './directory.ts';
import { composeEvidence } from './evidence.ts';
import { portalLinksFacts, type PortalLinksFacts } from './facts.ts';
import { judge, RULES_VERSION } from './rules.ts';
import { composeReport } from './report.ts';
import { createSight } from './see.ts';
import type { PortalLinksSettings } from './settings.ts';
import { createFleet } from './fleet.ts';
import { createFollowing } from './following.ts';
import { ALL_LINKS_SINCE_MS, partLinks, withLinksBefore } from './links-before.ts';
import { composeFleetWords } from './fleet-report.ts';
import { FLEET_EN } from './fleet-words.en.ts';
import { FLEET_ES } from './fleet-words.es.ts';
import { findProviderIds } from './subject-ids.ts';
import { SUBJECT_WORDS } from './subject-words.ts';
import { composeTimeline } from './timeline.ts';
import { PORTAL_LINKS_EN } from './words.en.ts';
import { PORTAL_LINKS_ES } from './words.es.ts';

export const PORTAL_LINKS_ID = 'portal-links';

/**
 * The check "portal-links": why a provider did not get its portal link.
 * @param settings what `portal-links.yml` says
 * @param deliverySql the text of `delivery.sql`, or of the team's own file
 * @throws SqlFileError where that text cannot be used
 */
export function createPortalLinks(
  settings: PortalLinksSettings,
  deliverySql: string,
): Check<PortalLinksFacts> {
  const words = { en: PORTAL_LINKS_EN, es: PORTAL_LINKS_ES };
  const deskWords = { en: DESK_EN, es: DESK_ES };
  const fleetWords = { en: FLEET_EN, es: FLEET_ES };
  const changeWords = { en: CHANGE_EN, es: CHANGE_ES };
  // A file that cannot be used is found when the process starts, not at the first check.
  deliveryStatements(deliverySql, { subjectIds: [], asOfMs: 0, linksSinceMs: 0, slots: [] });
  const directory = directoryOf(deliverySql);
  return {
    id: PORTAL_LINKS_ID,
    rulesVersion: RULES_VERSION,
    subject: {
      example: 'b8608be4-22bd-41e3-9173-fefaf19bdc50',
      find: findProviderIds,
      directory,
    },
    ask(request) {
      const slots = ledgersOf(settings, request.asOfMs);
      const ledgerFromMs = Math.min(request.asOfMs, ...slots.map(({ opensAtMs }) => opensAtMs));
      const statements = deliveryStatements(deliverySql, {
        subjectIds: request.subjectIds,
        asOfMs: request.asOfMs,
        linksSinceMs: ALL_LINKS_SINCE_MS,
        slots,
      });
      return {
        questions: questionsFor(
          {
            ...request,
            ids: request.subjectIds,
            statements: [statements.subjects, statements.directory],
          },
          slots,
          settings,
        ),
        see(readings) {
          const rows = dataOf(readings.delivery);
          const sight = createSight(request, readings, rows?.rowsOf(statements.directory) ?? null, settings);
          const subjects = subjectsById(rows?.rowsOf(statements.subjects) ?? []);
          const delivery = summarise(readings.delivery);
          return {
            factsOf(subjectId, earlier) {
              const listed = subjects.get(subjectId);
              if (listed === undefined) return sight.factsOf(subjectId, null, delivery, earlier);
              const { row, before } = partLinks(listed, ledgerFromMs);
              return withLinksBefore(sight.factsOf(subjectId, row, delivery, earlier), before);
            },
          };
        },
      };
    },
    fleet: createFleet(settings, deliverySql),
    following: createFollowing(settings),
    evaluate: judge,
    parseFacts: (kept) => portalLinksFacts.parse(kept),
    observe: ({ provider }) => {
      if (provider === null) return [];
      const { linkLastSentAtMs, linksEnabled, cadence, activeCaseThreshold, dashboardId } = provider.today;
      const observed = { linkLastSentAtMs, linksEnabled, cadence, activeCaseThreshold, dashboardId };
      return Object.entries(observed).map(([field, value]) => ({ field, value: JSON.stringify(value) }));
    },
    words(locale) {
      const fleet = composeFleetWords(settings, fleetWords[locale], words[locale], SUBJECT_WORDS[locale]);
      return {
        ...SUBJECT_WORDS[locale],
        deskReport: (diagnosis) => composeDeskReport(diagnosis, deskWords[locale]),
        change: (before, after) => composeChange(before, after, changeWords[locale]),
        timeline: (diagnosis, seen) => composeTimeline(diagnosis, seen, locale),
        report: (diagnosis) => composeReport(diagnosis, words[locale]),
        evidence: (diagnosis) => composeEvidence(diagnosis, words[locale]),
        fleet,
        following: fleet,
      };
    },
  };
}
