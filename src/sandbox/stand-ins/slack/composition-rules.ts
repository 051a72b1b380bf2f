import { z } from 'zod';

/*
 * What Slack refuses of blocks: written from Slack's documentation and apart from the bot's own validator, so that the one finds the
 * other's mistakes. This file: the objects that blocks and elements are composed of. A property that Slack does not know is refused.
 */

export const plain = (max: number) =>
  z.strictObject({
    type: z.literal('plain_text'),
    text: z.string().min(1).max(max),
    emoji: z.boolean().optional(),
  });

const mrkdwn = (max: number) =>
  z.strictObject({
    type: z.literal('mrkdwn'),
    text: z.string().min(1).max(max),
    verbatim: z.boolean().optional(),
  });

export const anyText = (max: number) => z.discriminatedUnion('type', [plain(max), mrkdwn(max)]);

export const blockId = z.string().min(1).max(255).optional();
export const actionId = z.string().min(1).max(255).optional();

const OPTION_TEXT = 75;
const OPTION_VALUE = 150;

const optionOf = <Text extends z.ZodType>(text: Text) =>
  z.strictObject({ text, value: z.string().min(1).max(OPTION_VALUE), description: plain(75).optional() });

/** Of a select or an overflow menu: its text is plain. */
export const option = optionOf(plain(OPTION_TEXT));
/** Of radio buttons or checkboxes. */
export const richOption = optionOf(anyText(OPTION_TEXT));
export const overflowOption = option.extend({ url: z.url().max(3_000).optional() });

export type SlackOption = z.infer<typeof richOption>;

const options = z.array(option).min(1).max(100);
const optionGroups = z
  .array(z.strictObject({ label: plain(75), options }))
  .min(1)
  .max(100);

/** Where options come from: a list or groups of lists, and not both. */
export const optionSource = { options: options.optional(), option_groups: optionGroups.optional() };

export interface OptionSource {
  readonly options?: readonly SlackOption[] | undefined;
  readonly option_groups?: readonly { readonly options: readonly SlackOption[] }[] | undefined;
}

export function hasOneSource({ options: list, option_groups: groups }: OptionSource): boolean {
  return (list === undefined) !== (groups === undefined);
}

export function optionsIn({
  options: list = [],
  option_groups: groups = [],
}: OptionSource): readonly SlackOption[] {
  return [...list, ...groups.flatMap((group) => group.options)];
}

export const confirmation = z.strictObject({
  title: plain(100),
  text: anyText(300),
  confirm: plain(30),
  deny: plain(30),
  style: z.enum(['primary', 'danger']).optional(),
});

const slackFile = z.union([z.strictObject({ id: z.string().min(1) }), z.strictObject({ url: z.url() })]);

/** What an image is and says, as a block and as an element. */
export const imageParts = {
  image_url: z.url().max(3_000).optional(),
  slack_file: slackFile.optional(),
  alt_text: z.string().min(1).max(2_000),
};

export function hasOneImage(image: { image_url?: unknown; slack_file?: unknown }): boolean {
  return (image.image_url === undefined) !== (image.slack_file === undefined);
}
