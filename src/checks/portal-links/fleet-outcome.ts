import { isoOf } from '../../diagnosis/time.ts';
import type { Outcome, OutcomeVerdict, Since } from '../fleet.ts';
import type { PortalLinksFacts } from './facts.ts';
import { judge } from './rules.ts';
import { deriveView, type View } from './view.ts';

/** Nobody of the cadence got a link: it is not the provider's own failure. */
const OUTAGE_CODE = 'sender-not-running';

/** Upper ends of the size classes but the last, in active care plans. */
const SIZE_ENDS = [0, 9, 49, 199] as const;

/** What a run remembers of one provider. */
export function outcomeOf(subjectId: string, facts: PortalLinksFacts, verdict: OutcomeVerdict): Outcome {
  const { provider } = facts;
  const { code, state, confidence } = verdict;
  const settings = provider?.stateAtAsOf ?? provider?.today ?? null;
  return {
    subjectId,
    code,
    state,
    confidence,
    name: provider?.name ?? subjectId,
    kind: provider?.kind ?? null,
    since: state === 'missing' || state === 'partial' ? sinceOf(deriveView(facts)) : null,
    traits: {
      kind: provider?.kind ?? null,
      cadence: settings?.cadence ?? null,
      size: sizeClassOf(settings?.activeCarePlans ?? null),
      enrolledAt: provider?.enrolledAtMs ?? null,
    },
    figures: { ...figuresOf(facts), asOfMs: facts.asOfMs },
  };
}

/** Those who missed the same slot because nobody got a link then are one outage. */
export function outageOf({ code, traits, figures }: Outcome): string | null {
  const slotAtMs = figures['slotAtMs'];
  return code === OUTAGE_CODE && typeof slotAtMs === 'number'
    ? `${code} ${traits['cadence']} ${isoOf(slotAtMs)}`
    : null;
}

/** "0", "1-9", "10-49", "50-199", "200-": active care plans from and to. */
function sizeClassOf(activeCarePlans: number | null): string | null {
  if (activeCarePlans === null) return null;
  const index = SIZE_ENDS.findIndex((end) => activeCarePlans <= end);
  const from = (SIZE_ENDS[(index === -1 ? SIZE_ENDS.length : index) - 1] ?? -1) + 1;
  const to = SIZE_ENDS[index] ?? '';
  return from === to ? `${from}` : `${from}-${to}`;
}

/**
 * The first slot missed since the last kept one. It may have begun before the ledger, unless the provider was not enrolled yet. A provider
 * whose last slot was kept is not well since then.
 */
function sinceOf({ ledger, missedSinceKept, d, facts, provider }: View): Since | null {
  const [firstIndex] = missedSinceKept;
  const first = firstIndex === undefined ? d : ledger[firstIndex];
  if (first === undefined || first === null) return null;
  const intervalMs = facts.cadence.status === 'known' ? facts.cadence.intervalMs : 0;
  const enrolledAtMs = provider?.enrolledAtMs ?? null;
  const isBegun = enrolledAtMs !== null && enrolledAtMs >= first.atMs - intervalMs;
  return { atMs: first.atMs, isAtLeast: firstIndex === 0 && !isBegun };
}

/** What the verdict's statement is made of: its finding's figures. Lists stand in causes and advice only, and are left out. */
function figuresOf(facts: PortalLinksFacts): Outcome['figures'] {
  const [leading] = judge(facts).findings;
  return Object.fromEntries(
    Object.entries(leading?.params ?? {}).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null ? [] : [[name, value]],
    ),
  );
}
