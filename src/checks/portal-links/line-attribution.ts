import type { LogLine } from '../questions.ts';
import type { DirectoryRow } from './delivery-rows.ts';
import { textsAfter } from './line-text.ts';
import type { PortalLinksSettings } from './settings.ts';

/** Whom a failure line is about. A line carries no id, so that only whole names and addresses count. */
export type LineAttribution =
  /** Exactly one provider fits. `recipientKey` tells its recipients apart; null for a line about the provider itself. */
  | { readonly belongs: 'one'; readonly providerId: string; readonly recipientKey: string | null }
  /** Several providers fit: it is held against none of them. */
  | { readonly belongs: 'shared'; readonly providerIds: readonly string[] }
  | { readonly belongs: 'nobody' };

export type FailureLineKind = 'link-creation-failed' | 'send-failed';

/** Attributes failure lines to providers, in memory. Build it once for a set of lines. */
export interface LineAttributor {
  attribute(line: LogLine): { readonly kind: FailureLineKind; readonly attribution: LineAttribution } | null;
}

interface Known {
  readonly providerId: string;
  readonly recipientKey: string | null;
}

/**
 * Makes an attributor from all providers and recipients there are: to know that a line is about this provider,
 * one must know whom else it could be about.
 */
export function createLineAttributor(
  directory: readonly DirectoryRow[],
  loki: PortalLinksSettings['loki'],
): LineAttributor {
  const providers = new KnownTexts(AFTER_NAME);
  const recipients = new KnownTexts(AFTER_ADDRESS);
  for (const provider of directory) {
    providers.add(provider.name, { providerId: provider.id, recipientKey: null });
    for (const recipient of provider.recipients) {
      const recipientKey = recipientKeyOf(recipient);
      recipients.add(`${recipient.name}${loki.sendFailedSeparator}${recipient.address}`, {
        providerId: provider.id,
        recipientKey,
      });
    }
  }
  const byPhrase = [
    { phrase: loki.linkCreationFailed, kind: 'link-creation-failed', known: providers },
    { phrase: loki.sendFailed, kind: 'send-failed', known: recipients },
  ] as const;

  return {
    attribute(line) {
      const source = byPhrase.find(({ phrase }) => phrase === line.phrase);
      if (source === undefined) return null;
      const texts = textsAfter(line.text, source.phrase);
      const matches = texts.flatMap((text) => source.known.longestAtStartOf(text));
      return { kind: source.kind, attribution: attributionOf(matches) };
    },
  };
}

/** Tells the recipients of one provider apart. Holds the address: for use in memory only. */
export function recipientKeyOf(recipient: { readonly name: string; readonly address: string }): string {
  return `${normalise(recipient.name)}\n${normalise(recipient.address)}`;
}

function attributionOf(matches: readonly Known[]): LineAttribution {
  const providerIds = [...new Set(matches.map((match) => match.providerId))].sort();
  const [first] = matches;
  if (first === undefined) return { belongs: 'nobody' };
  if (providerIds.length > 1) return { belongs: 'shared', providerIds };
  return { belongs: 'one', providerId: first.providerId, recipientKey: first.recipientKey };
}

/** Texts that may stand at the start of another one. Looked up by their lengths, so that 10,000 of them cost little. */
class KnownTexts {
  readonly #mayFollow: RegExp;
  readonly #byText = new Map<string, Known[]>();
  readonly #lengths = new Set<number>();

  constructor(mayFollow: RegExp) {
    this.#mayFollow = mayFollow;
  }

  add(raw: string, known: Known): void {
    const text = normalise(raw);
    if (text === '') return;
    const bearers = this.#byText.get(text);
    if (bearers === undefined) this.#byText.set(text, [known]);
    else bearers.push(known);
    this.#lengths.add(text.length);
  }

  /** Whoever bears the longest known text that the given text begins with, as a whole. */
  longestAtStartOf(raw: string): readonly Known[] {
    const text = normalise(raw);
    let longest = { length: 0, bearers: [] as readonly Known[] };
    for (const length of this.#lengths) {
      if (length <= longest.length || length > text.length) continue;
      const bearers = this.#byText.get(text.slice(0, length));
      if (bearers !== undefined && this.#mayFollow.test(text.slice(length))) longest = { length, bearers };
    }
    return longest.bearers;
  }
}

/** White space is folded: an application that wraps lines must not hide a name. Case counts for nothing in addresses, and for little in names. */
function normalise(text: string): string {
  return text.normalize('NFC').replaceAll(/\s+/gu, ' ').trim().toLowerCase();
}

/**
 * What may follow a whole name: the line's end, a closing quote or bracket, or what logging adds ("Acme: timed out", "Acme jid=1").
 * No space alone, dash, comma, apostrophe or bracket opened in upper case: "PAM Health" is not named by "PAM Health (PAM) Denver",
 * nor "Acme" by "Acme, Inc." or "Acme's". A line that is left unattributed costs less than one held against the wrong provider.
 */
const AFTER_NAME =
  /^(?:$|["\]}|<>;]|[.:]$|:\s|\s\[|\s\((?:attempt|retry|try|jid|after|error)\b|,?\s[a-z_.]+=)/u;

/** What may follow an address: anything that cannot be part of one. */
const AFTER_ADDRESS = /^(?:$|[\s"'`,;:|<>\])}]|\.(?:$|\s))/u;
