import type { PlainTextOption } from '@slack/types';
import type { Noun } from '../checks/report.ts';
import { SECOND_MS, type EpochMs } from '../diagnosis/time.ts';
import { SEVERITIES, type Severity, type SubjectRef } from '../incidents/fact.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS, CALLBACK_IDS } from './action-ids.ts';
import {
  button,
  context,
  divider,
  input,
  linkButton,
  option,
  plainText,
  section,
  type Modal,
  type OutgoingBlock,
} from './blocks.ts';
import { writeOpeningOrigin, writeSubjectRef, type OpeningOrigin } from './incident-target.ts';
import { SLACK_LIMITS } from './limits.ts';
import { channelLink, markup, woven } from './markup.ts';
import { shortenText } from './shorten.ts';
import { validModal } from './validate-message.ts';

/** The fields' block ids; their controls have the same action ids. */
export const OPENING_FIELDS = {
  title: 'title',
  severity: 'severity',
  subjects: ACTION_IDS.subjects,
  reportedAt: 'reported-at',
  reportedBy: 'reported-by',
  channel: 'channel',
  summary: 'summary',
} as const;

/** So many come into an incident at once: each is told in its thread, and Slack takes about one message a second. */
export const MOST_SUBJECTS = 20;
const MAX_TITLE = 150;
const MAX_REPORTER = 80;
const MAX_SUMMARY = 3_000;
const MAX_JOINABLE_LINE = 300;
const MAX_NOTICE = 600;
/** An id is no longer; names are cut before it is. */
const MAX_DETAILS = 40;
/** From so many letters on the type-ahead searches. */
const MIN_QUERY_LENGTH = 2;

/** Somebody in the field of those affected. */
export interface NamedSubject extends SubjectRef {
  /** Text from outside; the id where nobody knows the name. */
  readonly name: string;
  /** What tells them from others of the same name, as "clinic · b8608be4"; null: nothing, or it stands in the name. */
  readonly details: string | null;
}

/** What stands in the form from the beginning. */
export interface IncidentForm {
  readonly title: string;
  readonly severity: Severity;
  readonly subjects: readonly NamedSubject[];
  readonly reportedAtMs: EpochMs;
  /** '': whoever opens it. */
  readonly reportedBy: string;
  /** null: nothing is chosen. */
  readonly channelId: string | null;
  readonly summary: string;
}

/** An open incident that fits. */
export interface JoinableIncident {
  readonly incidentId: string;
  /** "#7 P2 “clinics silently skipped” (3 providers)" */
  readonly line: string;
  readonly channelId: string;
  /** Of its root message, for whoever cannot add to it; null: nobody knows it. */
  readonly url: string | null;
}

export interface OpenIncidentModalSettings {
  readonly form: IncidentForm;
  readonly carried: OpeningOrigin;
  readonly noun: Noun;
  readonly joinable: readonly JoinableIncident[];
  /** Whoever reads it may add to an incident. */
  readonly canJoin: boolean;
  /** What is to be said above the fields, each with its sign in front: what could not be read, or why it was not opened. */
  readonly notices: readonly string[];
}

