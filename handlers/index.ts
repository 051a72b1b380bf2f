import type { App } from '@slack/bolt';
import { addOthers } from './actions/add-others.ts';
import { askAgain } from './actions/ask-again.ts';
import { changeSeverity } from './actions/change-severity.ts';
import { checkAddress } from './actions/check-address.ts';
import { checkAgain } from './actions/check-again.ts';
import { checkThis } from './actions/check-this.ts';
import { digestCsv } from './actions/digest-csv.ts';
import { digestDetails } from './actions/digest-details.ts';
import { digestMore } from './actions/digest-more.ts';
import { digestTrend } from './actions/digest-trend.ts';
import { editPostmortem } from './actions/edit-postmortem.ts';
import { evidence } from './actions/evidence.ts';
import { handOver } from './actions/hand-over.ts';
import { incidentClose } from './actions/incident-close.ts';
import { incidentMitigated } from './actions/incident-mitigated.ts';
import { incidentReopen } from './actions/incident-reopen.ts';
import { incidentResolved } from './actions/incident-resolved.ts';
import { joinIncident } from './actions/join-incident.ts';
import { language } from './actions/language.ts';
import { mute } from './actions/mute.ts';
import { notThisOne } from './actions/not-this-one.ts';
import { openIncident } from './actions/open-incident.ts';
import { openLink } from './actions/open-link.ts';
import { pause } from './actions/pause.ts';
import { postPostmortemAgain } from './actions/post-postmortem.ts';
import { resume } from './actions/resume.ts';
import { right } from './actions/right.ts';
import { share } from './actions/share.ts';
import { showIncident } from './actions/show-incident.ts';
import { show } from './actions/show.ts';
import { takeLead } from './actions/take-lead.ts';
import { timeline } from './actions/timeline.ts';
import { unmute } from './actions/unmute.ts';
import { unsubscribe } from './actions/unsubscribe.ts';
import { wrong } from './actions/wrong.ts';
import { portalCheck } from './commands/portal-check.ts';
import { portalDigest } from './commands/portal-digest.ts';
import { portalIncident } from './commands/portal-incident.ts';
import { appHomeOpened } from './events/app-home-opened.ts';
import { appMention } from './events/app-mention.ts';
import { channelShared } from './events/channel-shared.ts';
import { subteamMembersChanged } from './events/subteam-members-changed.ts';
import { subjectOptions } from './options/subject.ts';
import { subjectsOptions } from './options/subjects.ts';
import type { HandlerEntry } from './shared/entry.ts';
import type { Handling } from './shared/handling.ts';
import { onlyOwnWorkspace } from './shared/own-workspace.ts';
import { tellUnhandled, type Unhandled } from './shared/unhandled.ts';
import { checkMessage } from './shortcuts/check-message.ts';
import { checkProvider } from './shortcuts/check-provider.ts';
import { openIncidentHere } from './shortcuts/open-incident-here.ts';
import { addressForm } from './views/address.ts';
import { checkForm } from './views/check.ts';
import { feedbackForm } from './views/feedback.ts';
import { handOverForm } from './views/hand-over.ts';
import { muteForm } from './views/mute.ts';
import { openIncidentForm } from './views/open-incident.ts';
import { postmortemForm } from './views/postmortem.ts';
import { resolveAnywayForm } from './views/resolve-anyway.ts';
import { severityForm } from './views/severity.ts';
import { subscribeForm } from './views/subscribe.ts';

/** Everything that people can do with the bot in Slack. `manifest.yml` declares the same. */
export const handlers: readonly HandlerEntry[] = [
  portalCheck,
  portalDigest,
  portalIncident,
  appMention,
  checkProvider,
  checkMessage,
  openIncidentHere,
  appHomeOpened,
  subteamMembersChanged,
  channelShared,

  checkAgain,
  askAgain,
  checkThis,
  notThisOne,
  show,
  evidence,
  timeline,
  share,
  right,
  wrong,
  openLink,
  checkAddress,
  handOver,
  language,

  digestDetails,
  digestMore,
  digestTrend,
  digestCsv,
  mute,
  unmute,
  pause,
  resume,
  unsubscribe,

  openIncident,
  joinIncident,
  takeLead,
  incidentMitigated,
  incidentResolved,
  incidentReopen,
  incidentClose,
  changeSeverity,
  addOthers,
  showIncident,
  editPostmortem,
  postPostmortemAgain,

  subjectOptions,
  subjectsOptions,
  checkForm,
  feedbackForm,
  addressForm,
  handOverForm,
  subscribeForm,
  muteForm,
  openIncidentForm,
  severityForm,
  resolveAnywayForm,
  postmortemForm,
];

/** Makes a Bolt app answer all of them, for people of its own workspace. */
export function registerHandlers(app: App, handling: Handling): void {
  app.use(onlyOwnWorkspace(handling));
  for (const { register } of handlers) register(app, handling);
  app.error((failure: Unhandled) => handling.inFlight.track(tellUnhandled(handling, failure)));
}
