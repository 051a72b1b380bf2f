import type { ClockMark } from '../incidents/fact.ts';
import { incidentDeedIn } from './incident-command-text.ts';
import { asksToJoin, buttonDeedIn, type Elsewhere } from './incident-elsewhere.ts';
import { readSaidTime, type SaidTime } from './said-time.ts';

/** What somebody asks for, or tells, by mentioning the bot in the thread of an incident. */
export type IncidentMention =
  | { readonly kind: 'check' | 'timeline' | 'status' | 'help' }
  | { readonly kind: 'note'; readonly text: string }
  | {
      readonly kind: 'event';
      readonly time: SaidTime;
      readonly text: string;
      readonly mark: ClockMark | null;
    }
  /** null: as it stands. */
  | {
      readonly kind: 'correct';
      readonly seq: number;
      readonly time: SaidTime | null;
      readonly text: string | null;
      /** Which clock an event of this text moves; null: none; left out: the text stays as it is. */
      readonly mark?: ClockMark | null;
    }
  | { readonly kind: 'withdraw'; readonly seq: number }
  /** It is done by a button, or by the command. */
  | { readonly kind: 'elsewhere'; readonly where: Elsewhere }
  | { readonly kind: 'unreadable'; readonly problem: MentionProblem };

/** Why a mention that is meant for the incident cannot be read. Words are made in `incident-help.ts`. */
export type MentionProblem =
  | { readonly code: 'no-text' | 'no-event' | 'no-seq' | 'no-right' }
  | { readonly code: 'no-time'; readonly word: string };

const PLAIN_DEEDS = [
  [
    'check',
    /^(?:re-?check|check(?:\s+(?:again|now))?|revis(?:ar|a|e)(?:\s+(?:de\s+nuevo|otra\s+vez|ahora))?)$/iu,
  ],
  ['timeline', /^(?:timeline|cronolog[ií]a|l[ií]nea\s+(?:de\s+tiempo|temporal))$/iu],
  ['status', /^(?:status|estado)$/iu],
  ['help', /^[-–—]*(?:help|ayuda)$/iu],
] as const;

