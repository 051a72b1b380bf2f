import { plainWordsOf } from '../words/plain-words.ts';
import { deedIn, type DeedNames } from './deed-in.ts';
import type { IncidentDeed } from './incident-command-text.ts';

/** What the buttons under the first message of an incident do, by the names that they have in its words. */
const BUTTON_DEEDS = ['lead', 'mitigated', 'resolved', 'severity', 'reopen', 'close'] as const;
export type ButtonDeed = (typeof BUTTON_DEEDS)[number];

/** What is only said in the thread of an incident. */
const THREAD_DEEDS = ['check', 'note', 'at', 'timeline', 'correct', 'withdraw'] as const;
export type ThreadDeed = (typeof THREAD_DEEDS)[number];

/** Where something is done that somebody has asked for in another place. */
export type Elsewhere =
  | { readonly by: 'button'; readonly deed: ButtonDeed }
  | { readonly by: 'thread'; readonly deed: ThreadDeed }
  /** @param rest what stands behind the deed */
  | { readonly by: 'command'; readonly deed: IncidentDeed; readonly rest: string };

/** Written without spaces, as words are compared. */
const BUTTON_NAMES: DeedNames<ButtonDeed> = {
  lead: wordsIn(
    'ack acknowledge acknowledged take takelead leading imon mine atender asumir encargo meencargo yomeencargo cargo liderar responsable',
  ),
  mitigated: wordsIn('mitigate mark-mitigated mitigar mitigado mitigada mitiga'),
  resolved: wordsIn(
    'resolve mark-resolved fixed resolver resuelto resuelta resuelve solucionado solucionada',
  ),
  severity: wordsIn(
    'sev priority prio changeseverity setseverity severidad prioridad gravedad cambiarseveridad',
  ),
  reopen: wordsIn('reopened open-again reabrir reabierto reabre reabra'),
  close: wordsIn('closed cerrar cerrado cierra cierre'),
};
const THREAD_NAMES: DeedNames<ThreadDeed> = {
  check: wordsIn('recheck revisar revisa revise'),
  note: wordsIn('nota anotar anota anote'),
  at: wordsIn('a event evento'),
  timeline: wordsIn('cronologia linea'),
  correct: wordsIn('corregir corrige corrija'),
  withdraw: wordsIn('retirar retira retire'),
};

/** What may stand around the name of a button: which incident, and how grave. */
const AROUND = new Set(
  wordsIn('it this that the incident now please to as lo el la este incidente ahora a como por favor de'),
);
const SEVERITY = /^p[1-4]$/u;

/** The button that a text asks for, if it asks for nothing else: "resolve #2", "change severity to P1"; null: none. */
export function buttonDeedIn(text: string): ButtonDeed | null {
  const words = plainWordsOf(text);
  const named = words.filter((word) => !AROUND.has(word) && !SEVERITY.test(word) && !/^\d+$/u.test(word));
  if (named.length === 0) return words.some((word) => SEVERITY.test(word)) ? 'severity' : null;
  return deedIn(named.join(''), BUTTON_DEEDS, BUTTON_NAMES);
}

/** What a word asks for that is only said in the thread of an incident; null: nothing of that. */
export function threadDeedIn(word: string): ThreadDeed | null {
  return deedIn(word, THREAD_DEEDS, THREAD_NAMES);
}

/** Whether a word asks to join an incident: those whom it is about are added to it. */
export function asksToJoin(word: string): boolean {
  return deedIn(word, ['join'], { join: wordsIn('unirse unir unirme sumar sumarse') }) !== null;
}

function wordsIn(names: string): readonly string[] {
  return names.replaceAll('-', '').split(' ');
}
