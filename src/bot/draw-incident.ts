import type { Memory } from '../../handlers/shared/handling.ts';
import type { Check } from '../checks/check.ts';
import type { Timeline } from '../checks/timeline.ts';
import { factReportOf } from '../incidents/fact-report.ts';
import type { FactReport } from '../incidents/incident-report.ts';
import type { Incident } from '../incidents/incident.ts';
import { rootReportOf } from '../incidents/root-report.ts';
import { headlineOf, incidentTellingOf } from '../incidents/telling.ts';
import { whyClosed } from '../incidents/why-closed.ts';
import { section } from '../slack/blocks.ts';
import type { DrawIncident, Picture } from '../slack/draw-incident.ts';
import { incidentClosedMessage } from '../slack/incident-closed-message.ts';
import { incidentRoot } from '../slack/incident-root.ts';
import { incidentFact } from '../slack/incident-thread.ts';
import { markup } from '../slack/markup.ts';
import { wordsIn } from '../words/slack.ts';

export interface DrawIncidentSettings {
  readonly checks: readonly Check[];
  readonly memory: Pick<Memory, 'findDiagnosis' | 'historyOf'>;
  readonly drawTimeline: (timeline: Timeline) => Promise<Uint8Array>;
}

/** Draws incidents for Slack, in the language in which each was opened. */
export function createDrawIncident(settings: DrawIncidentSettings): DrawIncident {
  const { checks } = settings;
  const tellingOf = (incident: Incident) => incidentTellingOf(checks, incident, incident.locale);
  return {
    root(incident, { threadUrl }) {
      const report = rootReportOf(incident, tellingOf(incident));
      const drawn = { incidentId: incident.id, status: incident.status, report, threadUrl };
      return incidentRoot(drawn, wordsIn(incident.locale));
    },
    async fact(fact, incident) {
      const report = factReportOf(fact, incident, tellingOf(incident));
      if (report === null) return null;
      const drawn = { incidentId: incident.id, seq: fact.seq, report };
      return {
        message: incidentFact(drawn, wordsIn(incident.locale)),
        alsoInChannel: report.isForChannel,
        pictures: report.picturesOf.map((subject) => () => pictureOf(settings, subject, incident)),
      };
    },
    standIn({ seq }, incident) {
      const text = markup`${tellingOf(incident).words.notShown(seq)}`;
      return { text: text.markup, blocks: [section(text)] };
    },
    closed(incident, reason) {
      const headline = headlineOf(incident, tellingOf(incident));
      const { channelId } = incident;
      return incidentClosedMessage({ headline, channelId, why: whyClosed(reason) }, wordsIn(incident.locale));
    },
  };
}

/** The timeline of one diagnosis; null: it is kept no more, or its check has no such picture. */
async function pictureOf(
  { checks, memory, drawTimeline }: DrawIncidentSettings,
  { checkId, subjectId, diagnosisId }: FactReport['picturesOf'][number],
  { locale }: Incident,
): Promise<Picture | null> {
  const check = checks.find(({ id }) => id === checkId);
  const diagnosis = await memory.findDiagnosis(diagnosisId);
  if (check === undefined || diagnosis === null) return null;
  const timeline = check.words(locale).timeline(diagnosis, await memory.historyOf(checkId, subjectId));
  if (timeline === null) return null;
  return { bytes: await drawTimeline(timeline), title: timeline.title, altText: timeline.altText };
}
