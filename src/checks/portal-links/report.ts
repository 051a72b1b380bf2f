import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { ReadingSummary } from '../../diagnosis/reading.ts';
import type { Report } from '../report.ts';
import type { PortalLinksFacts } from './facts.ts';
import type { SideCode, VerdictParams } from './findings.ts';
import { isOffSchedule, type LedgerSlot } from './ledger.ts';
import { findingWords, paramsOf, sideWords } from './spoken-findings.ts';
import { deriveView, type View } from './view.ts';
import type { PortalLinksWords, Speech, VerdictWords } from './words.ts';

type PortalLinksDiagnosis = Diagnosis<PortalLinksFacts>;
type Line = Report['lines'][number];

/** Side findings that a person should see without opening the evidence, in this order. */
const SIDES_IN_MESSAGE: readonly SideCode[] = [
  'contradiction',
  'unclear-lines',
  'margin',
  'slot-pending',
  'today',
  'state-from-kept',
  'namesake',
];
const MOST_SIDES_IN_MESSAGE = 3;

/** Rows that say that D was missed: only there it helps to know whether others were missed too. */
const FIRST_MISSED_ROW = 8;
const LAST_MISSED_ROW = 18;

const SLOT_MARKS: Readonly<Record<LedgerSlot['status'], string>> = {
  kept: '✓',
  missed: '✗',
  failing: '‼',
  excused: '–',
  pending: '…',
};

/** Composes the message of one diagnosis from the catalogue of a language. Pure. */
export function composeReport(diagnosis: PortalLinksDiagnosis, words: PortalLinksWords): Report {
  const { facts, verdict } = diagnosis;
  const view = deriveView(facts);
  const speech = speechOf(diagnosis, words);
  const spoken = verdictWords(diagnosis, words, speech);
  const statement = `${words.states[verdict.state]}: ${spoken.statement}`;
  const name = facts.provider?.name ?? diagnosis.subjectId;
  const kind = speech.kind === null ? null : words.kind(speech.kind);
  const shortId = diagnosis.subjectId.slice(0, 8);
  return {
    state: verdict.state,
    confidence: verdict.confidence,
    headline: {
      subject: name,
      kind,
      shortId,
      statement,
    },
    lines: [
      ...certainLines(diagnosis, view, words, speech),
      ...causeLines(diagnosis, spoken, words),
      ...peerLines(diagnosis, words, speech),
      ...sideLines(diagnosis, words, speech),
      { label: words.labels.next, text: spoken.next },
      ...(verdict.state === 'not-expected' ? [] : ledgerLines(view, speech)),
      { label: null, text: sourcesLine(view, words, speech) },
      { label: null, text: words.asOf(speech.dates.asOf(diagnosis.asOfMs), diagnosis.rulesVersion) },
    ],
    links: (['sentry', 'loki'] as const).flatMap((source) => {
      const { link } = facts.readings[source];
      return link === null ? [] : [{ label: words.links[source], url: link }];
    }),
    asOf: speech.dates.asOf(diagnosis.asOfMs),
    summary: `${[name, ...(kind === null ? [] : [kind]), shortId].join(' · ')}: ${statement}`,
  };
}

/** What the words of this diagnosis' findings may speak of. */
export function speechOf(diagnosis: PortalLinksDiagnosis, words: PortalLinksWords): Speech {
  const { facts, asOfMs, verdict } = diagnosis;
  const { cadence, provider } = facts;
  const isKnown = cadence.status === 'known';
  return {
    dates: words.dates(cadence.timeZone, asOfMs),
    state: verdict.state,
    cadence: isKnown ? cadence.value : (provider?.today.cadence ?? ''),
    kind: provider?.kind ?? null,
    nextSlotAtMs: isKnown ? (cadence.next?.atMs ?? null) : null,
    dashboardId: (provider?.stateAtAsOf ?? provider?.today)?.dashboardId ?? null,
    asOfMs,
  };
}

function verdictWords(
  diagnosis: PortalLinksDiagnosis,
  words: PortalLinksWords,
  speech: Speech,
): VerdictWords {
  const [leading] = diagnosis.findings;
  if (leading === undefined) throw new Error(`diagnosis ${diagnosis.id} has no finding`);
  return findingWords(leading, words, speech);
}

/** What the rows prove, whatever caused it. */
function certainLines(
  diagnosis: PortalLinksDiagnosis,
  view: View,
  words: PortalLinksWords,
  speech: Speech,
): Line[] {
  const { d, ledger, provider } = view;
  if (provider === null || view.facts.readings.delivery.status !== 'ok') return [];
  if (d === null || diagnosis.verdict.state === 'not-expected') return undatedLines(view, words, speech);
  const counted = ledger.filter(
    ({ status }) => status === 'kept' || status === 'missed' || status === 'failing',
  );
  const kept = counted.filter(({ status }) => status === 'kept').length;
  const slot =
    d.linkAtMs !== null
      ? words.slotKept(d.atMs, d.linkAtMs, speech)
      : d.status === 'failing'
        ? words.slotFailing(d.atMs, speech)
        : words.slotMissed(d.atMs, speech);
  const sentences = [`${sentenceCase(slot)}; ${words.slotsKept(kept, counted.length)}.`];
  const phantom = phantomSentence(diagnosis, words, speech);
  if (phantom !== null) sentences.push(phantom);
  else if (d.linkAtMs === null) sentences.push(lastSendSentence(view, words, speech));
  else if (diagnosis.verdict.code === 'on-schedule' && view.lacking.length === 0)
    sentences.push(words.inboxUnknown);
  return [{ label: words.labels.certain, text: sentences.join(' ') }];
}

