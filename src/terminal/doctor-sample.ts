import type { DoctorFact } from '../diagnosis/doctor-facts.ts';
import { DAY_MS } from '../diagnosis/time.ts';
import type { LokiSource } from '../sources/loki/loki-source.ts';
import { tried } from '../sources/tried.ts';
import { PART_MS } from './doctor-part.ts';
import { showFacts } from './doctor-show.ts';
import { oneIdIn } from './one-id.ts';
import type { Session } from './session.ts';

const PHRASE_WINDOW_DAYS = 30;

/**
 * Reads the one id that a sample is taken of.
 * @throws UsageError where the text is no id, or holds several
 */
export function sampleIdIn(text: string, session: Session): string {
  return oneIdIn('--sample', text, [session.assembly.checks[0]], 'portal-check doctor', session);
}

/** Shows every column of one provider, without its names, and how often each phrase was seen. Says whether all could be read. */
export async function showSample(session: Session, id: string): Promise<boolean> {
  const { out, style, words } = session;
  out(style('bold', words.doctor.sampleOf(id)));
  const isRowRead = await showRow(session, id);
  return (await showPhrases(session)) && isRowRead;
}

async function showRow(session: Session, id: string): Promise<boolean> {
  const { assembly, words, out, style, clock } = session;
  const nowMs = clock();
  const [check] = assembly.checks;
  const { questions } = check.ask({ subjectIds: [id], asOfMs: nowMs, nowMs, windowMs: null });
  const [statement] = questions.delivery?.statements ?? [];
  if (statement === undefined) return true;
  const { facts, problem } = await assembly.sources.delivery.sample(statement, AbortSignal.timeout(PART_MS));
  showFacts(facts, session);
  if (problem !== null) out(`    ${style('yellow', words.doctor.problem('delivery', problem))}`);
  else if (facts.length === 0) out(`    ${words.doctor.noSuchProvider}`);
  return problem === null;
}

async function showPhrases(session: Session): Promise<boolean> {
  const { sources, portalLinks } = session.assembly;
  const { loki } = sources;
  if (loki === null) return true;
  const { sendFailed, linkCreationFailed, runPhrase } = portalLinks.loki;
  const phrases = [sendFailed, linkCreationFailed, ...(runPhrase === null ? [] : [runPhrase])];
  const untilMs = session.clock();
  const facts = await Promise.all(phrases.map((phrase) => phraseFact(loki, phrase, untilMs)));
  showFacts(facts, session);
  return facts.every(({ params }) => 'value' in params.seen);
}

async function phraseFact(
  loki: LokiSource,
  phrase: string,
  untilMs: number,
): Promise<DoctorFact<'loki-phrase'>> {
  const days = PHRASE_WINDOW_DAYS;
  const window = { fromMs: untilMs - days * DAY_MS, untilMs };
  const seen = await tried(loki.countPhrase(phrase, window, AbortSignal.timeout(PART_MS)));
  return { code: 'loki-phrase', params: { phrase, days, seen } };
}
