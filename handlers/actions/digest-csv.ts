import { isoOf } from '../../src/diagnosis/time.ts';
import { UsageError } from '../../src/errors.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audit } from '../shared/interaction.ts';
import { digestViewer, keptDigest, noLongerKept } from '../shared/kept-digest.ts';
import { isPrivate, onAction, valueOf } from '../shared/on-action.ts';
import { shareFile } from '../shared/share-file.ts';
import { decideDigestShowing } from '../shared/showing.ts';
import { tellingIn } from '../shared/watched.ts';

const MEGABYTE = 1_000_000;
/** A list of tens of thousands: more is nothing to look at in Slack. */
const MOST_BYTES = 10 * MEGABYTE;

/** "CSV": everybody that a digest is about, as a file in the thread. */
export const digestCsv: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.digestCsv,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.digestCsv, async (interaction, action) => {
      const { words } = interaction.viewer;
      const { made, watched } = await keptDigest(handling, valueOf(action), interaction);
      const { id: digestId, scope, digest } = made;
      const showing = await decideDigestShowing(handling, interaction, isPrivate(action) ? 'private' : null);
      const csv = await handling.digesting.digests.csvOf(digestId);
      if (csv === null) throw noLongerKept(interaction);
      const bytes = new TextEncoder().encode(csv);
      const said = words.digests.csv;
      if (bytes.byteLength > MOST_BYTES) {
        throw new UsageError(said.tooLarge(Math.ceil(bytes.byteLength / MEGABYTE)));
      }
      const viewer = await digestViewer(handling, scope, showing);
      const { fleetWords } = tellingIn(watched, viewer.locale);
      const at = isoOf(digest.asOfMs);
      const file = {
        bytes,
        fileName: `${digest.checkId}-${at.replaceAll(':', '-')}.csv`,
        title: viewer.words.digests.csv.title(fleetWords.title, fleetWords.instant(digest.asOfMs)),
        altText: null,
      };
      const { channelId } = interaction.asker;
      const threadTs = interaction.thread?.ts ?? null;
      const stands =
        showing.visibility.kind === 'channel' && channelId !== null && threadTs !== null
          ? await handling.postFileOnce({
              // The file is named for it.
              key: `${digest.checkId} ${at} ${digestId} ${channelId} ${threadTs}`,
              channelId,
              threadTs,
              extension: 'csv',
              file: (isRepeat) =>
                isRepeat ? { ...file, title: `${file.title} · ${viewer.words.digests.mayRepeat}` } : file,
            })
          : null;
      if (stands?.kind === 'stands') {
        await interaction.conversation.whisper(noticeMessage('📄', said.already, words));
      } else if (stands?.kind !== 'posted') {
        const { direct, sent } = said;
        await shareFile(handling, interaction, showing, file, { emoji: '📄', direct, sent });
      }
      const { checkId } = digest;
      await audit(handling, interaction, { event: 'digest-listed', digest: { checkId, digestId } });
    });
  },
};
