import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { EpochMs } from '../../diagnosis/time.ts';
import type { Report } from '../report.ts';
import type { DeskSpeech, DeskVerdictWords, DeskWords } from './desk-words.ts';
import type { PortalLinksFacts } from './facts.ts';
import { isOffSchedule } from './ledger.ts';
import { linkNowOf } from './link-now.ts';
import { manualSendOf, type ManualSend } from './manual-send.ts';
import { AS_OF_IS_NOW_MS } from './see-provider.ts';
import { entryOf, paramsOf } from './spoken-findings.ts';
import { deriveView, type View } from './view.ts';

type PortalLinksDiagnosis = Diagnosis<PortalLinksFacts>;
type Line = Report['lines'][number];

/** Composes the message for the help desk: plain words, what to say to the clinic and what not, and no links. Pure. */
export function composeDeskReport(diagnosis: PortalLinksDiagnosis, words: DeskWords): Report {
  const { facts, verdict, subjectId, asOfMs, madeAtMs } = diagnosis;
  const view = deriveView(facts);
  const manualSend = manualSendOf(verdict.code, view);
  const speech = deskSpeechOf(diagnosis, view, manualSend, words);
  const { dates } = speech;
  const spoken = deskVerdictWords(diagnosis, words, speech);
  const statement = `${words.states[verdict.state]}: ${spoken.statement}`;
  const subject = facts.provider?.name ?? subjectId;
  const kind = facts.provider === null ? null : words.kind(facts.provider.kind);
  const shortId = subjectId.slice(0, 8);
  const isPast = madeAtMs - asOfMs > AS_OF_IS_NOW_MS;
  return {
    state: verdict.state,
    confidence: verdict.confidence,
    headline: { subject, kind, shortId, statement },
    lines: [
      ...namesakeLines(facts, words),
      ...(isPast
        ? linesOfThen(spoken, facts, words, speech)
        : linesOfNow(diagnosis, spoken, view, manualSend, words, speech)),
      { label: null, text: words.asOf(dates.asOf(asOfMs), facts.cadence.timeZone) },
    ],
    links: [],
    asOf: dates.asOf(asOfMs),
    summary: `${[subject, kind, shortId].filter((part) => part !== null).join(' · ')}: ${statement}`,
  };
}

function deskSpeechOf(
  { facts, verdict, asOfMs }: PortalLinksDiagnosis,
  view: View,
  manualSend: ManualSend,
  words: DeskWords,
): DeskSpeech {
  const { cadence, provider } = facts;
  const { d, missedSinceKept } = view;
  return {
    dates: words.dates(cadence.timeZone, asOfMs),
    kind: provider?.kind ?? null,
    confidence: verdict.confidence,
    slotAtMs: d?.atMs ?? null,
    missed: missedSinceKept.length,
    isFailing: d?.status === 'failing',
    nextSlotAtMs: cadence.status === 'known' ? (cadence.next?.atMs ?? null) : null,
    manualSendHelps: manualSend.helps,
    linkNow: linkNowOf(facts).status,
    linkSinceAtMs: linkSinceD(view),
  };
}

function linkSinceD({ d, provider, ledger, facts }: View): EpochMs | null {
  if (d === null || provider === null) return null;
  const isSince = (atMs: EpochMs) => atMs >= d.opensAtMs && atMs <= facts.asOfMs;
  return provider.linkAtMs.find((atMs) => isSince(atMs) && isOffSchedule(ledger, atMs)) ?? null;
}

function deskVerdictWords(
  { id, findings }: PortalLinksDiagnosis,
  words: DeskWords,
  speech: DeskSpeech,
): DeskVerdictWords {
  const [leading] = findings;
  if (leading === undefined) throw new Error(`diagnosis ${id} has no finding`);
  const say: (params: never, speech: DeskSpeech) => DeskVerdictWords = entryOf(words.verdicts, leading.code);
  return say(paramsOf<never>(leading), speech);
}

/** Whoever searched by name may have meant the other one. */
function namesakeLines({ provider }: PortalLinksFacts, words: DeskWords): Line[] {
  const count = provider?.namesakes.length ?? 0;
  return count === 0 ? [] : [{ label: words.labels.sameName, text: words.sameName(count) }];
}

function linesOfNow(
  diagnosis: PortalLinksDiagnosis,
  spoken: DeskVerdictWords,
  view: View,
  manualSend: ManualSend,
  words: DeskWords,
  { dates }: DeskSpeech,
): Line[] {
  const { facts } = diagnosis;
  const { labels } = words;
  const openAtMs = openSlotBesides(diagnosis, view);
  const open = openAtMs === null ? [] : [words.slotOpen(dates.dayTime(openAtMs))];
  const last = manualSend.lastAtMs === null ? '' : dates.dayTime(manualSend.lastAtMs);
  return [
    { label: labels.happened, text: [spoken.happened, ...open].join(' ') },
    { label: labels.say, text: spoken.say },
    { label: labels.notToSay, text: words.notToSay(spoken.notToSay, causeNotToTell(diagnosis)) },
    { label: labels.manualSend, text: words.manualSends[manualSend.because](last) },
    ...linkLine(facts, labels.linkNow, words.linkNow(linkNowOf(facts), dates)),
    { label: labels.next, text: spoken.next },
  ];
}

/** How it was then is told; what to say and to do today is not, for it may be otherwise by now. */
function linesOfThen(
  spoken: DeskVerdictWords,
  facts: PortalLinksFacts,
  words: DeskWords,
  { dates }: DeskSpeech,
): Line[] {
  const { labels, past } = words;
  return [
    { label: labels.wasThen, text: spoken.happened },
    { label: labels.say, text: past.say },
    { label: labels.notToSay, text: past.notToSay },
    ...linkLine(facts, labels.linkThen, words.linkThen(linkNowOf(facts), dates)),
    { label: labels.next, text: past.next },
  ];
}

/** Of nobody, or of somebody who cannot be read, there is no link to speak of. */
function linkLine({ provider }: PortalLinksFacts, label: string, text: string): Line[] {
  return provider === null ? [] : [{ label, text }];
}

/** The slot after the last one, where the verdict is about the last one, and this one may still be kept. */
function openSlotBesides({ verdict, facts }: PortalLinksDiagnosis, { d, ledger }: View): EpochMs | null {
  const isOfRuns = verdict.state !== 'not-expected' && verdict.code !== 'no-dashboard';
  if (d === null || !isOfRuns || facts.readings.delivery.status !== 'ok') return null;
  return ledger.findLast(({ status }) => status === 'pending')?.atMs ?? null;
}

/** A clinic is told no cause that is not proven. The rows prove of some verdicts that it is so, and not how it came to be. */
function causeNotToTell({ verdict }: PortalLinksDiagnosis): 'likely' | 'none' | null {
  const { code, state, confidence } = verdict;
  if (state !== 'missing' && state !== 'partial') return null;
  if (code === 'phantom-send' || code === 'masked-by-manual-sends' || code === 'link-not-sent') return 'none';
  return confidence === 'confirmed' ? null : confidence;
}
