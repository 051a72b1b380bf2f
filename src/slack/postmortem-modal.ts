import { createHash } from 'node:crypto';
import { z } from 'zod';
import { POSTMORTEM_SECTIONS, type PostmortemSection } from '../incidents/fact.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { CALLBACK_IDS } from './action-ids.ts';
import { context, input, plainText, type Modal } from './blocks.ts';
import type { IncidentOrigin } from './incident-target.ts';
import { markup } from './markup.ts';
import { validModal } from './validate-message.ts';

const MAX_SECTION = 3_000;

/** What each part of a postmortem says, written or generated. */
export type SectionTexts = Readonly<Record<PostmortemSection, string>>;

/** What the form carries along: which incident, and what stood in each field, so that what nobody touched is not taken for theirs. */
export interface PostmortemOrigin extends IncidentOrigin {
  readonly stood: Readonly<Record<PostmortemSection, string>>;
}

const postmortemOrigin: z.ZodType<PostmortemOrigin> = z.object({
  incidentId: z.string(),
  channelId: z.string().nullable(),
  thread: z.object({ ts: z.string(), isActive: z.boolean() }).nullable(),
  stood: z.record(z.enum(POSTMORTEM_SECTIONS), z.string()),
});

/** Throws a ZodError or SyntaxError for metadata that is none of ours. */
export function readPostmortemOrigin(text: string): PostmortemOrigin {
  return postmortemOrigin.parse(JSON.parse(text));
}

/** Lets people write the parts of a postmortem that are theirs. The fields' block ids are the sections; their controls have the same action ids. */
export function postmortemModal(
  { incidentId, channelId, thread }: IncidentOrigin,
  texts: SectionTexts,
  { incidents: { postmortem: says } }: SlackWords,
): Modal {
  const stood = bySection((section) => fingerprintOf(fitting(texts[section])));
  return validModal({
    type: 'modal',
    callback_id: CALLBACK_IDS.postmortem,
    private_metadata: JSON.stringify({ incidentId, channelId, thread, stood }),
    title: plainText(says.title),
    submit: plainText(says.submit),
    close: plainText(says.close),
    blocks: [
      context(markup`${says.intro} ${says.hint}`),
      ...POSTMORTEM_SECTIONS.map((section) => {
        const text = fitting(texts[section]);
        return input(
          section,
          says.sections[section],
          {
            type: 'plain_text_input',
            action_id: section,
            multiline: true,
            max_length: MAX_SECTION,
            ...(text === '' ? {} : { initial_value: text }),
          },
          { isOptional: true },
        );
      }),
    ],
  });
}

/** The sections that somebody has changed. One that they have emptied is left as it stood. */
export function changedSections(
  { stood }: PostmortemOrigin,
  textOf: (section: PostmortemSection) => string,
): readonly { readonly section: PostmortemSection; readonly text: string }[] {
  return POSTMORTEM_SECTIONS.map((section) => ({ section, text: textOf(section).trim() })).filter(
    ({ section, text }) => text !== '' && fingerprintOf(text) !== stood[section],
  );
}

function bySection(of: (section: PostmortemSection) => string): SectionTexts {
  return {
    summary: of('summary'),
    learnings: of('learnings'),
    impact: of('impact'),
    monitoring: of('monitoring'),
    whys: of('whys'),
    prevented: of('prevented'),
    'detected-earlier': of('detected-earlier'),
    'mitigated-sooner': of('mitigated-sooner'),
  };
}

/** Enough to tell whether a text was changed; line ends are Slack's to change. */
function fingerprintOf(text: string): string {
  return createHash('sha256').update(text.trim().replaceAll(/\r\n?/gu, '\n')).digest('hex').slice(0, 16);
}

function fitting(text: string): string {
  return text.length <= MAX_SECTION ? text : `${text.slice(0, MAX_SECTION - 1).toWellFormed()}…`;
}
