import type { Check } from '../checks/check.ts';
import { deedIn, type DeedNames } from './deed-in.ts';

/** As it is called in Slack. */
export const DIGEST_COMMAND = '/portal-digest';

/** What can be done with digests by the command. */
export const DIGEST_DEEDS = ['now', 'subscribe', 'list', 'pause', 'resume', 'unsubscribe'] as const;
export type DigestDeed = (typeof DIGEST_DEEDS)[number];

const SPANISH: DeedNames<DigestDeed | 'help'> = {
  now: ['ahora'],
  subscribe: ['suscribir', 'suscribirse'],
  list: ['lista', 'listar'],
  pause: ['pausar', 'pausa'],
  resume: ['reanudar', 'reanuda'],
  unsubscribe: ['cancelar', 'cancela'],
  help: ['ayuda'],
};

export type DigestCommandReading =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'deed';
      readonly deed: DigestDeed;
      /** null: none is named. */
      readonly check: Check | null;
    }
  | { readonly kind: 'unreadable'; readonly word: string };

/** What pasting out of Slack brings along. */
const INVISIBLE = /[\u200b\u2060\ufeff]/gu;

/**
 * Reads what stands behind `/portal-digest`: `[<check-id>] now|subscribe|list|pause|resume|unsubscribe|help`, or the same in Spanish.
 * @param checks those that have digests
 */
export function readDigestCommand(text: string, checks: readonly Check[]): DigestCommandReading {
  const words = text
    .replaceAll(INVISIBLE, '')
    .split(/\s+/u)
    .filter((word) => word !== '');
  const check = checks.find(({ id }) => id.toLowerCase() === words[0]?.toLowerCase()) ?? null;
  const [said = 'help', ...others] = check === null ? words : words.slice(1);
  const deed = deedIn(said, [...DIGEST_DEEDS, 'help'], SPANISH);
  if (deed === 'help') return { kind: 'help' };
  if (deed === null) return { kind: 'unreadable', word: said };
  const [further] = others;
  return further === undefined ? { kind: 'deed', deed, check } : { kind: 'unreadable', word: further };
}
