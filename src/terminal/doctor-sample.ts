import { DAY_MS } from '../diagnosis/time.ts';
import { problemOf } from '../sources/http-problems.ts';
import type { LokiSource } from '../sources/loki/loki-source.ts';
import { oneIdIn } from './one-id.ts';
import { printable } from './printable.ts';
import { isoOf } from './range.ts';
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
export async function showSample(session: Session, id: string, timeoutMs: number): Promise<boolean> {
  const { out, style, words } = session;
  out(style('bold', words.doctor.sampleOf(id)));
  const isRowRead = await showRow(session, id, timeoutMs);
  return (await showPhrases(session, timeoutMs)) && isRowRead;
}

async function showRow(
  { assembly, words, out, style, clock }: Session,
  id: string,
  timeoutMs: number,
): Promise<boolean> {
  const nowMs = clock();
  const [check] = assembly.checks;
  const { questions } = check.ask({ subjectIds: [id], asOfMs: nowMs, nowMs, windowMs: null });
  const [statement] = questions.delivery?.statements ?? [];
  if (statement === undefined) return true;
  const { facts, problem } = await assembly.sources.delivery.sample(
    statement,
    AbortSignal.timeout(timeoutMs),
  );
  for (const { name, value } of facts) out(`    ${printable(`${name}: ${words.doctor.fact(value)}`)}`);
  if (problem !== null) out(`    ${style('yellow', words.problem('delivery', problem))}`);
  else if (facts.length === 0) out(`    ${words.doctor.noSuchProvider}`);
  return problem === null;
}

async function showPhrases(session: Session, timeoutMs: number): Promise<boolean> {
  const { sources, portalLinks } = session.assembly;
  const { loki } = sources;
  if (loki === null) return true;
  const { sendFailed, linkCreationFailed, runPhrase } = portalLinks.loki;
  const phrases = [sendFailed, linkCreationFailed, ...(runPhrase === null ? [] : [runPhrase])];
  const shown = await Promise.all(phrases.map((phrase) => phraseLine(session, loki, phrase, timeoutMs)));
  for (const { text } of shown) session.out(`    ${printable(text)}`);
  return shown.every(({ isRead }) => isRead);
}

async function phraseLine(
  { clock, words: { doctor, problem } }: Session,
  loki: LokiSource,
  phrase: string,
  timeoutMs: number,
): Promise<{ text: string; isRead: boolean }> {
  const untilMs = clock();
  const window = { fromMs: untilMs - PHRASE_WINDOW_DAYS * DAY_MS, untilMs };
  try {
    const { count, lastSeenAtMs } = await loki.countPhrase(phrase, window, AbortSignal.timeout(timeoutMs));
    const lastSeenAt = lastSeenAtMs === null ? null : isoOf(lastSeenAtMs);
    return { text: doctor.phrase(phrase, PHRASE_WINDOW_DAYS, count, lastSeenAt), isRead: true };
  } catch (error) {
    return { text: doctor.phraseFailed(phrase, problem('loki', problemOf(error))), isRead: false };
  }
}
