import { DAY_MS, SECOND_MS, type EpochMs } from '../diagnosis/time.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { CALLBACK_IDS } from './action-ids.ts';
import { context, input, plainText, section, type Modal } from './blocks.ts';
import { writeMuteOrigin, type MuteOrigin } from './digest-target.ts';
import { markup } from './markup.ts';
import { muteSaid, type DrawnMute } from './mute-messages.ts';
import { shortenText } from './shorten.ts';
import { validModal } from './validate-message.ts';

/** The fields' block ids; their controls have the same action ids. */
export const MUTE_FIELDS = { until: 'until', why: 'why' } as const;

const USUAL_DAYS = 7;
const MAX_NAME = 160;
const MAX_WHY = 300;

export interface MuteModalSettings {
  readonly name: string;
  readonly origin: MuteOrigin;
  readonly nowMs: EpochMs;
  /** The mute that holds already; null: there is none. */
  readonly standing: Pick<DrawnMute, 'mute' | 'until'> | null;
}

/** Asks until when digests are to leave somebody out, and why. */
export function muteModal({ name, origin, nowMs, standing }: MuteModalSettings, words: SlackWords): Modal {
  const { mute } = words.digests;
  const { until, why } = MUTE_FIELDS;
  const shown = shortenText(name, MAX_NAME, words.leftOut.characters);
  return validModal({
    type: 'modal',
    callback_id: CALLBACK_IDS.mute,
    private_metadata: writeMuteOrigin(origin),
    title: plainText(mute.title),
    submit: plainText(mute.submit),
    close: plainText(mute.close),
    blocks: [
      section(markup`${mute.intro(shown)}`),
      ...(standing === null ? [] : [context(muteSaid(standing, mute.already))]),
      input(
        until,
        mute.until,
        {
          type: 'datetimepicker',
          action_id: until,
          initial_date_time: Math.floor((nowMs + USUAL_DAYS * DAY_MS) / SECOND_MS),
        },
        { hint: mute.untilHint },
      ),
      input(
        why,
        mute.why,
        { type: 'plain_text_input', action_id: why, max_length: MAX_WHY },
        { hint: mute.whyHint },
      ),
    ],
  });
}
