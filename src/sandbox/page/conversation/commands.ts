import { CASE_001_PROVIDERS } from '../../case-001/providers.ts';
import type { PageWords } from '../words/page-locale.ts';

const COMMAND = '/portal-check';
const DIGEST_COMMAND = '/portal-digest';
const INCIDENT_COMMAND = '/portal-incident';
const [duke, ...others] = CASE_001_PROVIDERS;

/** The provider whose story the page tells. */
export const MEMORIAL = others.find(({ name }) => name.startsWith('Memorial')) ?? duke;

/** What the guide and the hints put into the composer. */
export const EXAMPLES = {
  id: `${COMMAND} ${MEMORIAL.id}`,
  name: `${COMMAND} memorial`,
  private: `${COMMAND} memorial private`,
  help: `${COMMAND} help`,
  digest: `${DIGEST_COMMAND} now`,
  subscribe: `${DIGEST_COMMAND} subscribe`,
  incident: `${INCIDENT_COMMAND} open`,
} as const satisfies Readonly<Record<keyof PageWords['composer']['commandMeanings'], string>>;

/** A command that goes on where the person has begun. */
export interface CommandHint {
  readonly example: string;
  readonly meaning: string;
}

/** The commands that begin like what has been typed; none once it is one of them, or no command at all. */
export function hintsFor(typed: string, words: PageWords): readonly CommandHint[] {
  if (!typed.startsWith('/')) return [];
  const hints = (['id', 'name', 'private', 'help', 'digest', 'subscribe', 'incident'] as const).map(
    (key) => ({
      example: EXAMPLES[key],
      meaning: words.composer.commandMeanings[key],
    }),
  );
  return hints.some(({ example }) => example === typed)
    ? []
    : hints.filter(({ example }) => example.startsWith(typed));
}
