import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { Report } from '../report.ts';
import type { DeskSpeech, DeskVerdictWords, DeskWords } from './desk-words.ts';
import type { PortalLinksFacts } from './facts.ts';
import { linkNowOf } from './link-now.ts';
import { manualSendOf, type ManualSend } from './manual-send.ts';
import { AS_OF_IS_NOW_MS } from './see.ts';
import { entryOf, paramsOf } from './spoken-findings.ts';
import { deriveView, type View } from './view.ts';

type PortalLinksDiagnosis = Diagnosis<PortalLinksFacts>;
type Line = Report['lines'][number];

/** Composes the message for the help desk: plain words, what to say to the clinic and what not, and no links. Pure. */
export function composeDeskReport(diagnosis: PortalLinksDiagnosis, words: DeskWords): Report {
  const { facts, verdict, subjectId } = diagnosis;
  const view = deriveView(facts);
  const manualSend = manualSendOf(verdict.code, view);
  const speech = deskSpeechOf(diagnosis, view, manualSend, words);
  const { dates } = speech;
  const spoken = deskVerdictWords(diagnosis, words, speech);
  const statement = `${words.states[verdict.state]}: ${spoken.statement}`;
  const subject = facts.provider?.name ?? subjectId;
  const kind = facts.provider === null ? null : words.kind(facts.provider.kind);
  const shortId = subjectId.slice(0, 8);
  const { labels } = words;
  const last = manualSend.lastAtMs === null ? '' : dates.dayTime(manualSend.lastAtMs);
  return {
    state: verdict.state,
    confidence: verdict.confidence,
    headline: { subject, kind, shortId, statement },
    lines: [
      { label: labels.happened, text: spoken.happened },
      { label: labels.say, text: spoken.say },
      { label: labels.notToSay, text: words.notToSay(spoken.notToSay, causeNotToTell(diagnosis)) },
      { label: labels.manualSend, text: words.manualSends[manualSend.because](last) },
      ...linkLines(diagnosis, words, speech),
      { label: labels.next, text: spoken.next },
      { label: null, text: words.asOf(dates.asOf(diagnosis.asOfMs), facts.cadence.timeZone) },
    ],
    links: [],
    summary: `${[subject, kind, shortId].filter((part) => part !== null).join(' · ')}: ${statement}`,
  };
}

function deskSpeechOf(
  { facts, verdict, asOfMs }: PortalLinksDiagnosis,
  { d, missedSinceKept }: View,
  manualSend: ManualSend,
  words: DeskWords,
): DeskSpeech {
  const { cadence, provider } = facts;
  return {
    dates: words.dates(cadence.timeZone, asOfMs),
    kind: provider?.kind ?? null,
    confidence: verdict.confidence,
    slotAtMs: d?.atMs ?? null,
    missed: missedSinceKept.length,
    isFailing: d?.status === 'failing',
    nextSlotAtMs: cadence.status === 'known' ? (cadence.next?.atMs ?? null) : null,
    manualSendHelps: manualSend.helps,
    isLinkWorking: linkNowOf(facts).status === 'works',
  };
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

/** A clinic is told no cause that is not proven. The rows prove of some verdicts that it is so, and not how it came to be. */
function causeNotToTell({ verdict }: PortalLinksDiagnosis): 'likely' | 'none' | null {
  const { code, state, confidence } = verdict;
  if (state !== 'missing' && state !== 'partial') return null;
  if (code === 'phantom-send' || code === 'masked-by-manual-sends') return 'none';
  return confidence === 'confirmed' ? null : confidence;
}

function linkLines(
  { facts, asOfMs, madeAtMs }: PortalLinksDiagnosis,
  words: DeskWords,
  { dates }: DeskSpeech,
): Line[] {
  // Of nobody, or of somebody who cannot be read, there is no link to speak of.
  if (facts.provider === null) return [];
  const link = linkNowOf(facts);
  return madeAtMs - asOfMs > AS_OF_IS_NOW_MS
    ? [{ label: words.labels.linkThen, text: words.linkThen(link, dates) }]
    : [{ label: words.labels.linkNow, text: words.linkNow(link, dates) }];
}
