import type { SourceId } from '../../diagnosis/reading.ts';
import type { SideRule } from '../../diagnosis/rules.ts';
import type { SideCode, SideParams } from './findings.ts';
import { isOffSchedule, slotIndexAt } from './ledger.ts';
import { countInWindow, isNearThreshold, lokiSpeaksOfD, type View } from './view.ts';

/** A side rule, its parameters typed by its code. */
function side<Code extends SideCode>(
  code: Code,
  when: string,
  restsOn: readonly SourceId[],
  find: (view: View) => readonly SideParams[Code][],
): SideRule<View> {
  return { code, when, find: (view) => find(view).map((params) => ({ params: { ...params }, restsOn })) };
}

/** What is worth knowing beside the verdict. None of them ever changes it. */
export const SIDE_RULES: readonly SideRule<View>[] = [
  side(
    'peers-at-slot',
    'how many of the cadence’s providers got a link at D',
    ['delivery'],
    ({ d, peersAtD }) =>
      d === null || peersAtD === null || peersAtD.due === 0
        ? []
        : [
            {
              slotAtMs: d.atMs,
              due: peersAtD.due,
              linked: peersAtD.linked,
              linkedBesides: peersAtD.linkedBesides,
            },
          ],
  ),
  side(
    'off-schedule-sends',
    'links in the ledger’s time that keep no slot',
    ['delivery'],
    ({ provider, ledger, facts }) => {
      const links = (provider?.linkAtMs ?? []).filter(
        (atMs) => atMs <= facts.asOfMs && isOffSchedule(ledger, atMs),
      );
      const [newestAtMs] = links;
      return ledger.length === 0 || newestAtMs === undefined ? [] : [{ count: links.length, newestAtMs }];
    },
  ),
  side(
    'batch',
    'stamps of several providers within two minutes, off schedule',
    ['delivery'],
    ({ provider, stateAtAsOf, ledger }) => {
      const neighbours = provider?.stampNeighbours ?? null;
      const stampAtMs = stateAtAsOf?.linkLastSentAtMs ?? null;
      if (neighbours === null || stampAtMs === null || neighbours.count < 2 || ledger.length === 0) return [];
      if (!isOffSchedule(ledger, stampAtMs)) return [];
      const seconds = Math.round((neighbours.lastAtMs - neighbours.firstAtMs) / 1_000);
      return [{ count: neighbours.count, seconds, firstAtMs: neighbours.firstAtMs }];
    },
  ),
  side(
    'unattributable',
    'exceptions that carry no provider’s id: held against nobody',
    ['sentry'],
    ({ facts, d }) =>
      (facts.sentry?.unattributable ?? []).map((issue) => ({
        issueId: issue.issueId,
        watched: issue.watched,
        read: issue.eventsRead,
        withoutId: issue.withoutIdAtMs.length,
        inWindow:
          d === null || (facts.sentry?.sweptFromMs ?? d.opensAtMs) > d.opensAtMs
            ? null
            : countInWindow(issue.withoutIdAtMs, d),
        readFromMs: facts.sentry?.sweptFromMs ?? facts.asOfMs,
        total: issue.totalEvents,
      })),
  ),
  side(
    'unclear-lines',
    'failure lines of D, or since D’s link, that fit several providers, or nobody',
    ['loki'],
    ({ facts, d, dIndex, ledger }) => {
      if (d === null) return [];
      const lines = (facts.loki?.lines ?? []).filter(
        ({ atMs }) => atMs <= facts.asOfMs && slotIndexAt(ledger, atMs) === dIndex,
      );
      const count = (belongs: string) => lines.filter((line) => line.belongs === belongs).length;
      const [withSubject, shared, nobodys] = [count('shared-with-subject'), count('shared'), count('nobody')];
      return withSubject + shared + nobodys === 0
        ? []
        : [
            {
              withSubject,
              shared: shared + withSubject,
              nobodys,
              isAtLeast: facts.loki?.isCut === true,
              slotAtMs: d.atMs,
            },
          ];
    },
  ),
  side('overtaken', 'failures that a kept slot has overtaken', ['sentry', 'loki'], ({ failures, ledger }) => {
    const lastKept = ledger.findLastIndex(({ status }) => status === 'kept');
    const kept = ledger[lastKept];
    const overtaken = failures.filter(({ atMs }) => kept?.linkAtMs != null && atMs < kept.linkAtMs);
    const [newest] = overtaken;
    return kept?.linkAtMs == null || newest === undefined
      ? []
      : [{ count: overtaken.length, newestAtMs: newest.atMs, keptAtMs: kept.linkAtMs }];
  }),
  side('contradiction', 'sources that cannot both be right', ['sentry', 'loki', 'delivery'], (view) => {
    const { d, dIndex, failures, facts, peersAtD } = view;
    if (d === null) return [];
    // A failure before the link was mended by a retry; a duplicate after it is what one would expect.
    const denies = failures.some(
      ({ kind, slotIndex, inWindow, atMs }) =>
        kind !== 'send-failed' &&
        kind !== 'duplicate-attempt' &&
        inWindow &&
        slotIndex === dIndex &&
        d.linkAtMs !== null &&
        atMs >= d.linkAtMs,
    );
    const atD = facts.loki?.logging.find(({ window }) => window.fromMs === d.opensAtMs);
    const linked = (peersAtD?.linked ?? 0) + (peersAtD?.linkedBesides ?? 0);
    return [
      ...(denies ? [{ kind: 'failure-yet-link' as const, slotAtMs: d.atMs, linked: 1 }] : []),
      ...(lokiSpeaksOfD(view) && atD?.runLineCount === 0 && linked > 0
        ? [{ kind: 'no-run-yet-links' as const, slotAtMs: d.atMs, linked }]
        : []),
    ];
  }),
  side('margin', 'care plans close to the threshold', ['delivery'], ({ stateAtAsOf }) => {
    const { activeCarePlans = null, activeCaseThreshold = null } = stateAtAsOf ?? {};
    if (stateAtAsOf === null || activeCarePlans === null || activeCaseThreshold === null) return [];
    const isClose = activeCarePlans >= activeCaseThreshold && isNearThreshold(stateAtAsOf);
    return isClose ? [{ activeCarePlans, threshold: activeCaseThreshold }] : [];
  }),
  side('retention', 'slots that a source does not reach back to', ['sentry', 'loki'], ({ facts, ledger }) =>
    (['sentry', 'loki'] as const).flatMap((source) => {
      const { reachFromMs, status } = facts.readings[source];
      if (reachFromMs === null || (status !== 'ok' && status !== 'truncated')) return [];
      const unjudgedSlots = ledger.filter(({ opensAtMs }) => opensAtMs < reachFromMs).length;
      return unjudgedSlots === 0 ? [] : [{ source, reachFromMs, unjudgedSlots }];
    }),
  ),
  side(
    'freshness',
    'how far each source is known to have seen',
    ['sentry', 'loki', 'delivery'],
    ({ facts }) =>
      (['sentry', 'loki', 'delivery'] as const).flatMap((source) => {
        const { freshUntilMs } = facts.readings[source];
        return freshUntilMs === null ? [] : [{ source, freshUntilMs }];
      }),
  ),
  side(
    'phrase-never-seen',
    'a phrase that no line held in all the reach: is it still written like this?',
    ['loki'],
    ({ facts }) => {
      const { loki, readings, phrases } = facts;
      if (loki === null || readings.loki.status !== 'ok' || readings.loki.reachFromMs === null) return [];
      const sinceMs = readings.loki.reachFromMs;
      return (['link-creation-failed', 'send-failed'] as const).flatMap((kind) =>
        loki.seen[kind] === 0 ? [{ phrase: phrases[kind], sinceMs }] : [],
      );
    },
  ),
  side('namesake', 'other providers of the same name', ['delivery'], ({ provider }) => {
    const namesakes = provider?.namesakes ?? [];
    if (namesakes.length === 0) return [];
    const kinds = [...new Set(namesakes.flatMap(({ kind }) => (kind === null ? [] : [kind])))];
    return [{ count: namesakes.length, ids: namesakes.map(({ id }) => id), kinds }];
  }),
  side(
    'today',
    'how it is today, where nobody knows how it was at as-of',
    ['delivery'],
    ({ provider, stateAtAsOf }) => {
      if (provider === null || stateAtAsOf !== null) return [];
      const { cadence, linksEnabled, activeCarePlans, verifiedRecipients, linkLastSentAtMs } = provider.today;
      return [{ cadence, linksEnabled, activeCarePlans, verifiedRecipients, stampAtMs: linkLastSentAtMs }];
    },
  ),
  side(
    'state-from-kept',
    'settings, counts and stamp come from an earlier diagnosis',
    ['delivery'],
    ({ provider, facts }) => {
      const readAtMs = provider?.stateReadAtMs ?? null;
      const isEarlier = readAtMs !== null && provider?.stateAtAsOf !== null && readAtMs < facts.asOfMs;
      return isEarlier ? [{ readAtMs }] : [];
    },
  ),
  side('slot-pending', 'a slot whose window is still open', ['delivery'], ({ ledger, d }) => {
    const pending = ledger.findLast(({ status }) => status === 'pending');
    return pending === undefined || d === null
      ? []
      : [{ slotAtMs: pending.atMs, closesAtMs: pending.closesAtMs }];
  }),
];
