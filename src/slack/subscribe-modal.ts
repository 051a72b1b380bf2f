import type { Checkboxes, RadioButtons } from '@slack/types';
import type { Fleet, FleetWords } from '../checks/fleet.ts';
import { LOCALES, type Locale } from '../words/locale.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { CALLBACK_IDS } from './action-ids.ts';
import { input, option, plainText, section, type Modal, type OutgoingInput } from './blocks.ts';
import { writeSubscribeOrigin } from './digest-target.ts';
import { SLACK_LIMITS } from './limits.ts';
import { channelLink, woven } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validModal } from './validate-message.ts';

/** The fields' block ids; their controls have the same action ids. */
export const SUBSCRIBE_FIELDS = {
  when: 'when',
  time: 'time',
  cron: 'cron',
  zone: 'zone',
  language: 'language',
  quiet: 'quiet',
} as const;

const WHENS = ['after-slot', 'daily', 'cron'] as const;
export const QUIETS = ['each-time', 'weekly'] as const;

const MAX_TIME = 5;
const MAX_CRON = 100;
const MAX_ZONE = 60;

export interface SubscribeModalSettings {
  readonly checkId: string;
  readonly fleet: Pick<Fleet, 'filters' | 'timeZone'>;
  readonly fleetWords: FleetWords;
  readonly channelId: string;
  /** The language that is meant where nobody chooses another. */
  readonly locale: Locale;
}

/** Asks when a channel is to have digests, and of whom. */
export function subscribeModal(settings: SubscribeModalSettings, words: SlackWords): Modal {
  const { checkId, fleet, fleetWords, channelId, locale } = settings;
  const says = words.digests.subscribe;
  const { when, time, cron, zone, language, quiet } = SUBSCRIBE_FIELDS;
  return validModal({
    type: 'modal',
    callback_id: CALLBACK_IDS.subscribe,
    private_metadata: writeSubscribeOrigin({ checkId, channelId }),
    title: plainText(says.title),
    submit: plainText(says.submit),
    close: plainText(says.close),
    blocks: [
      section(woven((channel) => says.intro(fleetWords.title, channel), channelLink(channelId))),
      input(when, says.when, radio(when, WHENS, says.whens, 'after-slot')),
      textInput(time, says.time, { placeholder: says.timePlaceholder, maxLength: MAX_TIME }),
      textInput(cron, says.cron, { placeholder: '0 9 * * 1-5', maxLength: MAX_CRON, hint: says.cronHint }),
      textInput(zone, says.zone, { initial: fleet.timeZone, maxLength: MAX_ZONE, hint: says.zoneHint }),
      ...filterFields(fleet.filters).map(({ blockId, trait, values }) =>
        input(
          blockId,
          says.filter(fleetWords.traitName(trait)),
          checkboxes(
            blockId,
            values.map((value) => option(value, label(fleetWords.traitValue(trait, value), words))),
          ),
          { isOptional: true },
        ),
      ),
      input(language, says.language, radio(language, LOCALES, words.home.languages, locale)),
      input(quiet, says.quiet, radio(quiet, QUIETS, says.quiets, 'each-time')),
    ],
  });
}

/** The fields by which a subscription is narrowed: as many for each trait as its values need. */
export function filterFields(
  filters: Fleet['filters'],
): readonly { readonly blockId: string; readonly trait: string; readonly values: readonly string[] }[] {
  const most = SLACK_LIMITS.tickableOptions;
  return Object.entries(filters).flatMap(([trait, values]) =>
    Array.from({ length: Math.ceil(values.length / most) }, (_, index) => ({
      blockId: `filter:${trait}:${index}`,
      trait,
      values: values.slice(index * most, (index + 1) * most),
    })),
  );
}

function textInput(
  blockId: string,
  title: string,
  {
    placeholder,
    initial,
    maxLength,
    hint = null,
  }: {
    readonly placeholder?: string;
    readonly initial?: string;
    readonly maxLength: number;
    readonly hint?: string | null;
  },
): OutgoingInput {
  return input(
    blockId,
    title,
    {
      type: 'plain_text_input',
      action_id: blockId,
      max_length: maxLength,
      ...(placeholder === undefined ? {} : { placeholder: plainText(placeholder) }),
      ...(initial === undefined ? {} : { initial_value: initial }),
    },
    { isOptional: true, hint },
  );
}

function radio<Value extends string>(
  actionId: string,
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  initial: Value,
): RadioButtons {
  return {
    type: 'radio_buttons',
    action_id: actionId,
    options: values.map((value) => option(value, labels[value])),
    initial_option: option(initial, labels[initial]),
  };
}

function checkboxes(actionId: string, options: readonly ReturnType<typeof option>[]): Checkboxes {
  return { type: 'checkboxes', action_id: actionId, options: [...options] };
}

function label(text: string, { leftOut }: SlackWords): string {
  return shortenText(text, SLACK_LIMITS.optionText, leftOut.characters, (shortened) => shortened.length);
}
