import { z } from 'zod';
import type { EpochMs } from '../../diagnosis/time.ts';
import { instant } from '../instant.ts';
import type { Statement } from '../questions.ts';
import { bind, queryOf } from './sql-file.ts';

/**
 * What the query "subjects" of `delivery.sql` tells of one provider. Names and addresses are for matching in memory only.
 * Where a column is optional, `undefined` means that the team's views do not have it, and null that it holds nothing.
 */
export interface SubjectRow {
  /** Lower-case. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly configured: boolean;
  readonly enrolledAtMs?: EpochMs | null | undefined;
  /** The settings are null where the provider is not configured. */
  readonly linksEnabled: boolean | null;
  readonly emailCadence: string | null;
  readonly activeCaseThreshold: number | null;
  readonly activeCarePlans: number | null;
  readonly activeCarePlansAtSlot?: number | null | undefined;
  readonly settingsChangedAtMs?: EpochMs | null | undefined;
  readonly dashboardId: string | null;
  readonly linkLastSentAtMs: EpochMs | null;
  /** All its links up to as-of. */
  readonly linkCount: number;
  readonly newestLinkAtMs: EpochMs | null;
  /** In the ledger's time, newest first. */
  readonly linksAtMs: readonly EpochMs[];
  readonly recipients: readonly {
    readonly name: string;
    readonly address: string;
    readonly verifiedAtMs: EpochMs | null;
  }[];
  /** Until when its links work; null where it has no link, or where the team's views do not tell. */
  readonly linkExpiry?:
    | {
        /** The newest end that is known. */
        readonly newestExpiresAtMs: EpochMs | null;
        /** The end of the link that was made last. */
        readonly expiresAtOfNewestMs: EpochMs | null;
      }
    | null
    | undefined;
  /** null: as in another row of the same cadence. */
  readonly linksOfPeersAtSlot?: readonly PeersAtSlot[] | null | undefined;
  /** Itself included; null where the provider has no stamp. */
  readonly stampNeighbours?:
    { readonly count: number; readonly firstAtMs: EpochMs; readonly lastAtMs: EpochMs } | null | undefined;
}

/** What became of all providers of a cadence at one slot. */
export interface PeersAtSlot {
  readonly opensAtMs: EpochMs;
  readonly due: number;
  /** Of those that were due. */
  readonly linked: number;
  /** Got a link though none was due. */
  readonly linkedBesides: number;
}

/** What the query "directory" tells of every provider, configured or not. For matching in memory only. */
export interface DirectoryRow {
  /** Lower-case. */
  readonly id: string;
  readonly kind?: string | null | undefined;
  readonly name: string;
  /** undefined: the team's query does not tell. */
  readonly configured?: boolean | undefined;
  readonly emailCadence?: string | null | undefined;
  readonly recipients: readonly { readonly name: string; readonly address: string }[];
}

/** What every file with the delivery SQL must hold. */
export const DELIVERY_QUERIES = ['subjects', 'directory', 'names', 'contacts'] as const;

/** What a check asks. The statements that find providers and compare addresses are those of `directory.ts`. */
export interface DeliveryStatements {
  readonly subjects: Statement<SubjectRow>;
  readonly directory: Statement<DirectoryRow>;
}

/** What the queries' parameters stand for. */
export interface DeliveryParams {
  readonly subjectIds: readonly string[];
  readonly asOfMs: EpochMs;
  readonly linksSinceMs: EpochMs;
  /** The slot windows of all cadences. */
  readonly slots: readonly {
    readonly cadence: string;
    readonly opensAtMs: EpochMs;
    readonly closesAtMs: EpochMs;
  }[];
  /** Whether rows are to tell the peers of their cadence; where it is left out, they are. */
  readonly asksPeers?: boolean;
}

/** The views of `views.sql` that `delivery.sql` reads, with the columns that a team may leave out: what `doctor` looks for. */
export const PORTAL_LINKS_VIEWS = [
  {
    name: 'portal_check.providers',
    optionalColumns: ['enrolled_at', 'settings_changed_at', 'active_care_plans_at_slot'],
  },
  { name: 'portal_check.links', optionalColumns: ['expires_at'] },
  { name: 'portal_check.recipients', optionalColumns: [] },
] as const;

/**
 * Makes the statements of a check from `delivery.sql`, or from the team's own file.
 * Throws an Error that tells what is wrong with the file when a query is missing or uses a parameter that there is none of.
 */
export function deliveryStatements(sqlText: string, params: DeliveryParams): DeliveryStatements {
  const { subjectIds, asOfMs, linksSinceMs, slots, asksPeers = true } = params;
  const values = [
    subjectIds,
    iso(asOfMs),
    iso(linksSinceMs),
    slots.map(({ cadence }) => cadence),
    slots.map(({ opensAtMs }) => iso(opensAtMs)),
    slots.map(({ closesAtMs }) => iso(closesAtMs)),
    asksPeers,
  ];
  return {
    subjects: { name: 'subjects', ...bind(queryOf(sqlText, 'subjects'), values), row: subjectRow },
    directory: { name: 'directory', ...bind(queryOf(sqlText, 'directory'), values), row: directoryRow },
  };
}

