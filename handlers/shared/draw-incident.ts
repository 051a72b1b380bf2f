import type { Incident } from '../../src/incidents/incident.ts';
import { rootReportOf } from '../../src/incidents/root-report.ts';
import { headlineOf, incidentTellingOf } from '../../src/incidents/telling.ts';
import { timelineReportOf } from '../../src/incidents/timeline-report.ts';
import { wholeTimelineOf } from '../../src/incidents/timeline.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import { actions, linkButton, type Message } from '../../src/slack/blocks.ts';
import { incidentListMessage, type ListedIncident } from '../../src/slack/incident-list.ts';
import { incidentRoot } from '../../src/slack/incident-root.ts';
import { incidentTimelineMessage } from '../../src/slack/incident-timeline-message.ts';
import { SLACK_LIMITS } from '../../src/slack/limits.ts';
import type { Handling, Viewer } from './handling.ts';

/** How an incident stands, for whoever asks: like its root message, with what this reader can do. @param url of that message; null: not known */
export function drawIncident(
  { checks }: Handling,
  incident: Incident,
  url: string | null,
  { audience, locale, words }: Viewer,
): Message {
  const report = rootReportOf(incident, incidentTellingOf(checks, incident, locale));
  const { id: incidentId, status } = incident;
  const message = incidentRoot({ incidentId, status, report, threadUrl: url }, words);
  if (audience === 'engineer') return message;
  const hasLink = url !== null && url.length <= SLACK_LIMITS.buttonUrl;
  return {
    ...message,
    blocks: [
      ...message.blocks.filter(({ type }) => type !== 'actions'),
      ...(hasLink
        ? [actions([linkButton(`${ACTION_IDS.openLink}:0`, words.incidents.buttons.go, url)])]
        : []),
    ],
  };
}

export function drawIncidentList(
  handling: Handling,
  which: 'open' | 'all',
  incidents: readonly Incident[],
  viewer: Viewer,
): Message {
  const listed = incidents.map((incident) => listedIncident(handling, incident, viewer));
  return incidentListMessage(which, listed, viewer.words);
}

/** An incident as it stands on lists. */
export function listedIncident({ checks }: Handling, incident: Incident, { locale }: Viewer): ListedIncident {
  const report = rootReportOf(incident, incidentTellingOf(checks, incident, locale));
  return { incidentId: incident.id, status: incident.status, report };
}

export function drawIncidentTimeline(
  { checks }: Handling,
  incident: Incident,
  { locale, words }: Viewer,
): Message {
  const telling = incidentTellingOf(checks, incident, locale);
  const entries = timelineReportOf(wholeTimelineOf(incident.facts), incident, telling);
  const { timeZone } = incident;
  return incidentTimelineMessage({ headline: headlineOf(incident, telling), timeZone, entries }, words);
}
