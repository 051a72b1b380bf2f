import { CALLBACK_IDS } from '../../src/slack/action-ids.ts';
import type { PostmortemSection } from '../../src/incidents/fact.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { postmortemMessage } from '../../src/slack/incident-answers.ts';
import { changedSections, readPostmortemOrigin } from '../../src/slack/postmortem-modal.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { placeOfIncident } from '../shared/incident-origin.ts';
import { fieldOf, onSubmission } from '../shared/on-submission.ts';
import { requireEngineerForIncident } from '../shared/refuse-incident.ts';
import { tellIncident } from '../shared/tell-incident.ts';

interface Written {
  readonly sections: readonly { readonly section: PostmortemSection; readonly text: string }[];
}

/** The form of a postmortem: what somebody has changed is kept, and no generating overwrites it. */
export const postmortemForm: HandlerEntry = {
  kind: 'view',
  id: CALLBACK_IDS.postmortem,
  register(app, handling) {
    onSubmission<Written>(app, handling, {
      callbackId: CALLBACK_IDS.postmortem,
      read(submission) {
        const origin = readPostmortemOrigin(submission.view.private_metadata);
        const textOf = (section: PostmortemSection): string => fieldOf(submission, section)?.value ?? '';
        return { fields: { sections: changedSections(origin, textOf) } };
      },
      placeOf: placeOfIncident,
      closesWhenDone: true,
      async work(interaction, { sections }, { view }) {
        await requireEngineerForIncident(handling, interaction);
        const { conversation, viewer } = interaction;
        const { words } = viewer;
        const says = words.incidents.postmortem;
        const { incidentId } = readPostmortemOrigin(view.private_metadata);
        if (sections.length === 0) {
          return conversation.whisper(noticeMessage('ℹ️', says.unchanged, words));
        }
        const told = await tellIncident(handling, interaction, { key: view.id }, (incidents, by) =>
          incidents.writeSections(incidentId, sections, by),
        );
        if (told === null) return;
        await conversation.whisper(postmortemMessage(incidentId, says.kept(told.facts.length), words));
      },
    });
  },
};
