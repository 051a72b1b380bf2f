import type { Noun } from '../checks/report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { CALLBACK_IDS } from './action-ids.ts';
import { plainText, section, type Modal } from './blocks.ts';
import { writeIncidentOrigin, type IncidentOrigin } from './incident-target.ts';
import { lines, markup } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validModal } from './validate-message.ts';

const MOST_NAMED = 8;
const MAX_LINE = 300;

/** Warns that an incident is declared resolved while somebody is not well. @param notWell a line each: name and verdict, text from outside */
export function resolveAnywayModal(
  carried: IncidentOrigin,
  { noun, notWell }: { readonly noun: Noun; readonly notWell: readonly string[] },
  words: SlackWords,
): Modal {
  const says = words.incidents.resolveAnyway;
  const named = notWell.slice(0, MOST_NAMED);
  const left = notWell.length - named.length;
  return validModal({
    type: 'modal',
    callback_id: CALLBACK_IDS.resolveAnyway,
    private_metadata: writeIncidentOrigin(carried),
    title: plainText(says.title),
    submit: plainText(says.submit),
    close: plainText(says.close),
    blocks: [
      section(
        lines([
          markup`⚠️ *${says.warning(notWell.length, noun)}*`,
          ...named.map((line) => markup`• ${shortenText(line, MAX_LINE, words.leftOut.characters)}`),
          ...(left === 0 ? [] : [markup`${says.more(left)}`]),
        ]),
      ),
      section(markup`${says.consequence}`),
    ],
  });
}