const NOTE = /^(?:note|nota|anot(?:ar|a|e))(?:\s*:\s*|\s+|$)/iu;
const AT = /^(?:at|a\s+las?)(?:\s+|$)/iu;
/** "on" and "el" begin much else: only with a time behind them they tell of an event. */
const ON = /^(?:on|el)\s+/iu;
const CORRECT = /^(?:correct|corregir|corrige|corrija)(?:\s+|$)/iu;
const WITHDRAW = /^(?:withdraw|retirar|retira|retire)(?:\s+|$)/iu;
const SEQ = /^(?:#|no\.?\s*|n\.?º\s*)?(\d{1,6})(?=$|[\s,;:.])[\s,;:]*/iu;

/** The word for each clock, in English and Spanish. */
const MARKS: readonly (readonly [ClockMark, string])[] = [
  ['began', 'began|empez[oó]|comenz[oó]|inici[oó]'],
  ['reported', 'reported|(?:se\\s+)?report[oó]|reportad[oa]'],
  ['detected', 'detected|(?:se\\s+)?detect[oó]|detectad[oa]'],
  ['first-reaction', 'reacted|first\\s+reaction|reaccion[oó]|primera\\s+reacci[oó]n'],
  ['engaged', 'engaged|(?:se\\s+)?involucr[oó]|involucrad[oa]|se\\s+incorpor[oó]'],
  ['mitigated', 'mitigated|(?:se\\s+)?mitig[oó]|mitigad[oa]'],
  [
    'fixed',
    'fixed|(?:se\\s+)?corrigi[oó]|corregid[oa]|(?:se\\s+)?arregl[oó]|arreglad[oa]|resuelt[oa]|solucionad[oa]',
  ],
];
/** Only on its own, or set off from what follows: who "fixed a typo" has not fixed it. */
const SET_OFF = String.raw`(?=\s*(?:$|[:,]|\.(?:\s|$))|\s+(?:by|por)\s)`;
const MARKED = MARKS.map(([mark, words]) => [mark, new RegExp(`^(?:${words})${SET_OFF}`, 'iu')] as const);

/** Whether it is to be recorded. What is recorded is so once, however often Slack sends it. */
export function tellsSomething({ kind }: IncidentMention): boolean {
  return kind === 'note' || kind === 'event' || kind === 'correct' || kind === 'withdraw';
}

/** Reads a mention in the thread of an incident. @returns null: it is meant for something else, as a check of ids and names */
export function readIncidentMention(said: string): IncidentMention | null {
  const text = said.replaceAll(/[\u200b\u2060\ufeff]/gu, '').trim();
  if (text === '') return { kind: 'help' };
  const deed = PLAIN_DEEDS.find(([, pattern]) => pattern.test(text));
  if (deed !== undefined) return { kind: deed[0] };
  if (NOTE.test(text)) {
    const noted = text.replace(NOTE, '').trim();
    return noted === '' ? unreadable({ code: 'no-text' }) : { kind: 'note', text: noted };
  }
  if (CORRECT.test(text)) return readCorrection(text.replace(CORRECT, ''));
  if (WITHDRAW.test(text)) return readWithdrawal(text.replace(WITHDRAW, ''));
  return readEvent(text) ?? readElsewhere(text);
}

/** Of the command only what changes something: "open" and "show" may begin a name. */
function readElsewhere(text: string): IncidentMention | null {
  const pressed = buttonDeedIn(text);
  if (pressed !== null) return { kind: 'elsewhere', where: { by: 'button', deed: pressed } };
  const [first = '', ...others] = text.split(/\s+/u);
  const deed = asksToJoin(first) ? 'add' : incidentDeedIn(first);
  if (deed !== 'add' && deed !== 'remove' && deed !== 'postmortem') return null;
  const rest = others.filter((word) => !/^#\d+$/u.test(word)).join(' ');
  return { kind: 'elsewhere', where: { by: 'command', deed, rest } };
}

/** The clock that an event moves, by the word that it begins with; null: none. */
function markOf(text: string): ClockMark | null {
  return MARKED.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

function readEvent(text: string): IncidentMention | null {
  const isAt = AT.test(text);
  if (!isAt && !ON.test(text)) return null;
  const behind = text.replace(isAt ? AT : ON, '');
  const read = readSaidTime(behind);
  if (read === null) {
    const [word = ''] = behind.split(/\s+/u);
    // What names a place or a person has no digit in front.
    return isAt && /^\d/u.test(word) ? unreadable({ code: 'no-time', word }) : null;
  }
  const happened = read.rest.trim();
  if (happened === '') return unreadable({ code: 'no-event' });
  return { kind: 'event', time: read.time, text: happened, mark: markOf(happened) };
}

function readCorrection(text: string): IncidentMention | null {
  const match = SEQ.exec(text);
  if (match === null) return text === '' || AT.test(text) ? unreadable({ code: 'no-seq' }) : null;
  const right = text.slice(match[0].length).trim();
  const behind = [AT, ON].map((word) => (word.test(right) ? readSaidTime(right.replace(word, '')) : null));
  const read = behind.find((each) => each !== null) ?? null;
  const [, badTime = null] = /^(?:at|a\s+las?)\s+(\d\S*)/iu.exec(right) ?? [];
  if (read === null && badTime !== null) return unreadable({ code: 'no-time', word: badTime });
  const words = (read === null ? right : read.rest).trim();
  if (read === null && words === '') return unreadable({ code: 'no-right' });
  return {
    kind: 'correct',
    seq: Number(match[1]),
    time: read?.time ?? null,
    ...(words === '' ? { text: null } : { text: words, mark: markOf(words) }),
  };
}

function readWithdrawal(text: string): IncidentMention | null {
  const match = SEQ.exec(text);
  if (match === null) return text === '' ? unreadable({ code: 'no-seq' }) : null;
  return text.slice(match[0].length).trim() === '' ? { kind: 'withdraw', seq: Number(match[1]) } : null;
}

function unreadable(problem: MentionProblem): IncidentMention {
  return { kind: 'unreadable', problem };
}