/** What has become of the providers of each cadence, as far as rows have told it so far. */
export type PeersByCadence = Map<string | null, readonly PeersAtSlot[]>;

/**
 * The rows of "subjects", by id. Where a team's own query gives a provider twice, its first row counts.
 * @param told what earlier rows told of peers; what these tell is put there
 */
export function subjectsById(
  rows: readonly SubjectRow[],
  told: PeersByCadence = new Map(),
): ReadonlyMap<string, SubjectRow> {
  for (const { emailCadence, linksOfPeersAtSlot } of rows) {
    if (linksOfPeersAtSlot != null) told.set(emailCadence, linksOfPeersAtSlot);
  }
  const withPeers = (row: SubjectRow): SubjectRow =>
    row.linksOfPeersAtSlot === null
      ? { ...row, linksOfPeersAtSlot: told.get(row.emailCadence) ?? null }
      : row;
  return new Map(rows.toReversed().map((row) => [row.id, withPeers(row)]));
}

function iso(epochMs: EpochMs): string {
  return new Date(epochMs).toISOString();
}

const uuid = z.guid().transform((id) => id.toLowerCase());

/** A dashboard's key is only shown, so that it may be of any kind. */
const key = z.union([z.string(), z.number().transform(String)]);

const subjectRow: z.ZodType<SubjectRow> = z
  .object({
    id: uuid,
    kind: z.string(),
    name: z.string(),
    configured: z.boolean(),
    enrolled_at: instant.nullable().optional(),
    links_enabled: z.boolean().nullable(),
    email_cadence: z.string().nullable(),
    active_case_threshold: z.number().nullable(),
    active_care_plans: z.number().nullable(),
    active_care_plans_at_slot: z.number().nullable().optional(),
    settings_changed_at: instant.nullable().optional(),
    dashboard_id: key.nullable(),
    link_last_sent_at: instant.nullable(),
    link_count: z.int(),
    newest_link_at: instant.nullable(),
    links: z.array(instant),
    recipients: z.array(z.object({ name: z.string(), address: z.string(), verified_at: instant.nullable() })),
    link_expiry: z
      .object({ newest_expires_at: instant.nullable(), expires_at_of_newest: instant.nullable() })
      .nullable()
      .optional(),
    links_of_peers_at_slot: z
      .array(
        z.object({ opens_at: instant, due: z.int(), linked: z.int(), linked_besides: z.int().default(0) }),
      )
      .nullable()
      .optional(),
    stamp_neighbours: z.object({ count: z.int(), first_at: instant, last_at: instant }).nullable().optional(),
  })
  .transform((row) => ({
    id: row.id,
    kind: row.kind,
    name: row.name,
    configured: row.configured,
    enrolledAtMs: row.enrolled_at,
    linksEnabled: row.links_enabled,
    emailCadence: row.email_cadence,
    activeCaseThreshold: row.active_case_threshold,
    activeCarePlans: row.active_care_plans,
    activeCarePlansAtSlot: row.active_care_plans_at_slot,
    settingsChangedAtMs: row.settings_changed_at,
    dashboardId: row.dashboard_id,
    linkLastSentAtMs: row.link_last_sent_at,
    linkCount: row.link_count,
    newestLinkAtMs: row.newest_link_at,
    linksAtMs: row.links,
    recipients: row.recipients.map(({ name, address, verified_at }) => ({
      name,
      address,
      verifiedAtMs: verified_at,
    })),
    linkExpiry: row.link_expiry && {
      newestExpiresAtMs: row.link_expiry.newest_expires_at,
      expiresAtOfNewestMs: row.link_expiry.expires_at_of_newest,
    },
    linksOfPeersAtSlot:
      row.links_of_peers_at_slot &&
      row.links_of_peers_at_slot.map(({ opens_at, due, linked, linked_besides }): PeersAtSlot => ({
        opensAtMs: opens_at,
        due,
        linked,
        linkedBesides: linked_besides,
      })),
    stampNeighbours: row.stamp_neighbours && {
      count: row.stamp_neighbours.count,
      firstAtMs: row.stamp_neighbours.first_at,
      lastAtMs: row.stamp_neighbours.last_at,
    },
  }));

const directoryRow: z.ZodType<DirectoryRow> = z
  .object({
    id: uuid,
    kind: z.string().nullable().optional(),
    name: z.string(),
    configured: z.boolean().optional(),
    email_cadence: z.string().nullable().optional(),
    recipients: z.array(z.object({ name: z.string(), address: z.string() })),
  })
  .transform(({ email_cadence: emailCadence, ...row }) => ({ ...row, emailCadence }));
