import type { Noun } from '../../src/checks/report.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/diagnosis/time.ts';
import { SEVERITIES, type Reporter } from '../../src/incidents/fact.ts';
import type { Incident } from '../../src/incidents/incident.ts';
import { CALLBACK_IDS } from '../../src/slack/action-ids.ts';
import type { Modal } from '../../src/slack/blocks.ts';
import { noticeMessage } from '../../src/slack/error-message.ts';
import { openedMessage } from '../../src/slack/incident-answers.ts';
import { readOpeningOrigin, type OpeningOrigin } from '../../src/slack/incident-target.ts';
import { updateModal } from '../../src/slack/modals.ts';
import { blocksModal } from '../../src/slack/notice-modal.ts';
import {
  MOST_SUBJECTS,
  openIncidentModal,
  OPENING_FIELDS,
  type IncidentForm,
} from '../../src/slack/open-incident-modal.ts';
import type { SlackWords } from '../../src/words/slack.en.ts';
import { chosenSubjects } from '../shared/chosen-subjects.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { lineOf } from '../shared/find-incident.ts';
import type { Handling } from '../shared/handling.ts';
import { audit, type Interaction } from '../shared/interaction.ts';
import { fieldOf, onSubmission } from '../shared/on-submission.ts';
import { offered } from '../shared/open-incident-form.ts';
import type { SubmissionPayload } from '../shared/payloads.ts';
import { whyNotThere } from '../shared/refuse-incident.ts';
import { rootUrl } from '../shared/root-url.ts';
import { showIncident } from '../shared/show-incident.ts';

/** Checking many weighs as much as a digest. */
const MOST_COST = 10;

/** What has been put into the form, all of it right. */
type Filled = IncidentForm & { readonly channelId: string };

/** The form of "Open incident". Whom it is about is checked once more, so that it begins with how they are now. */
export const openIncidentForm: HandlerEntry = {
  kind: 'view',
  id: CALLBACK_IDS.openIncident,
  register(app, handling) {
    onSubmission<Filled>(app, handling, {
      callbackId: CALLBACK_IDS.openIncident,
      read: (submission, words) => readForm(handling, submission, words),
      placeOf({ view }) {
        const { channelId, thread } = readOpeningOrigin(view.private_metadata);
        return { channelId, thread, responseUrl: null };
      },
      staysOpen: {
        // What was typed stands there until it is kept: should the bot be ended in the midst of it, "Open" once more opens it, once.
        meanwhile: (words, submitted) =>
          formAgain(handling, words, submitted, `⏳ ${words.incidents.open.opening}`),
        notice: (sentence, words, submitted) => formAgain(handling, words, submitted, sentence),
      },
      work: (interaction, form, { view }) => open(handling, interaction, form, view),
    });
  },
};

async function open(
  handling: Handling,
  interaction: Interaction,
  form: Filled,
  view: SubmissionPayload['view'],
): Promise<void> {
  const { asker, requestId, viewer, conversation, client } = interaction;
  const { incidents } = handling.incidents;
  const { channelId } = form;
  const problem = await whyNot(handling, interaction, form);
  if (problem !== null) return showAgain(handling, interaction, form, view, { problem });
  const seen = await incidents.look(form.subjects, { requestId, userId: asker.userId });
  const { origin, offeredIds } = readOpeningOrigin(view.private_metadata);
  const opened = await incidents.openUnlessOpen(
    {
      key: view.id,
      title: form.title,
      severity: form.severity,
      summary: form.summary,
      reportedAtMs: form.reportedAtMs,
      reportedBy: reporterIn(form.reportedBy, asker.userId),
      subjects: seen,
      origin,
      channelId,
      locale: handling.language,
      userId: asker.userId,
    },
    offeredIds,
  );
  if (opened.kind === 'in-the-way') {
    return showAgain(handling, interaction, form, view, { inTheWay: opened.incidents });
  }
  const { incident } = opened;
  const { id: incidentId, number } = incident;
  await audit(handling, interaction, { event: 'incident-opened', incident: { incidentId, number } });
  await showIncident(handling, incidentId);
  const url = await rootUrl(handling, interaction, incident);
  const message = openedMessage(
    {
      line: lineOf(handling, incident, viewer),
      channelId: incident.channelId,
      url,
      notSeen: form.subjects
        .filter(({ subjectId }) => !seen.some((each) => each.subjectId === subjectId))
        .map(({ name }) => name),
    },
    viewer.words,
  );
  const posting = { client, wait: handling.wait };
  const isShown = await updateModal(posting, view.id, blocksModal(message.blocks, viewer.words));
  if (!isShown) await conversation.whisper(message);
}

/** Why it is not opened, though the fields are right; null: it can be. */
async function whyNot(
  handling: Handling,
  interaction: Interaction,
  { channelId, subjects }: Filled,
): Promise<string | null> {
  const { words } = interaction.viewer;
  const reason = await whyNotThere(handling, interaction, channelId);
  if (reason !== null) {
    await audit(handling, interaction, { event: 'refused', reason });
    return words.incidents.refused[reason];
  }
  const cost = Math.max(1, Math.min(subjects.length, MOST_COST));
  const taken = handling.rateLimit.take(interaction.asker.userId, cost);
  if (taken.ok) return null;
  await audit(handling, interaction, { event: 'refused', reason: 'rate-limit' });
  return words.refusals.rateLimit(Math.ceil(taken.retryAfterMs / SECOND_MS));
}

