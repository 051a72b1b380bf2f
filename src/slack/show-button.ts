import type { Button } from '@slack/types';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { button } from './blocks.ts';
import { writeFoundDiagnosis, type FoundDiagnosis } from './target.ts';

/** "Show" on a line of a list: what is shown then knows how its subject was asked for. */
export function showButton(diagnosis: FoundDiagnosis, { buttons }: SlackWords): Button {
  return button(ACTION_IDS.show, buttons.show, writeFoundDiagnosis(diagnosis));
}
