import { dataOf, summarise, type ReadingSummary } from '../../diagnosis/reading.ts';
import type { Readings } from '../check.ts';
import type { DirectoryRow, SubjectRow } from './delivery-rows.ts';
import type { PortalLinksFacts } from './facts.ts';
import { createLineAttributor } from './line-attribution.ts';
import { nearMissesOf } from './near-misses.ts';
import { createSeeCadence } from './see-cadence.ts';
import { seeLines, type SeenLines } from './see-loki.ts';
import { bearersIn, seeProvider, type AsOf } from './see-provider.ts';
import { seeEvents, type SeenEvents } from './see-sentry.ts';
import type { PortalLinksSettings } from './settings.ts';

/** What the sources have answered, indexed once for all providers: the facts of one cost no more than its own data. */
export interface Sight {
  /**
   * Turns the answers into the facts of one provider. Names of recipients, addresses and raw lines end here.
   * @param row what the database tells of it; null: it has no such provider, or did not answer
   * @param delivery the reading that the row is of
   * @param earlier facts kept before as-of, for what today's rows do not tell
   */
  factsOf(
    subjectId: string,
    row: SubjectRow | null,
    delivery: ReadingSummary,
    earlier: PortalLinksFacts | null,
  ): PortalLinksFacts;
  /** null where Sentry did not answer. */
  readonly events: SeenEvents | null;
  /** null where Loki did not answer. */
  readonly lines: SeenLines | null;
}

/**
 * Looks at the answers that all providers share. Pure.
 * @param directory all providers there are, configured or not; null where the database did not tell
 */
export function createSight(
  asOf: AsOf,
  readings: Pick<Readings, 'sentry' | 'loki'>,
  directory: readonly DirectoryRow[] | null,
  settings: PortalLinksSettings,
): Sight {
  const { asOfMs } = asOf;
  const [sentry, loki] = [dataOf(readings.sentry), dataOf(readings.loki)];
  // Names of recipients are needed no longer than this.
  const providers = (directory ?? []).map(({ id, kind, name }) => ({ id, kind: kind ?? null, name }));
  const bearersOf = bearersIn(providers);
  const seeCadence = createSeeCadence(asOfMs, settings);
  const events = sentry === null ? null : seeEvents(sentry, asOfMs, settings);
  // Most of the time there is no line to tell whose it is.
  const needsNames = directory !== null && loki !== null && loki.lines.length > 0;
  const attributor = needsNames ? createLineAttributor(directory, settings.loki) : null;
  const lines = loki === null ? null : seeLines(loki, asOfMs, attributor, settings);
  const summaries = { sentry: summarise(readings.sentry), loki: summarise(readings.loki) };
  const phrases = {
    'link-creation-failed': settings.loki.linkCreationFailed,
    'send-failed': settings.loki.sendFailed,
  };
  return {
    factsOf(subjectId, row, delivery, earlier) {
      const provider = row === null ? null : seeProvider(row, asOf, bearersOf, earlier);
      return {
        subjectId,
        asOfMs,
        readings: { ...summaries, delivery },
        provider,
        nearMisses: row === null ? nearMissesOf(subjectId, providers) : [],
        cadence: seeCadence(provider),
        peers: [...(row?.linksOfPeersAtSlot ?? [])],
        sentry: events?.of(subjectId) ?? null,
        loki: lines?.of(subjectId, row) ?? null,
        phrases,
      };
    },
    events,
    lines,
  };
}
