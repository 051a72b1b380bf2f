import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { mention, woven } from '../../src/slack/markup.ts';
import { postTo } from '../../src/slack/post-to.ts';
import { ASKED_PLAINLY, readDiagnosisIds } from '../../src/slack/target.ts';
import { drawDiagnoses } from '../shared/draw.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { channelViewer } from '../shared/handling.ts';
import { audited } from '../shared/audit.ts';
import { audit } from '../shared/interaction.ts';
import { keptDiagnoses } from '../shared/kept-diagnosis.ts';
import { onAction, valueOf } from '../shared/on-action.ts';
import { mayBeSharedOutside } from '../shared/showing.ts';

/** "Share here": shows all in the channel what only the asker saw, one diagnosis or a list of them, as engineers see it. */
export const share: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.share,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.share, async (interaction, action) => {
      const { asker, viewer, conversation, client, thread } = interaction;
      const diagnosisIds = readDiagnosisIds(valueOf(action));
      const { diagnoses, check } = await keptDiagnoses(handling, diagnosisIds, viewer.words);
      const { shared } = viewer.words;
      const say = (sentence: string): Promise<void> =>
        conversation.whisper(noticeMessage('⚠️', sentence, viewer.words));
      const { channelId } = asker;
      if (channelId === null) return say(shared.nowhere);
      if (await mayBeSharedOutside(handling, interaction, channelId)) return say(shared.outside);
      const all = channelViewer(handling);
      const message = drawDiagnoses(handling, check, diagnoses, {
        viewer: all,
        canShare: false,
        preface: woven(all.words.shared.by, mention(asker.userId)),
        howAsked: ASKED_PLAINLY,
      });
      const place = { channelId, threadTs: thread?.ts ?? null };
      const isPosted = await postTo({ client, wait: handling.wait }, place, message);
      if (!isPosted) return say(shared.notAMember);
      await audit(handling, interaction, { event: 'shared', diagnoses: diagnoses.map(audited) });
    });
  },
};