/** Nothing that was typed is lost: the form stands there again, and says what was wrong, or offers what is open by now. */
async function showAgain(
  handling: Handling,
  interaction: Interaction,
  form: Filled,
  view: SubmissionPayload['view'],
  why: { readonly problem: string } | { readonly inTheWay: readonly Incident[] },
): Promise<void> {
  const { viewer, client, conversation } = interaction;
  const carried = readOpeningOrigin(view.private_metadata);
  const { words, audience } = viewer;
  const noun = nounOf(handling, carried, words);
  const inTheWay = 'inTheWay' in why ? why.inTheWay : [];
  const problem = 'problem' in why ? why.problem : words.incidents.open.openByNow(noun);
  const modal = openIncidentModal(
    {
      form,
      // Whoever has been shown them may open another one all the same.
      carried: { ...carried, offeredIds: [...carried.offeredIds, ...inTheWay.map(({ id }) => id)] },
      noun,
      joinable: await Promise.all(inTheWay.map((each) => offered(handling, interaction, each))),
      canJoin: audience === 'engineer',
      notices: [`⚠️ ${problem}`],
    },
    words,
  );
  const isShown = await updateModal({ client, wait: handling.wait }, view.id, modal);
  if (!isShown) await conversation.whisper(noticeMessage('⚠️', problem, words));
}

/** The form as it was sent, and a sentence above it. */
function formAgain(
  handling: Handling,
  words: SlackWords,
  { fields: form, view }: { readonly fields: Filled; readonly view: SubmissionPayload['view'] },
  notice: string,
): Modal {
  const carried = readOpeningOrigin(view.private_metadata);
  const noun = nounOf(handling, carried, words);
  return openIncidentModal({ form, carried, noun, joinable: [], canJoin: false, notices: [notice] }, words);
}

/** Also of a check that is there no more, which whoever sends the form is told later. */
function nounOf({ checks }: Handling, { checkId }: OpeningOrigin, { locale }: SlackWords): Noun {
  return (checks.find(({ id }) => id === checkId) ?? checks[0]).words(locale).noun;
}

function readForm(
  handling: Handling,
  submission: SubmissionPayload,
  words: SlackWords,
): { readonly fields: Filled } | { readonly errors: Readonly<Record<string, string>> } {
  const says = words.incidents.open;
  const textOf = (field: string): string => fieldOf(submission, field)?.value?.trim() ?? '';
  const title = textOf(OPENING_FIELDS.title);
  const chosen = fieldOf(submission, OPENING_FIELDS.severity)?.selected_option?.value;
  const severity = SEVERITIES.find((known) => known === chosen);
  const subjects = chosenSubjects(handling.checks, submission.view);
  const nowMs = handling.clock();
  const seconds = fieldOf(submission, OPENING_FIELDS.reportedAt)?.selected_date_time ?? null;
  const reportedAtMs = seconds === null ? nowMs : seconds * SECOND_MS;
  const channelId = fieldOf(submission, OPENING_FIELDS.channel)?.selected_conversation ?? null;
  const problems = {
    [OPENING_FIELDS.title]: title === '' ? says.nameMissing : null,
    [OPENING_FIELDS.severity]: severity === undefined ? words.incidents.severity.missing : null,
    [OPENING_FIELDS.subjects]:
      subjects === null
        ? says.notASubject
        : subjects.length > MOST_SUBJECTS
          ? says.tooManySubjects(subjects.length, MOST_SUBJECTS)
          : null,
    // The clocks of two machines differ a little.
    [OPENING_FIELDS.reportedAt]: reportedAtMs > nowMs + MINUTE_MS ? says.inFuture : null,
    [OPENING_FIELDS.channel]: channelProblem(handling, channelId, words),
  };
  const errors = Object.fromEntries(
    Object.entries(problems).flatMap(([field, problem]) => (problem === null ? [] : [[field, problem]])),
  );
  if (Object.keys(errors).length > 0 || severity === undefined || subjects === null || channelId === null) {
    return { errors };
  }
  const reportedBy = textOf(OPENING_FIELDS.reportedBy);
  const summary = textOf(OPENING_FIELDS.summary);
  return { fields: { title, severity, subjects, reportedAtMs, reportedBy, channelId, summary } };
}

function channelProblem(
  { places }: Handling,
  channelId: string | null,
  { incidents: { open: says } }: SlackWords,
): string | null {
  if (channelId === null) return says.channelMissing;
  return places.allowedChannelIds.has(channelId) ? null : says.channelNotAllowed;
}

/** Nobody named: whoever opens it. A plain id has a digit in it: "WASHINGTON" is a name. */
function reporterIn(text: string, askerUserId: string): Reporter {
  if (text === '') return { kind: 'user', userId: askerUserId };
  const [, mentioned, plain] =
    /^(?:<@([UW][A-Z0-9]+)(?:\|[^>]*)?>|((?=\D*\d)[UW][A-Z0-9]{7,}))$/u.exec(text) ?? [];
  const userId = mentioned ?? plain;
  return userId === undefined ? { kind: 'named', name: text } : { kind: 'user', userId };
}
