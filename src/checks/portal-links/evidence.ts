import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { ReadingSummary } from '../../diagnosis/reading.ts';
import type { Evidence } from '../report.ts';
import type { PortalLinksFacts } from './facts.ts';
import { isOffSchedule } from './ledger.ts';
import { speechOf } from './report.ts';
import { findingWords, sideWords } from './spoken-findings.ts';
import { deriveView, type View } from './view.ts';
import type { PortalLinksWords, Speech } from './words.ts';

type Section = Evidence['sections'][number];

/** Composes what stands behind "Evidence": findings, then each source with its query, link and figures. Pure. */
export function composeEvidence(diagnosis: Diagnosis<PortalLinksFacts>, words: PortalLinksWords): Evidence {
  const view = deriveView(diagnosis.facts);
  const speech = speechOf(diagnosis, words);
  const sections = [
    verdictSection(diagnosis, words, speech),
    ledgerSection(view, words, speech),
    sourceSection(view.facts.readings.sentry, sentryLines(view, words, speech), words, speech),
    sourceSection(view.facts.readings.loki, lokiLines(view, words, speech), words, speech),
    sourceSection(view.facts.readings.delivery, deliveryLines(view, words, speech), words, speech),
    {
      heading: words.evidence.notes,
      lines: diagnosis.sideFindings.map((finding) => sideWords(finding, words, speech)),
      query: null,
      link: null,
    },
  ];
  // A heading with nothing under it only asks what is missing there.
  return { title: words.evidence.title, sections: sections.filter(({ lines }) => lines.length > 0) };
}

function verdictSection(
  diagnosis: Diagnosis<PortalLinksFacts>,
  words: PortalLinksWords,
  speech: Speech,
): Section {
  const { verdict, findings } = diagnosis;
  const also = findings.slice(1).map((finding) => {
    const { statement, cause } = findingWords(finding, words, speech);
    return words.evidence.alsoFound(cause === null ? statement : `${statement}: ${cause}`);
  });
  return {
    heading: words.evidence.verdict,
    lines: [
      words.evidence.row(verdict.row, verdict.code, words.evidence.confidence[verdict.confidence]),
      ...also,
    ],
    query: null,
    link: null,
  };
}

function ledgerSection(
  { ledger, provider, facts }: View,
  words: PortalLinksWords,
  { dates }: Speech,
): Section {
  const off = (provider?.linkAtMs ?? []).filter(
    (atMs) => atMs <= facts.asOfMs && isOffSchedule(ledger, atMs),
  );
  return {
    heading: words.evidence.ledger,
    lines: [
      ...ledger.map((slot) =>
        words.evidence.slot(slot.atMs, words.slotStatuses[slot.status], slot.linkAtMs, dates),
      ),
      ...(ledger.length === 0 || off.length === 0 ? [] : [words.evidence.offScheduleLinks(off, dates)]),
    ],
    query: null,
    link: null,
  };
}

function sourceSection(
  reading: ReadingSummary,
  lines: readonly string[],
  words: PortalLinksWords,
  { dates }: Speech,
): Section {
  const { source, status, problem, query, link, window, elapsedMs } = reading;
  const heading = words.sources[source];
  if (status === 'not-configured')
    return { heading, lines: [words.sourceNotConfigured(source)], query: null, link: null };
  const trouble =
    problem === null || status === 'ok'
      ? []
      : [words.sourceNotOk(source, status, words.problem(source, problem))];
  const label = source === 'sentry' ? words.links.sentry : words.links.loki;
  return {
    heading,
    lines: [
      ...trouble,
      ...(status === 'failed' ? [] : lines),
      words.evidence.reading(elapsedMs, window.fromMs, window.untilMs, dates),
    ],
    query: query === '' ? null : query,
    link: link === null ? null : { label, url: link },
  };
}

function sentryLines({ facts }: View, words: PortalLinksWords, { dates }: Speech): string[] {
  const named = facts.sentry?.named ?? [];
  if (named.length === 0) return [words.evidence.namedNowhere];
  return named.map(({ kind, atMs, issueId, eventId }) =>
    words.evidence.event(words.evidence.eventKinds[kind], atMs, issueId, eventId, dates),
  );
}

function lokiLines({ facts, d, provider }: View, words: PortalLinksWords, { dates }: Speech): string[] {
  const { loki, readings } = facts;
  if (loki === null) return [];
  const own = loki.lines.filter(({ belongs }) => belongs === 'subject');
  const isLogging =
    d !== null &&
    loki.logging.some(({ lineCountByApp }) => Object.values(lineCountByApp).some((count) => count > 0));
  return [
    ...(provider === null
      ? [words.linesOfNobody(loki.seen['link-creation-failed'] + loki.seen['send-failed'])]
      : own.length === 0
        ? [words.evidence.noLines(readings.loki.reachFromMs, isLogging, dates)]
        : own.map(({ kind, atMs, app, recipient }) =>
            words.evidence.line(words.evidence.lineKinds[kind], atMs, app, recipient, dates),
          )),
    ...loki.logging
      .filter(({ window }) => window.fromMs >= (readings.loki.reachFromMs ?? 0))
      .map(({ window, lineCountByApp }) => words.evidence.logging(window.fromMs, lineCountByApp, dates)),
    ...loki.apps.map(({ app, newestLineAtMs }) => words.evidence.newestLine(app, newestLineAtMs, dates)),
  ];
}

function deliveryLines(
  { provider, stateAtAsOf }: View,
  words: PortalLinksWords,
  { dates }: Speech,
): string[] {
  if (provider === null) return [];
  const totals = words.evidence.linkTotals(provider.linkCount, provider.newestLinkAtMs, dates);
  if (stateAtAsOf === null) return [totals];
  return [
    totals,
    words.evidence.stamp(stateAtAsOf.linkLastSentAtMs, dates),
    words.evidence.settings({
      plans: stateAtAsOf.activeCarePlans,
      threshold: stateAtAsOf.activeCaseThreshold,
      verified: stateAtAsOf.verifiedRecipients,
      unverified: stateAtAsOf.unverifiedRecipients,
      enabled: stateAtAsOf.linksEnabled,
      cadence: stateAtAsOf.cadence,
    }),
  ];
}
