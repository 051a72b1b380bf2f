import { z } from 'zod';
import { SOURCE_IDS } from '../../diagnosis/reading.ts';
import { PROBLEM_CODES } from '../../diagnosis/problems.ts';

const epochMs = z.number();
const windowFacts = z.object({ fromMs: epochMs, untilMs: epochMs });

const readingSummary = z.object({
  source: z.enum(SOURCE_IDS),
  window: windowFacts,
  readAtMs: epochMs,
  reachFromMs: epochMs.nullable(),
  freshUntilMs: epochMs.nullable(),
  query: z.string(),
  link: z.string().nullable(),
  elapsedMs: z.number(),
  status: z.enum(['ok', 'truncated', 'failed', 'not-configured']),
  problem: z
    .object({ code: z.enum(PROBLEM_CODES), params: z.record(z.string(), z.union([z.string(), z.number()])) })
    .nullable(),
});

/** What the application overwrites, so that a reading only tells how it is when it is read. */
const currentState = z.object({
  configured: z.boolean(),
  linksEnabled: z.boolean().nullable(),
  cadence: z.string().nullable(),
  activeCaseThreshold: z.number().nullable(),
  activeCarePlans: z.number().nullable(),
  /** Care plans when D was due; null where the team cannot tell. */
  activeCarePlansAtSlot: z.number().nullable(),
  settingsChangedAtMs: epochMs.nullable(),
  dashboardId: z.string().nullable(),
  /** false: the stamp moved after as-of, so that nobody knows what stood there. */
  stampKnown: z.boolean(),
  linkLastSentAtMs: epochMs.nullable(),
  verifiedRecipients: z.number(),
  unverifiedRecipients: z.number(),
  firstVerificationAtMs: epochMs.nullable(),
  newestVerificationAtMs: epochMs.nullable(),
});

const slot = z.object({ atMs: epochMs, opensAtMs: epochMs, closesAtMs: epochMs });

const providerFacts = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  /** null: the team's views do not tell. */
  enrolledAtMs: epochMs.nullable(),
  /** How it was at as-of. null: nobody knows, because as-of lies in the past and no diagnosis was kept before it. */
  stateAtAsOf: currentState.nullable(),
  /** The instant that `stateAtAsOf` was read at. */
  stateReadAtMs: epochMs.nullable(),
  /** How it is today. The same as `stateAtAsOf` for a check of now. */
  today: currentState,
  linkCount: z.number(),
  newestLinkAtMs: epochMs.nullable(),
  /** Links in the ledger's time, newest first. Rows of links are never overwritten, so they hold for any as-of. */
  linkAtMs: z.array(epochMs),
  /**
   * Links before the ledger's time, newest first: since when it is not well, for incidents. No part of any rule.
   * null: they were not asked for, as by a run over all, or the facts were kept before they were.
   */
  linksBefore: z
    .object({
      atMs: z.array(epochMs),
      /** There are older ones that do not stand here. */
      isCut: z.boolean(),
    })
    .nullable()
    .default(null),
  /**
   * Until when its links work: the newest end, or null where that is not known. No part of any rule.
   * null: the team's views do not tell, or it has no link, or the facts were kept before this was read.
   */
  linkExpiry: z.object({ newestExpiresAtMs: epochMs.nullable() }).nullable().default(null),
  stampNeighbours: z.object({ count: z.number(), firstAtMs: epochMs, lastAtMs: epochMs }).nullable(),
  namesakes: z.array(z.object({ id: z.string(), kind: z.string().nullable() })),
});

const cadenceFacts = z.discriminatedUnion('status', [
  z.object({ status: z.literal('not-needed'), timeZone: z.string() }),
  z.object({ status: z.literal('not-known-then'), timeZone: z.string() }),
  z.object({ status: z.literal('unknown'), value: z.string().nullable(), timeZone: z.string() }),
  z.object({ status: z.literal('no-phase'), value: z.string(), timeZone: z.string() }),
  z.object({
    status: z.literal('known'),
    value: z.string(),
    timeZone: z.string(),
    /** The last eight whose window has opened, oldest first. */
    slots: z.array(slot),
    next: slot.nullable(),
    /** From the newest slot to the next one. */
    intervalMs: z.number(),
    toleranceMs: z.number(),
  }),
]);

