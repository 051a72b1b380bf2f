import { INCIDENT_COMMAND, readIncidentCommand } from '../../src/slack/incident-command-text.ts';
import { incidentHelpMessage, incidentUsageMessage } from '../../src/slack/incident-help.ts';
import { changeSubjects } from '../shared/change-subjects.ts';
import { drawIncident, drawIncidentList } from '../shared/draw-incident.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { incidentMeant, incidentNamed } from '../shared/find-incident.ts';
import type { Handling } from '../shared/handling.ts';
import { openingFromText } from '../shared/incident-opening.ts';
import { audit, type Interaction } from '../shared/interaction.ts';
import { onCommand } from '../shared/on-command.ts';
import { openIncidentForm } from '../shared/open-incident-form.ts';
import { postPostmortem } from '../shared/post-postmortem.ts';
import { requireEngineerForIncident } from '../shared/refuse-incident.ts';
import { rootUrl } from '../shared/root-url.ts';
import { sayElsewhere } from '../shared/say-elsewhere.ts';

/** More than a list shows; the rest is counted. */
const MOST_LISTED = 100;

/** `/portal-incident open|list|show|add|remove|postmortem`: incidents from anywhere. */
export const portalIncident: HandlerEntry = {
  kind: 'command',
  id: INCIDENT_COMMAND,
  register(app, handling) {
    onCommand(app, handling, INCIDENT_COMMAND, async (interaction, command) => {
      const { conversation, viewer } = interaction;
      const { words, locale } = viewer;
      const { noun } = handling.checks[0].words(locale);
      const reading = readIncidentCommand(command.text);
      switch (reading.kind) {
        case 'help':
          return conversation.whisper(incidentHelpMessage(noun, words));
        case 'unreadable':
          return conversation.whisper(incidentUsageMessage(reading.word, noun, words));
        case 'elsewhere': {
          const incident = await incidentMeant(handling, interaction, reading.number);
          return sayElsewhere(handling, interaction, reading.where, incident);
        }
        case 'open': {
          const opening = await openingFromText(handling, interaction, reading.text, { kind: 'command' });
          const { commandExpired } = words.incidents;
          const trigger = { trigger_id: command.trigger_id };
          return openIncidentForm(handling, interaction, trigger, opening, commandExpired);
        }
        case 'list':
          return list(handling, interaction, reading.which);
        case 'show':
          return show(handling, interaction, reading.number);
        case 'add':
        case 'remove':
          return changeSubjects(handling, interaction, { ...reading, key: command.trigger_id });
        case 'postmortem':
          await requireEngineerForIncident(handling, interaction);
          return postPostmortem(
            handling,
            interaction,
            await incidentNamed(handling, interaction, reading.number),
          );
      }
    });
  },
};

async function list(handling: Handling, interaction: Interaction, which: 'open' | 'all'): Promise<void> {
  const { conversation, viewer } = interaction;
  const incidents = await handling.incidents.incidents.list(which, MOST_LISTED);
  await conversation.whisper(drawIncidentList(handling, which, incidents, viewer));
  await audit(handling, interaction, { event: 'incidents-listed' });
}

async function show(handling: Handling, interaction: Interaction, number: number | null): Promise<void> {
  const { conversation, viewer } = interaction;
  const incident = await incidentNamed(handling, interaction, number);
  const url = await rootUrl(handling, interaction, incident);
  await conversation.whisper(drawIncident(handling, incident, url, viewer));
  const { id: incidentId } = incident;
  await audit(handling, interaction, {
    event: 'incident-shown',
    incident: { incidentId, number: incident.number },
  });
}
