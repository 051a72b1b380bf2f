import type { Check } from '../../src/checks/check.ts';
import { SECOND_MS, type EpochMs } from '../../src/diagnosis/time.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { MOST_OFFERED } from '../../src/incidents/joinable.ts';
import { openIncidentModal, type JoinableIncident } from '../../src/slack/open-incident-modal.ts';
import { incidentWordsIn } from '../../src/words/incident.ts';
import type { Locale } from '../../src/words/locale.ts';
import { lineOf } from './find-incident.ts';
import type { Handling } from './handling.ts';
import type { Opening } from './incident-opening.ts';
import type { Interaction } from './interaction.ts';
import { openModal } from './modal.ts';
import { namedSubject } from './named-subject.ts';
import type { ActionPayload } from './payloads.ts';
import { rootUrl } from './root-url.ts';
import { unlessLate } from './unless-late.ts';

/** Slack waits three seconds for the form: whoever cannot be looked up until then is not offered. */
const JOINABLE_WITHIN_MS = SECOND_MS;
const URL_WITHIN_MS = SECOND_MS / 2;
const MOST_UNCLEAR = 5;
/** So many are "many", as the form's severities say. */
const MANY_SUBJECTS = 5;

/** Asks what an incident is about; an open one that fits is offered first. @param expired said where Slack did not wait */
export async function openIncidentForm(
  handling: Handling,
  interaction: Interaction,
  trigger: { readonly trigger_id: string; readonly view?: ActionPayload['view'] },
  opening: Opening,
  expired?: string,
): Promise<void> {
  const { viewer, asker, thread } = interaction;
  const { words, audience, locale } = viewer;
  const { check, origin, title, summary, subjects, left, lastCheckedAtMs } = opening;
  const joinable = await joinableOf(handling, interaction, opening);
  const noun = check.words(locale).noun;
  const says = words.incidents.open;
  const modal = openIncidentModal(
    {
      form: {
        title,
        severity: subjects.length + left >= MANY_SUBJECTS ? 'P2' : 'P3',
        subjects: subjects.map((subject) => namedSubject(subject, check, locale)),
        reportedAtMs: opening.reportedAtMs ?? handling.clock(),
        reportedBy: opening.reportedBy,
        channelId: proposedChannel(handling, asker.channelId),
        summary,
      },
      carried: {
        origin,
        checkId: check.id,
        channelId: asker.channelId,
        thread,
        offeredIds: (joinable ?? []).map(({ id }) => id),
      },
      noun,
      joinable: await Promise.all(
        (joinable ?? []).map((incident) => offered(handling, interaction, incident)),
      ),
      canJoin: audience === 'engineer',
      notices: [
        ...(joinable === null ? [says.notLookedUp] : []),
        ...(opening.couldNotReadNames ? [says.namesNotRead] : []),
        ...opening.unclear
          .slice(0, MOST_UNCLEAR)
          .map((each) => says.unclear(each.words, each.fits.length, noun)),
        ...(left === 0 ? [] : [says.more(left, noun)]),
        ...(lastCheckedAtMs === null ? [] : [says.fromLastCheck(checkedAt(check, lastCheckedAtMs, locale))]),
      ].map((notice) => `⚠️ ${notice}`),
    },
    words,
  );
  await openModal(interaction, trigger, modal, expired);
}

/** null: it could not be looked up, or not in time; the form says so. */
async function joinableOf(
  handling: Handling,
  { log }: Interaction,
  { seen }: Opening,
): Promise<readonly Incident[] | null> {
  if (seen.length === 0) return [];
  try {
    const found = await unlessLate(handling, JOINABLE_WITHIN_MS, handling.incidents.incidents.joinable(seen));
    return found?.slice(0, MOST_OFFERED) ?? null;
  } catch (error) {
    log.error({ err: error }, 'it could not be read which incidents could be joined');
    return null;
  }
}

/** An open incident as the form offers it: with the way to its thread for whoever cannot add to it. */
export async function offered(
  handling: Handling,
  interaction: Interaction,
  incident: Incident,
): Promise<JoinableIncident> {
  const { viewer } = interaction;
  const { id: incidentId, channelId } = incident;
  const url = viewer.audience === 'engineer' ? null : await urlInTime(handling, interaction, incident);
  return { incidentId, line: lineOf(handling, incident, viewer), channelId, url };
}

async function urlInTime(
  handling: Handling,
  interaction: Interaction,
  incident: Incident,
): Promise<string | null> {
  try {
    return await unlessLate(handling, URL_WITHIN_MS, rootUrl(handling, interaction, incident));
  } catch (error) {
    interaction.log.error({ err: error }, 'it could not be read where an incident stands');
    return null;
  }
}

/** In the zone of the check's plan, where it has one. */
function checkedAt({ following }: Check, atMs: EpochMs, locale: Locale): string {
  return incidentWordsIn(locale)
    .dates(following?.timeZone ?? 'UTC', atMs)
    .asOf(atMs);
}

function proposedChannel({ incidents, places }: Handling, channelId: string | null): string | null {
  if (incidents.defaultChannelId !== null) return incidents.defaultChannelId;
  return channelId !== null && places.allowedChannelIds.has(channelId) ? channelId : null;
}
