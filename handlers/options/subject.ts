import { option } from '../../src/slack/blocks.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { SLACK_LIMITS } from '../../src/slack/limits.ts';
import { shortenText } from '../../src/slack/shorten.ts';
import type { ListedSubject } from '../../src/checks/subjects.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';
import type { Check } from '../../src/checks/check.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { localeOf } from '../shared/locale-of.ts';
import { suggestionPayload, whoOf } from '../shared/payloads.ts';
import { writeAudit } from '../shared/write-audit.ts';

/** No id: it stands in the list where the names cannot be read, and says so. */
export const NOT_REACHABLE = 'not-reachable';

/** The letters typed into the type-ahead of the modal: the subjects that they fit, or the one whose id they are. */
export const subjectOptions: HandlerEntry = {
  kind: 'options',
  id: ACTION_IDS.subject,
  register(app, handling) {
    app.options(ACTION_IDS.subject, async ({ ack, body }) => {
      const suggestion = suggestionPayload.parse(body);
      const { user, value } = suggestion;
      const { log } = handling;
      const admission = await handling.access.admit(user.id);
      if (admission.kind === 'refused') {
        log.warn({ userId: user.id, reason: admission.reason }, 'refused: nothing is suggested');
        await ack({ options: [] });
        await writeAudit(handling, log, {
          event: 'refused',
          reason: admission.reason,
          atMs: handling.clock(),
          interaction: ACTION_IDS.subject,
          asker: { surface: 'modal', ...whoOf(suggestion), channelId: null },
          requestId: handling.newRequestId(),
        });
        return;
      }
      const words = handling.wordsIn(await localeOf(handling, user.id, log));
      const [check] = handling.checks;
      const [id] = check.subject.find(value).ids;
      const lookup =
        check.subject.directory === null ? null : await handling.directory.search(check, id ?? value);
      const found = lookup?.status === 'ok' ? lookup.found : [];
      if (id !== undefined && found.length === 0) {
        await ack({ options: [option(id, id)] });
        return;
      }
      await ack({
        options:
          lookup?.status === 'ok'
            ? found.slice(0, SLACK_LIMITS.options).map((subject) => optionOf(subject, check, words))
            : [option(NOT_REACHABLE, words.checkModal.notReachable)],
      });
    });
  },
};

function optionOf(subject: ListedSubject, check: Check, words: SlackWords): ReturnType<typeof option> {
  const details = check.words(words.locale).listed(subject);
  return option(subject.id, short(subject.name), short(details));
}

function short(text: string): string {
  return shortenText(
    text,
    SLACK_LIMITS.optionText,
    () => ' …',
    (shortened) => shortened.length,
  );
}
