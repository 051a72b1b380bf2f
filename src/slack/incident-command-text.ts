import { deedIn, type DeedNames } from './deed-in.ts';
import { asksToJoin, buttonDeedIn, threadDeedIn, type Elsewhere } from './incident-elsewhere.ts';

/** As it is called in Slack. */
export const INCIDENT_COMMAND = '/portal-incident';

/** What can be done with incidents by the command. */
export const INCIDENT_DEEDS = ['open', 'list', 'show', 'add', 'remove', 'postmortem'] as const;
export type IncidentDeed = (typeof INCIDENT_DEEDS)[number];

const ALSO: DeedNames<IncidentDeed | 'help'> = {
  open: ['abrir', 'abre', 'abra'],
  list: ['lista', 'listar'],
  show: ['status', 'mostrar', 'muestra', 'ver', 'estado'],
  add: ['agregar', 'agrega', 'anadir', 'anade'],
  remove: ['quitar', 'quita', 'sacar'],
  postmortem: [],
  help: ['ayuda'],
};
const SPANISH_LISTS: DeedNames<'open' | 'all'> = {
  open: ['abierto', 'abiertos'],
  all: ['todo', 'todos'],
};

/** By its number; null: the one that is open in the channel. */
type Number = number | null;

export type IncidentCommandReading =
  | { readonly kind: 'help' }
  /** @param text ids and names */
  | { readonly kind: 'open'; readonly text: string }
  | { readonly kind: 'list'; readonly which: 'open' | 'all' }
  | { readonly kind: 'show' | 'postmortem'; readonly number: Number }
  | { readonly kind: 'add' | 'remove'; readonly number: Number; readonly text: string }
  /** It is done in another place. @param number of the incident that it names */
  | { readonly kind: 'elsewhere'; readonly where: Elsewhere; readonly number: Number }
  | { readonly kind: 'unreadable'; readonly word: string };

/** What pasting out of Slack brings along. */
const INVISIBLE = /[\u200b\u2060\ufeff]/gu;

/** With the mark it is a number anywhere; without it where nothing else can stand. */
const MARKED = /^#(\d{1,9})$/u;
const PLAIN = /^#?(\d{1,9})$/u;

/** Reads what stands behind `/portal-incident`: `open [ids…]|list [all]|show [#7]|add [#7] <ids…>|remove [#7] <ids…>|postmortem [#7]|help`, or the same in Spanish. */
export function readIncidentCommand(text: string): IncidentCommandReading {
  const words = text
    .replaceAll(INVISIBLE, '')
    .split(/\s+/u)
    .filter((word) => word !== '');
  const [said = 'help', ...others] = words;
  const deed = incidentDeedIn(said);
  const [first, second] = others;
  switch (deed) {
    case null: {
      const where = elsewhereOf(words);
      if (where === null) return { kind: 'unreadable', word: said };
      const numbers = others.flatMap((word) => numberIn(word, PLAIN) ?? []);
      return { kind: 'elsewhere', where, number: numbers[0] ?? null };
    }
    case 'help':
      return { kind: 'help' };
    case 'open':
      return { kind: 'open', text: others.join(' ') };
    case 'list': {
      if (second !== undefined) return { kind: 'unreadable', word: second };
      if (first === undefined) return { kind: 'list', which: 'open' };
      const which = deedIn(first, ['open', 'all'], SPANISH_LISTS);
      return which === null ? { kind: 'unreadable', word: first } : { kind: 'list', which };
    }
    case 'show':
    case 'postmortem': {
      if (second !== undefined) return { kind: 'unreadable', word: second };
      const number = numberIn(first, PLAIN);
      return first !== undefined && number === null
        ? { kind: 'unreadable', word: first }
        : { kind: deed, number };
    }
    case 'add':
    case 'remove': {
      const number = numberIn(first, MARKED);
      return { kind: deed, number, text: others.slice(number === null ? 0 : 1).join(' ') };
    }
  }
}

/** What a word of the command asks for, in any language; null: nothing. */
export function incidentDeedIn(word: string): IncidentDeed | 'help' | null {
  return deedIn(word, [...INCIDENT_DEEDS, 'help'], ALSO);
}

function elsewhereOf(words: readonly string[]): Elsewhere | null {
  const [first = '', ...others] = words;
  const pressed = buttonDeedIn(words.join(' '));
  if (pressed !== null) return { by: 'button', deed: pressed };
  const told = threadDeedIn(first);
  if (told !== null) return { by: 'thread', deed: told };
  const rest = others.filter((word) => numberIn(word, MARKED) === null).join(' ');
  return asksToJoin(first) ? { by: 'command', deed: 'add', rest } : null;
}

function numberIn(word: string | undefined, pattern: RegExp): number | null {
  const [, digits] = pattern.exec(word ?? '') ?? [];
  return digits === undefined ? null : Number(digits);
}
