import type { Incident } from '../../src/incidents/incident.ts';
import { postmortemMessage } from '../../src/slack/incident-answers.ts';
import { lineOf } from './find-incident.ts';
import type { Handling } from './handling.ts';
import { audit, type Interaction } from './interaction.ts';
import { whyNotThere } from './refuse-incident.ts';
import { shareFile } from './share-file.ts';

/** Posts the postmortem as a file into the thread of its incident; into the asker's messages with the app where nothing may be posted there. */
export async function postPostmortem(
  handling: Handling,
  interaction: Interaction,
  incident: Incident,
): Promise<void> {
  const { viewer, conversation, asker } = interaction;
  const { words } = viewer;
  const says = words.incidents.postmortem;
  const { id: incidentId, number, channelId } = incident;
  const [root, { markdown }] = await Promise.all([
    handling.incidents.rootOf(incidentId),
    handling.incidents.writePostmortem(incident, incident.locale),
  ]);
  const line = lineOf(handling, incident, viewer);
  const { locale } = incident;
  const ofIncident = { ...viewer, locale, words: handling.wordsIn(locale) };
  const canStandThere = root !== null && (await whyNotThere(handling, interaction, channelId)) === null;
  const isShown = await shareFile(
    handling,
    {
      ...interaction,
      asker: { ...asker, channelId },
      thread: root === null ? null : { ts: root.threadTs, isActive: true },
    },
    {
      visibility: canStandThere ? { kind: 'channel' } : { kind: 'asker', reason: null },
      viewer,
      canShare: false,
    },
    {
      bytes: new TextEncoder().encode(markdown),
      fileName: `postmortem-${number}.md`,
      title: ofIncident.words.incidents.postmortem.fileTitle(lineOf(handling, incident, ofIncident)),
      altText: null,
    },
    { emoji: '📄', direct: says.direct, sent: says.direct },
  );
  await audit(handling, interaction, { event: 'postmortem-posted', incident: { incidentId, number } });
  if (isShown) await conversation.whisper(postmortemMessage(incidentId, says.posted(line), words));
}
