import type { WebClient } from '@slack/web-api';
import type { AnyDiagnosis } from '../../src/checks/check.ts';
import type { ReadingSummary } from '../../src/diagnosis/reading.ts';
import { SOURCE_IDS } from '../../src/diagnosis/reading.ts';
import { homeView, noticeHome, type HomeContent, type HomeEntry } from '../../src/slack/home-view.ts';
import type { Home } from '../../src/slack/blocks.ts';
import { callSlack } from '../../src/slack/manners.ts';
import { listedIncident } from './draw-incident.ts';
import { reportFor } from './draw.ts';
import type { Handling } from './handling.ts';
import type { Interaction, SayElsewhere } from './interaction.ts';

const MOST_OF_YOURS = 5;
const MOST_MISSING = 10;
/** More than are shown; the rest is counted. */
const MOST_INCIDENTS = 100;

/** Shows a person the app's home: open incidents, what is missing, what they checked last, what the bot can reach, and help. */
export async function publishHome(handling: Handling, interaction: Interaction): Promise<void> {
  const { asker, viewer, client } = interaction;
  const { memory, checks } = handling;
  const [incidents, yours, missing, readings] = await Promise.all([
    orUnreadable(interaction, () => handling.incidents.incidents.list('open', MOST_INCIDENTS)),
    orUnreadable(interaction, () => memory.lastAskedBy(asker.userId, MOST_OF_YOURS)),
    orUnreadable(interaction, () => memory.nowIn(['missing', 'partial'], MOST_MISSING)),
    orUnreadable(interaction, () => memory.newestReadings()),
  ]);
  const entriesOf = (diagnoses: readonly AnyDiagnosis[]): readonly HomeEntry[] =>
    diagnoses.flatMap((diagnosis) => {
      const check = checks.find(({ id }) => id === diagnosis.checkId);
      return check === undefined
        ? []
        : [{ diagnosisId: diagnosis.id, report: reportFor(check, diagnosis, viewer) }];
    });
  const view = homeView(
    {
      checks,
      incidents: incidents?.map((incident) => listedIncident(handling, incident, viewer)) ?? null,
      yours: yours === null ? null : entriesOf(yours),
      missing: missing === null ? null : { entries: entriesOf(missing.diagnoses), total: missing.total },
      sources: readings === null ? null : sourcesOf(handling, readings, viewer.words.locale),
    },
    viewer.words,
  );
  await publish(handling, client, asker.userId, view);
}

/** How somebody who may not use the bot any more loses what their home has shown. */
export function refuseAtHome(handling: Handling, client: WebClient, userId: string): SayElsewhere {
  return (emoji, sentence, words) => publish(handling, client, userId, noticeHome(emoji, sentence, words));
}

async function publish({ wait }: Handling, client: WebClient, userId: string, view: Home): Promise<void> {
  await callSlack(() => client.views.publish({ user_id: userId, view }), { wait, harmless: true });
}

/** null where the bot's own database does not answer: the home then says so. */
async function orUnreadable<Answer>(
  { log }: Interaction,
  read: () => Promise<Answer>,
): Promise<Answer | null> {
  try {
    return await read();
  } catch (error) {
    log.error({ err: error }, 'App Home lacks what could not be read');
    return null;
  }
}

function sourcesOf(
  { configuredSources }: Handling,
  readings: readonly ReadingSummary[],
  locale: string,
): HomeContent['sources'] {
  const when = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  return SOURCE_IDS.map((source) => {
    if (!configuredSources.has(source)) return { source, status: 'not-configured', at: null };
    const reading = readings.find((each) => each.source === source);
    return reading === undefined
      ? { source, status: 'not-asked', at: null }
      : { source, status: reading.status, at: `${when.format(reading.readAtMs)} UTC` };
  });
}
