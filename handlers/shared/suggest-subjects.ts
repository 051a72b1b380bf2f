import type { App } from '@slack/bolt';
import type { Check } from '../../src/checks/check.ts';
import type { ListedSubject } from '../../src/checks/subjects.ts';
import { option } from '../../src/slack/blocks.ts';
import { SLACK_LIMITS } from '../../src/slack/limits.ts';
import { shortenText } from '../../src/slack/shorten.ts';
import type { Locale } from '../../src/words/locale.ts';
import type { Handling } from './handling.ts';
import { localeOf } from './locale-of.ts';
import { suggestionPayload, whoOf } from './payloads.ts';
import { writeAudit } from './write-audit.ts';

/** No id: it stands in the list where the names cannot be read, and says so. */
export const NOT_REACHABLE = 'not-reachable';

const NO_NAMES = { status: 'ok', found: [] } as const;

/** How a type-ahead offers subjects. */
export interface Suggesting {
  /** Whose names are searched, and by which letters. @param metadata what the form carries along */
  readonly meantBy: (letters: string, metadata: string) => { readonly check: Check; readonly rest: string };
  /** @param details what tells it from others; null: only its id is known. @param locale of whoever types */
  readonly optionOf: (
    subject: Pick<ListedSubject, 'id' | 'name' | 'kind'>,
    details: string | null,
    check: Check,
    locale: Locale,
  ) => ReturnType<typeof option>;
}

/** Lets a type-ahead offer the subjects that the typed letters fit, or the one whose id they are; nothing to whoever may not use the bot. */
export function suggestSubjects(
  app: App,
  handling: Handling,
  actionId: string,
  { meantBy, optionOf }: Suggesting,
): void {
  app.options(actionId, async ({ ack, body }) => {
    const suggestion = suggestionPayload.parse(body);
    const { user, value, view } = suggestion;
    const { log } = handling;
    const admission = await handling.access.admit(user.id);
    if (admission.kind === 'refused') {
      log.warn({ userId: user.id, reason: admission.reason }, 'refused: nothing is suggested');
      await ack({ options: [] });
      await writeAudit(handling, log, {
        event: 'refused',
        reason: admission.reason,
        atMs: handling.clock(),
        interaction: actionId,
        asker: { surface: 'modal', ...whoOf(suggestion), channelId: null },
        requestId: handling.newRequestId(),
      });
      return;
    }
    const words = handling.wordsIn(await localeOf(handling, user.id, log));
    const { check, rest } = meantBy(value, view?.private_metadata ?? '');
    const [id] = check.subject.find(rest).ids;
    const hasNames = check.subject.directory !== null;
    const lookup = hasNames ? await handling.directory.search(check, id ?? rest) : NO_NAMES;
    const found = lookup.status === 'ok' ? lookup.found : [];
    if (id !== undefined && found.length === 0) {
      await ack({ options: [optionOf({ id, name: id, kind: null }, null, check, words.locale)] });
      return;
    }
    const ofCheck = check.words(words.locale);
    await ack({
      options:
        lookup.status === 'ok'
          ? found
              .slice(0, SLACK_LIMITS.options)
              .map((subject) => optionOf(subject, ofCheck.listed(subject), check, words.locale))
          : [option(NOT_REACHABLE, words.checkModal.notReachable)],
    });
  });
}

/** As long as Slack shows an option. */
export function shortOption(text: string): string {
  return shortenText(
    text,
    SLACK_LIMITS.optionText,
    () => ' …',
    (shortened) => shortened.length,
  );
}
