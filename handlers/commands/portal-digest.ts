import type { Check } from '../../src/checks/check.ts';
import { DIGEST_COMMAND, readDigestCommand, type DigestDeed } from '../../src/slack/digest-command-text.ts';
import { digestHelpMessage, digestUsageMessage } from '../../src/slack/digest-help.ts';
import { answerDigest, type UnderWay } from '../shared/answer-digest.ts';
import { changeOneOf, showSubscriptions } from '../shared/change-subscription.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import type { Handling } from '../shared/handling.ts';
import type { Interaction } from '../shared/interaction.ts';
import { onCommand } from '../shared/on-command.ts';
import { openSubscribeForm } from '../shared/open-subscribe-form.ts';
import type { CommandPayload } from '../shared/payloads.ts';
import { refuse } from '../shared/refuse.ts';
import { watchedOf, type Watched } from '../shared/watched.ts';

/** `/portal-digest now|subscribe|list|pause|resume|unsubscribe`: what has changed among all subjects, now and by a schedule. */
export const portalDigest: HandlerEntry = {
  kind: 'command',
  id: DIGEST_COMMAND,
  register(app, handling) {
    const underWay: UnderWay = new Set();
    onCommand(app, handling, DIGEST_COMMAND, async (interaction, command) => {
      const { conversation, viewer } = interaction;
      const [first, ...others] = handling.checks.filter(({ fleet }) => fleet !== null);
      if (first === undefined) return refuse(handling, interaction, 'no-fleet');
      const checks = [first, ...others] as const;
      const reading = readDigestCommand(command.text, checks);
      switch (reading.kind) {
        case 'help':
          return conversation.whisper(digestHelpMessage(checks, viewer.audience, viewer.words));
        case 'unreadable':
          return conversation.whisper(
            digestUsageMessage(reading.word, checks, viewer.audience, viewer.words),
          );
        case 'deed':
          return answer(handling, interaction, {
            ...reading,
            command,
            underWay,
            watched: named(reading.check ?? first),
          });
      }
    });
  },
};

interface Asked {
  readonly deed: DigestDeed;
  /** null: none was named. */
  readonly check: Check | null;
  /** The named one, or the first. */
  readonly watched: Watched;
  readonly command: CommandPayload;
  readonly underWay: UnderWay;
}

function answer(
  handling: Handling,
  interaction: Interaction,
  { deed, check, watched, command, underWay }: Asked,
): Promise<void> {
  switch (deed) {
    case 'now':
      return answerDigest(handling, interaction, watched, underWay);
    case 'subscribe':
      return openSubscribeForm(handling, interaction, watched, command);
    case 'list':
      return showSubscriptions(handling, interaction, check);
    case 'pause':
    case 'resume':
    case 'unsubscribe':
      break;
  }
  return changeOneOf(handling, interaction, deed, check);
}

function named(check: Check): Watched {
  const watched = watchedOf(check);
  if (watched === null) throw new Error(`the check "${check.id}" has no digests`);
  return watched;
}
