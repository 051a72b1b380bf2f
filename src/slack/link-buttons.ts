import type { Button } from '@slack/types';
import type { ReportLink } from '../checks/report.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { linkButton } from './blocks.ts';
import { SLACK_LIMITS } from './limits.ts';
import { shortenText } from './shorten.ts';

/** @returns the links that Slack takes as buttons, and a sentence for each that it does not */
export function linkButtons(
  links: readonly ReportLink[],
  words: SlackWords,
  maxButtons: number,
): { readonly buttons: readonly Button[]; readonly notes: readonly string[] } {
  const usable = links.filter(({ url }) => url.length <= SLACK_LIMITS.buttonUrl);
  const tooLong = links.filter(({ url }) => url.length > SLACK_LIMITS.buttonUrl);
  const buttons = usable
    .slice(0, maxButtons)
    .map(({ label, url }, index) =>
      linkButton(`${ACTION_IDS.openLink}:${index}`, buttonLabel(label, words), url),
    );
  const notes = tooLong.map(({ label, url }) => words.leftOut.link(buttonLabel(label, words), url.length));
  if (usable.length > maxButtons) notes.push(words.leftOut.links(usable.length - maxButtons));
  return { buttons, notes };
}

function buttonLabel(label: string, words: SlackWords): string {
  return shortenText(label, SLACK_LIMITS.buttonText, words.leftOut.characters, (text) => text.length);
}
