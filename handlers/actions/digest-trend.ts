import { composeTrend } from '../../src/digests/compose-trend.ts';
import { FEWEST_TREND_POINTS } from '../../src/digests/trend.ts';
import { UsageError } from '../../src/errors.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { audit } from '../shared/interaction.ts';
import { digestViewer, keptDigest } from '../shared/kept-digest.ts';
import { isPrivate, onAction, valueOf } from '../shared/on-action.ts';
import { shareFile } from '../shared/share-file.ts';
import { decideDigestShowing } from '../shared/showing.ts';
import { tellingIn } from '../shared/watched.ts';

/** "Trend": how the states have been over the digests, as a picture in the thread. */
export const digestTrend: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.digestTrend,
  register(app, handling) {
    const { digests, drawTrend } = handling.digesting;
    onAction(app, handling, ACTION_IDS.digestTrend, async (interaction, action) => {
      const { words } = interaction.viewer;
      const { made, watched } = await keptDigest(handling, valueOf(action), interaction);
      const { id: digestId, scope, digest } = made;
      const showing = await decideDigestShowing(handling, interaction, isPrivate(action) ? 'private' : null);
      const viewer = await digestViewer(handling, scope, showing);
      const points = await digests.trendOf(scope, digest.filter);
      const trend = composeTrend(points, tellingIn(watched, viewer.locale));
      if (trend === null) {
        throw new UsageError(words.digests.trend.tooFew(points.length, FEWEST_TREND_POINTS));
      }
      const picture = {
        bytes: await drawTrend(trend),
        fileName: `trend-${digestId}.png`,
        title: trend.title,
        altText: trend.altText,
      };
      const { direct, sent } = words.timeline;
      await shareFile(handling, interaction, showing, picture, { emoji: '🖼️', direct, sent });
      const { checkId } = digest;
      await audit(handling, interaction, { event: 'digest-pictured', digest: { checkId, digestId } });
    });
  },
};
