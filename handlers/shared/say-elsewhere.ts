import type { Incident } from '../../src/incidents/incident.ts';
import type { Elsewhere } from '../../src/slack/incident-elsewhere.ts';
import { elsewhereMessage } from '../../src/slack/incident-help.ts';
import { lineOf } from './find-incident.ts';
import type { Handling } from './handling.ts';
import type { Interaction } from './interaction.ts';
import { rootUrl } from './root-url.ts';

/** Tells who asks for something where it cannot be done where it can, with the way there. @param incident null: nobody knows which is meant */
export async function sayElsewhere(
  handling: Handling,
  interaction: Interaction,
  where: Elsewhere,
  incident: Incident | null,
): Promise<void> {
  const { conversation, viewer } = interaction;
  const meant =
    incident === null
      ? null
      : {
          number: incident.number,
          line: lineOf(handling, incident, viewer),
          status: incident.status,
          url: await rootUrl(handling, interaction, incident),
        };
  await conversation.whisper(elsewhereMessage(where, meant, viewer.words));
}
