import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { EpochMs } from '../../diagnosis/time.ts';
import type { ChangeWords, Moved } from './change-words.ts';
import type { PortalLinksFacts } from './facts.ts';
import { isOffSchedule, type SlotStatus } from './ledger.ts';
import { deriveView, type View } from './view.ts';

type PortalLinksDiagnosis = Diagnosis<PortalLinksFacts>;
type Outcome = 'kept' | 'missed';

/** One slot that was decided between the two diagnoses. */
interface DecidedSlot {
  readonly atMs: EpochMs;
  readonly outcome: Outcome;
}

/** A diagnosis with what its facts show. */
interface Looked {
  readonly diagnosis: PortalLinksDiagnosis;
  readonly view: View;
}

/** Says in one short sentence what has changed between two diagnoses of one provider, the older first. Pure. */
export function composeChange(
  before: PortalLinksDiagnosis,
  after: PortalLinksDiagnosis,
  words: ChangeWords,
): string {
  const older: Looked = { diagnosis: before, view: deriveView(before.facts) };
  const newer: Looked = { diagnosis: after, view: deriveView(after.facts) };
  const dates = words.dates(after.facts.cadence.timeZone, after.asOfMs);
  const decided = slotsDecidedBetween(older, newer);
  const isSameState = before.verdict.state === after.verdict.state;
  if (before.verdict.code === after.verdict.code && isSameState) {
    const still = words.still(after.verdict.code, before.asOfMs, dates);
    const moved = [
      ...slotsMoved(decided),
      ...sendsMoved(older, newer),
      ...confidenceMoved(before, after),
      ...rulesMoved(before, after),
    ];
    return [still, ...moved.map((each) => words.moved(each, dates))].join('; ');
  }
  // One code may stand for two states: the mail failed for some, or for all.
  const isSameCode = before.verdict.code === after.verdict.code;
  const nameOf = ({ verdict: { code, state } }: PortalLinksDiagnosis) =>
    isSameCode ? `${code} (${words.states[state]})` : code;
  const became = words.became(nameOf(before), nameOf(after));
  const sinceMs = isSameState ? null : startOfNewState(decided, before, newer);
  const moved = [...(isSameState ? slotsMoved(decided) : []), ...rulesMoved(before, after)];
  return [
    sinceMs === null ? became : `${became} ${words.since(sinceMs, dates)}`,
    ...moved.map((each) => words.moved(each, dates)),
  ].join('; ');
}

/** Oldest first. What the older diagnosis had seen already is no news, nor is what it could have seen and did not. */
function slotsDecidedBetween(older: Looked, newer: Looked): readonly DecidedSlot[] {
  const outcomeBefore = new Map(older.view.ledger.map(({ atMs, status }) => [atMs, outcomeOf(status)]));
  return newer.view.ledger.flatMap(({ atMs, closesAtMs, status }) => {
    const outcome = outcomeOf(status);
    const isNews = closesAtMs > older.diagnosis.asOfMs && outcome !== outcomeBefore.get(atMs);
    return outcome === null || !isNews ? [] : [{ atMs, outcome }];
  });
}

function outcomeOf(status: SlotStatus): Outcome | null {
  if (status === 'kept') return 'kept';
  return status === 'missed' || status === 'failing' ? 'missed' : null;
}

/** The slot since when it is as it is now; null where none was decided meanwhile, or where no slot is what decides. */
function startOfNewState(
  decided: readonly DecidedSlot[],
  before: PortalLinksDiagnosis,
  { diagnosis: { verdict }, view: { d } }: Looked,
): EpochMs | null {
  const last = decided.at(-1);
  if (last === undefined || last.atMs !== d?.atMs || !isDecidedBySlots(verdict)) return null;
  // Made, and not mailed: that is proven of the last slot alone.
  if (last.outcome === 'kept' && verdict.state !== 'on-schedule') return last.atMs;
  const lastOther = decided.findLastIndex(({ outcome }) => outcome !== last.outcome);
  // Whoever did not know how it was cannot say that it was otherwise.
  if (lastOther === -1 && before.verdict.state === 'unknown') return null;
  return decided[lastOther + 1]?.atMs ?? null;
}

function isDecidedBySlots({ code, state }: PortalLinksDiagnosis['verdict']): boolean {
  return state !== 'unknown' && state !== 'not-expected' && code !== 'no-dashboard';
}

function slotsMoved(decided: readonly DecidedSlot[]): readonly Moved[] {
  return (['kept', 'missed'] as const).flatMap((what) => {
    const slots = decided.filter(({ outcome }) => outcome === what);
    const newest = slots.at(-1);
    return newest === undefined ? [] : [{ what, count: slots.length, newestSlotAtMs: newest.atMs }];
  });
}

/** A new link off schedule, and a stamp that moved without any link. */
function sendsMoved(older: Looked, { view }: Looked): readonly Moved[] {
  const { provider, stateAtAsOf, ledger, facts } = view;
  if (provider === null) return [];
  const linkAtMs = provider.linkAtMs.find(
    (atMs) => isOffSchedule(ledger, atMs) && atMs > older.diagnosis.asOfMs && atMs <= facts.asOfMs,
  );
  const stampAtMs = stateAtAsOf?.linkLastSentAtMs ?? null;
  const stateBefore = older.view.stateAtAsOf;
  const stampBeforeMs = stateBefore?.stampKnown
    ? (stateBefore.linkLastSentAtMs ?? 0)
    : older.diagnosis.asOfMs;
  const toleranceMs = facts.cadence.status === 'known' ? facts.cadence.toleranceMs : 0;
  const isStampAlone =
    stampAtMs !== null &&
    stampAtMs > stampBeforeMs &&
    !provider.linkAtMs.some((atMs) => Math.abs(stampAtMs - atMs) <= toleranceMs);
  return [
    ...(linkAtMs === undefined ? [] : [{ what: 'link', atMs: linkAtMs } as const]),
    ...(isStampAlone ? [{ what: 'stamp', atMs: stampAtMs } as const] : []),
  ];
}

function confidenceMoved(before: PortalLinksDiagnosis, after: PortalLinksDiagnosis): readonly Moved[] {
  const wasConfirmed = before.verdict.confidence === 'confirmed';
  const isConfirmed = after.verdict.confidence === 'confirmed';
  if (wasConfirmed === isConfirmed) return [];
  return [{ what: isConfirmed ? 'confirmed' : 'not-confirmed' }];
}

function rulesMoved(before: PortalLinksDiagnosis, after: PortalLinksDiagnosis): readonly Moved[] {
  return before.rulesVersion === after.rulesVersion
    ? []
    : [{ what: 'rules', before: before.rulesVersion, after: after.rulesVersion }];
}