/** What the rows prove where no slot is to be judged. A provider that only waits for its first slot needs no such line. */
function undatedLines(
  { provider, stateAtAsOf, d, facts }: View,
  words: PortalLinksWords,
  speech: Speech,
): Line[] {
  if (provider === null || (stateAtAsOf !== null && d === null && facts.cadence.status === 'known'))
    return [];
  const { newestLinkAtMs } = provider;
  const text = newestLinkAtMs === null ? words.noLinkEver : words.newestLinkThen(newestLinkAtMs, speech);
  return [{ label: words.labels.certain, text }];
}

function phantomSentence(
  diagnosis: PortalLinksDiagnosis,
  words: PortalLinksWords,
  speech: Speech,
): string | null {
  const finding = diagnosis.findings.find(({ code }) => code === 'phantom-send');
  if (finding === undefined) return null;
  return words.phantomFigures(paramsOf<VerdictParams['phantom-send']>(finding), speech);
}

function lastSendSentence({ provider, ledger }: View, words: PortalLinksWords, speech: Speech): string {
  const newest = provider?.newestLinkAtMs ?? null;
  if (newest === null) return words.noLinkEver;
  const isOff = provider?.linkAtMs[0] === newest && isOffSchedule(ledger, newest);
  return isOff ? words.lastSendOffSchedule(newest, speech) : words.newestLink(newest, speech);
}

function causeLines(
  { verdict }: PortalLinksDiagnosis,
  spoken: VerdictWords,
  words: PortalLinksWords,
): Line[] {
  if (spoken.cause === null) return [];
  const { certain, likely, unknown } = words.labels;
  // How a stamp came to move without a link is a guess, however sure the rows are that it did.
  const isGuess = verdict.code === 'phantom-send';
  const label =
    verdict.confidence === 'none' ? unknown : verdict.confidence === 'likely' || isGuess ? likely : certain;
  return [{ label, text: sentenceCase(spoken.cause) }];
}

function peerLines(
  { sideFindings, verdict }: PortalLinksDiagnosis,
  words: PortalLinksWords,
  speech: Speech,
): Line[] {
  const isMissed = verdict.row >= FIRST_MISSED_ROW && verdict.row <= LAST_MISSED_ROW;
  if (!isMissed || verdict.code === 'sender-not-running') return [];
  return sideFindings
    .filter(({ code }) => code === 'peers-at-slot')
    .map((finding) => ({ label: words.labels.others, text: sideWords(finding, words, speech) }));
}

function sideLines({ sideFindings }: PortalLinksDiagnosis, words: PortalLinksWords, speech: Speech): Line[] {
  return SIDES_IN_MESSAGE.flatMap((code) => sideFindings.filter((finding) => finding.code === code))
    .filter(({ code, params }) => code !== 'unclear-lines' || Number(params['withSubject']) > 0)
    .slice(0, MOST_SIDES_IN_MESSAGE)
    .map((finding) => ({ label: words.labels.note, text: sideWords(finding, words, speech) }));
}

function ledgerLines({ ledger, facts }: View, { dates }: Speech): Line[] {
  const [oldest] = ledger;
  const newest = ledger.at(-1);
  if (oldest === undefined || newest === undefined || facts.readings.delivery.status !== 'ok') return [];
  const marks = ledger.map(({ status }) => SLOT_MARKS[status]).join('');
  return [{ label: null, text: `${marks} ${dates.shortDay(oldest.atMs)} – ${dates.shortDay(newest.atMs)}` }];
}

function sourcesLine(view: View, words: PortalLinksWords, speech: Speech): string {
  const { readings } = view.facts;
  return [sourceText(readings.sentry), sourceText(readings.loki), sourceText(readings.delivery)].join(' · ');

  function sourceText(reading: ReadingSummary): string {
    const { source, status, problem } = reading;
    if (status === 'not-configured') return words.sourceNotConfigured(source);
    if (problem !== null && status !== 'ok')
      return words.sourceNotOk(source, status, words.problem(source, problem));
    return words.sourceOk(
      source,
      detailOf(reading, view, words),
      reachWorthSaying(reading, view),
      speech.dates,
    );
  }
}

function detailOf(
  { source }: ReadingSummary,
  { facts, silentAppsAtD, d }: View,
  words: PortalLinksWords,
): string | null {
  if (source === 'sentry') return words.eventsNameIt(facts.sentry?.named.length ?? 0);
  if (source === 'delivery') return null;
  const { loki, provider } = facts;
  if (loki === null) return null;
  const own = loki.lines.filter(({ belongs }) => belongs === 'subject').length;
  const seen = loki.seen['link-creation-failed'] + loki.seen['send-failed'];
  // Without the database's names nobody knows whose a line is.
  const lines = provider === null ? words.linesOfNobody(seen) : words.linesNameIt(own);
  return [lines, ...(d === null ? [] : [words.appsLogging(silentAppsAtD)])].join(', ');
}

/** Where a source's reach begins is said where it does not reach the ledger's first slot. */
function reachWorthSaying({ source, reachFromMs }: ReadingSummary, { ledger }: View): number | null {
  const [oldest] = ledger;
  if (source === 'delivery' || reachFromMs === null || oldest === undefined) return null;
  return reachFromMs > oldest.opensAtMs ? reachFromMs : null;
}

function sentenceCase(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
