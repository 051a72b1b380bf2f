import type { EpochMs } from '../../diagnosis/time.ts';
import type { SubjectRow } from './delivery-rows.ts';
import type { PortalLinksFacts, ProviderFacts } from './facts.ts';

/** A check of single providers asks for all their links. */
export const ALL_LINKS_SINCE_MS: EpochMs = 0;

/** How many links before the ledger's time are kept with the facts: weekly ones of almost eight years. */
const MOST_LINKS_BEFORE = 400;

/** A row with the links of the ledger's time only, as the rules are given them, and those before it. */
export interface PartedRow {
  readonly row: SubjectRow;
  readonly before: NonNullable<ProviderFacts['linksBefore']>;
}

/**
 * Parts the links of a row that lists all of them.
 * @param ledgerFromMs where the ledger's time begins
 */
export function partLinks(row: SubjectRow, ledgerFromMs: EpochMs): PartedRow {
  const before = row.linksAtMs.filter((atMs) => atMs < ledgerFromMs).sort((a, b) => b - a);
  // A team's own query may list fewer than it counts.
  const isCut = before.length > MOST_LINKS_BEFORE || row.linksAtMs.length < row.linkCount;
  return {
    row: { ...row, linksAtMs: row.linksAtMs.filter((atMs) => atMs >= ledgerFromMs) },
    before: { atMs: before.slice(0, MOST_LINKS_BEFORE), isCut },
  };
}

/** The facts with the links before the ledger's time. */
export function withLinksBefore(facts: PortalLinksFacts, linksBefore: PartedRow['before']): PortalLinksFacts {
  return facts.provider === null ? facts : { ...facts, provider: { ...facts.provider, linksBefore } };
}