/** Asks what an incident is about. An open one that fits is offered first. */
export function openIncidentModal(settings: OpenIncidentModalSettings, words: SlackWords): Modal {
  const { form, carried, noun } = settings;
  const says = words.incidents.open;
  const { title, severity, subjects, reportedAt, reportedBy, channel, summary } = OPENING_FIELDS;
  return validModal({
    type: 'modal',
    callback_id: CALLBACK_IDS.openIncident,
    private_metadata: writeOpeningOrigin(carried),
    title: plainText(says.title),
    submit: plainText(says.submit),
    close: plainText(says.close),
    blocks: [
      ...settings.notices.map((notice) => section(markup`${short(notice, MAX_NOTICE, words)}`)),
      ...joinBlocks(settings, words),
      input(title, says.name, {
        type: 'plain_text_input',
        action_id: title,
        max_length: MAX_TITLE,
        placeholder: plainText(says.namePlaceholder),
        ...initialText(form.title, MAX_TITLE),
      }),
      input(severity, says.severity, {
        type: 'radio_buttons',
        action_id: severity,
        options: SEVERITIES.map((each) => option(each, says.severities[each])),
        initial_option: option(form.severity, says.severities[form.severity]),
      }),
      input(
        subjects,
        says.subjects(noun),
        {
          type: 'multi_external_select',
          action_id: subjects,
          min_query_length: MIN_QUERY_LENGTH,
          placeholder: plainText(says.subjectsPlaceholder),
          ...(form.subjects.length === 0
            ? {}
            : { initial_options: form.subjects.slice(0, MOST_SUBJECTS).map((each) => subjectOption(each)) }),
        },
        { isOptional: true, hint: says.subjectsHint },
      ),
      input(
        reportedAt,
        says.reportedAt,
        {
          type: 'datetimepicker',
          action_id: reportedAt,
          initial_date_time: Math.floor(form.reportedAtMs / SECOND_MS),
        },
        { hint: says.reportedAtHint },
      ),
      input(
        reportedBy,
        says.reportedBy,
        {
          type: 'plain_text_input',
          action_id: reportedBy,
          max_length: MAX_REPORTER,
          ...initialText(form.reportedBy, MAX_REPORTER),
        },
        { isOptional: true, hint: says.reportedByHint },
      ),
      input(
        channel,
        says.channel,
        {
          type: 'conversations_select',
          action_id: channel,
          filter: { include: ['public', 'private'], exclude_external_shared_channels: true },
          ...(form.channelId === null ? {} : { initial_conversation: form.channelId }),
        },
        { hint: says.channelHint },
      ),
      input(
        summary,
        says.summary,
        {
          type: 'plain_text_input',
          action_id: summary,
          multiline: true,
          max_length: MAX_SUMMARY,
          ...initialText(form.summary, MAX_SUMMARY),
        },
        { isOptional: true, hint: says.summaryHint },
      ),
    ],
  });
}

/** Somebody as an option of the type-ahead: Slack shows of who is chosen the label alone, so that all that tells them from others stands in it. */
export function subjectOption({ name, details, ...ref }: NamedSubject): PlainTextOption {
  const behind = details === null || name === ref.subjectId ? '' : ` (${cut(details, MAX_DETAILS)})`;
  return option(writeSubjectRef(ref), `${cut(name, SLACK_LIMITS.optionText - behind.length)}${behind}`);
}

function joinBlocks(
  { joinable, canJoin }: OpenIncidentModalSettings,
  words: SlackWords,
): readonly OutgoingBlock[] {
  if (joinable.length === 0) return [];
  const { open, buttons } = words.incidents;
  return [
    context(markup`${canJoin ? open.joinFirst : open.tellThere(joinable.length)}`),
    ...joinable.map(({ incidentId, line, channelId, url }, index) => {
      const shown = short(line, MAX_JOINABLE_LINE, words);
      const say = canJoin ? open.join : open.standsIn;
      const said = woven((channel) => say(shown, channel), channelLink(channelId));
      if (canJoin) return section(said, button(ACTION_IDS.joinIncident, buttons.join, incidentId));
      const isTooLong = url === null || url.length > SLACK_LIMITS.buttonUrl;
      return isTooLong
        ? section(said)
        : section(said, linkButton(`${ACTION_IDS.openLink}:${index}`, buttons.go, url));
    }),
    divider(),
  ];
}

/** Slack takes no longer text than may be typed, and counts UTF-16 units. It is cut between words. */
function initialText(text: string, most: number): { readonly initial_value?: string } {
  const begun = text.slice(0, most - 1).toWellFormed();
  const fitting = text.length <= most ? text : `${/^.*\S(?=\s)/su.exec(begun)?.[0] ?? begun}…`;
  return fitting === '' ? {} : { initial_value: fitting };
}

function cut(text: string, most: number): string {
  const shown = text.trim() === '' ? '?' : text;
  return shortenText(
    shown,
    most,
    () => ' …',
    (shortened) => shortened.length,
  );
}

function short(text: string, most: number, { leftOut }: SlackWords): string {
  return shortenText(text, most, leftOut.characters);
}
