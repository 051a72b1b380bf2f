import { UsageError } from '../../src/errors.ts';
import type { SeenValue } from '../../src/checks/report.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import type { Handling } from '../shared/handling.ts';
import { audited } from '../shared/audit.ts';
import { audit, type Interaction } from '../shared/interaction.ts';
import { keptDiagnosis } from '../shared/kept-diagnosis.ts';
import { isPrivate, onAction, valueOf } from '../shared/on-action.ts';
import { shareFile } from '../shared/share-file.ts';
import { decideShowing } from '../shared/showing.ts';

/** "Timeline": what happened when, as a picture in the thread. What was for one person goes into their messages with the app. */
export const timeline: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.timeline,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.timeline, async (interaction, action) => {
      const { viewer, log } = interaction;
      const { words } = viewer;
      const { diagnosis, check } = await keptDiagnosis(handling, valueOf(action), words);
      const showing = await decideShowing(handling, interaction, isPrivate(action) ? 'private' : null);
      const seen = await historyOf(handling, interaction, diagnosis);
      const drawn = check.words(showing.viewer.locale).timeline(diagnosis, seen);
      if (drawn === null) throw new UsageError(words.timeline.none);
      const picture = {
        bytes: await handling.drawTimeline(drawn),
        fileName: `timeline-${diagnosis.id}.png`,
        title: drawn.title,
        altText: drawn.altText,
      };
      const { direct, sent } = words.timeline;
      const isShown = await shareFile(handling, interaction, showing, picture, { emoji: '🖼️', direct, sent });
      log.info({ diagnosisId: diagnosis.id, isShown }, 'a timeline was drawn');
      await audit(handling, interaction, { event: 'pictured', diagnosis: audited(diagnosis) });
    });
  },
};

/** Throws a UsageError where it cannot be read: a picture without it would look as if the stamp had never moved. */
async function historyOf(
  { memory }: Handling,
  { log, viewer }: Interaction,
  { checkId, subjectId }: { readonly checkId: string; readonly subjectId: string },
): Promise<readonly SeenValue[]> {
  try {
    return await memory.historyOf(checkId, subjectId);
  } catch (error) {
    log.error({ err: error }, 'the history of a subject could not be read');
    throw new UsageError(viewer.words.timeline.historyFailed, { cause: error });
  }
}