/** In the order of the rules 8 to 13, which breaks ties between failures of one slot. */
export const FAILURE_KINDS = [
  'provider-not-resolved',
  'recipients-disagree',
  'upstream-error',
  'link-creation-failed',
  'send-failed',
  'duplicate-attempt',
] as const;

const EVENT_KINDS = ['unknown-provider', 'none-verified', 'upstream-error', 'duplicate-attempt'] as const;

const sentryFacts = z.object({
  /** Events that carry this provider's id, newest first. */
  named: z.array(
    z.object({
      kind: z.enum(EVENT_KINDS),
      issueId: z.string(),
      eventId: z.string(),
      atMs: epochMs,
      url: z.string(),
    }),
  ),
  /** Issues whose events, as far as they were read, carry no id at all. */
  unattributable: z.array(
    z.object({
      issueId: z.string(),
      kind: z.enum(EVENT_KINDS),
      watched: z.string(),
      /** How many of its events were read, and how many of those carry no id. */
      eventsRead: z.number(),
      withoutIdAtMs: z.array(epochMs),
      totalEvents: z.number(),
      url: z.string(),
    }),
  ),
  sweptFromMs: epochMs,
});

const lokiFacts = z.object({
  lines: z.array(
    z.object({
      kind: z.enum(['link-creation-failed', 'send-failed']),
      atMs: epochMs,
      app: z.string(),
      belongs: z.enum(['subject', 'shared-with-subject', 'shared', 'nobody']),
      /** Masked, and numbered to tell recipients with the same mask apart. */
      recipient: z.string().nullable(),
      /** Whether the recipient's address was verified at as-of; null for a line about the provider itself. */
      isVerified: z.boolean().nullable(),
    }),
  ),
  /** Of the lines that fit others or nobody, the newest stand here only. */
  isCut: z.boolean().default(false),
  /** All lines with the phrase, whomever they are about. */
  seen: z.object({ 'link-creation-failed': z.number(), 'send-failed': z.number() }),
  coveredFromMs: epochMs,
  apps: z.array(z.object({ app: z.string(), newestLineAtMs: epochMs.nullable() })),
  logging: z.array(
    z.object({
      window: windowFacts,
      lineCountByApp: z.record(z.string(), z.number()),
      runLineCount: z.number().nullable(),
    }),
  ),
});

/** Everything that the rules of `portal-links` are given. Kept as JSON. Holds no recipient's name and no address unmasked. */
export const portalLinksFacts = z.object({
  subjectId: z.string(),
  asOfMs: epochMs,
  readings: z.object({ sentry: readingSummary, loki: readingSummary, delivery: readingSummary }),
  /** null: no such provider, or the delivery reading failed: its status tells which. */
  provider: providerFacts.nullable(),
  nearMisses: z.array(z.object({ id: z.string(), name: z.string() })),
  cadence: cadenceFacts,
  /** Providers of the cadence at each slot. Missing where the team's SQL does not count them. */
  peers: z.array(
    z.object({ opensAtMs: epochMs, due: z.number(), linked: z.number(), linkedBesides: z.number() }),
  ),
  sentry: sentryFacts.nullable(),
  loki: lokiFacts.nullable(),
  /** The phrases searched, for words and advice. */
  phrases: z.object({ 'link-creation-failed': z.string(), 'send-failed': z.string() }),
});

export type PortalLinksFacts = z.infer<typeof portalLinksFacts>;
export type ProviderFacts = z.infer<typeof providerFacts>;
export type CurrentState = z.infer<typeof currentState>;
export type CadenceFacts = z.infer<typeof cadenceFacts>;
export type SentryFacts = z.infer<typeof sentryFacts>;
export type LokiFacts = z.infer<typeof lokiFacts>;
export type EventKind = (typeof EVENT_KINDS)[number];
export type FailureKind = (typeof FAILURE_KINDS)[number];
