import type { Memory } from '../../handlers/shared/handling.ts';
import type { Check } from '../checks/check.ts';
import type { Timeline } from '../checks/timeline.ts';
import { factReportOf } from '../incidents/fact-report.ts';
import type { FactReport, RootReport } from '../incidents/incident-report.ts';
import type { Incident } from '../incidents/incident.ts';
import { rootReportOf, rootStandInOf } from '../incidents/root-report.ts';
import { headlineOf, incidentTellingOf } from '../incidents/telling.ts';
import { whyClosed } from '../incidents/why-closed.ts';
import { section, type Message } from '../slack/blocks.ts';
import type { DrawIncident, Picture, RootPlace } from '../slack/draw-incident.ts';
import { incidentClosedMessage } from '../slack/incident-closed-message.ts';
import { incidentRoot } from '../slack/incident-root.ts';
import { incidentFact } from '../slack/incident-thread.ts';
import { markup } from '../slack/markup.ts';
import { incidentWordsIn } from '../words/incident.ts';
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
    root(incident, place) {
      return drawnRoot(incident, rootReportOf(incident, tellingOf(incident)), place);
    },
    rootStandIn(incident, place) {
      return drawnRoot(incident, rootStandInOf(incident, { words: incidentWordsIn(incident.locale) }), place);
    },
    fact(fact, incident) {
      const report = factReportOf(fact, incident, tellingOf(incident));
      if (report === null) return null;
      const drawn = { incidentId: incident.id, seq: fact.seq, report };
      return {
        message: incidentFact(drawn, wordsIn(incident.locale)),
        alsoInChannel: report.isForChannel,
      };
    },
    standIn: ({ seq }, { locale }) => sentence(incidentWordsIn(locale).notShown(seq)),
    pictures(fact, incident) {
      const { picturesOf = [] } = factReportOf(fact, incident, tellingOf(incident)) ?? {};
      return picturesOf.map((subject) => () => pictureOf(settings, subject, incident));
    },
    picturesLeftOut: (count, { locale }) => sentence(incidentWordsIn(locale).picturesLeftOut(count)),
    closed(incident, reason) {
      const { channelId, locale } = incident;
      const headline = headlineOf(incident, { words: incidentWordsIn(locale) });
      return incidentClosedMessage({ headline, channelId, why: whyClosed(reason) }, wordsIn(locale));
    },
  };
}

function drawnRoot({ id, status, locale }: Incident, report: RootReport, { threadUrl }: RootPlace): Message {
  return incidentRoot({ incidentId: id, status, report, threadUrl }, wordsIn(locale));
}

function sentence(said: string): Message {
  const text = markup`${said}`;
  return { text: text.markup, blocks: [section(text)] };
}

/**
 * The timeline of one diagnosis; null: its check is there no more, or has no such picture. Rejects where the diagnosis is not kept: it may be a
 * moment later.
 */
async function pictureOf(
  { checks, memory, drawTimeline }: DrawIncidentSettings,
  { checkId, subjectId, diagnosisId }: FactReport['picturesOf'][number],
  { locale }: Incident,
): Promise<Picture | null> {
  const check = checks.find(({ id }) => id === checkId);
  if (check === undefined) return null;
  const diagnosis = await memory.findDiagnosis(diagnosisId);
  if (diagnosis === null) throw new Error(`the diagnosis ${diagnosisId} is not kept`);
  const timeline = check.words(locale).timeline(diagnosis, await memory.historyOf(checkId, subjectId));
  if (timeline === null) return null;
  return { bytes: await drawTimeline(timeline), title: timeline.title, altText: timeline.altText };
}
