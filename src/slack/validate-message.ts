import type { Button, MrkdwnElement, PlainTextElement, StaticSelect } from '@slack/types';
import type { Home, InputElement, Message, Modal, OutgoingBlock } from './blocks.ts';
import { SLACK_LIMITS } from './limits.ts';

/** The bot made something that Slack would refuse: a mistake of ours, found before it is sent. */
export class MessageLimitError extends Error {
  override readonly name = 'MessageLimitError';
  readonly violations: readonly string[];

  constructor(violations: readonly string[]) {
    super(`Slack would refuse this:\n${violations.map((violation) => `  - ${violation}`).join('\n')}`);
    this.violations = violations;
  }
}

/** Returns the message if Slack takes it, else throws a MessageLimitError that lists everything that is wrong. */
export function validMessage(message: Message): Message {
  const found = new Violations();
  found.length('text', message.text, 1, SLACK_LIMITS.messageText);
  inspectBlocks(message.blocks, SLACK_LIMITS.messageBlocks, found);
  if (message.blocks.some(({ type }) => type === 'input'))
    found.add('blocks: an input, which only a modal may hold');
  found.throwIfAny();
  return message;
}

/** Returns the modal if Slack takes it, else throws a MessageLimitError that lists everything that is wrong. */
export function validModal(modal: Modal): Modal {
  const found = new Violations();
  found.length('title', modal.title.text, 1, SLACK_LIMITS.modalTitle);
  found.length('close', modal.close?.text, 1, SLACK_LIMITS.modalClose);
  found.length('submit', modal.submit?.text, 1, SLACK_LIMITS.modalSubmit);
  if (modal.submit === undefined && modal.blocks.some(({ type }) => type === 'input'))
    found.add('submit: missing, though there is an input');
  found.length('callback_id', modal.callback_id, 1, SLACK_LIMITS.callbackId);
  found.length('private_metadata', modal.private_metadata, 0, SLACK_LIMITS.privateMetadata);
  inspectBlocks(modal.blocks, SLACK_LIMITS.modalBlocks, found);
  found.throwIfAny();
  return modal;
}

/** Returns the App Home if Slack takes it, else throws a MessageLimitError that lists everything that is wrong. */
export function validHome(home: Home): Home {
  const found = new Violations();
  inspectBlocks(home.blocks, SLACK_LIMITS.homeBlocks, found);
  found.throwIfAny();
  return home;
}

/** All text that a block shows, as Slack counts it against `msg_blocks_too_long`. */
export function textLengthOf(block: OutgoingBlock): number {
  return textsOf(block).reduce((sum, text) => sum + text.length, 0);
}

function inspectBlocks(blocks: readonly OutgoingBlock[], maxBlocks: number, found: Violations): void {
  found.count('blocks', blocks.length, 1, maxBlocks);
  found.unique(
    'block_id',
    blocks.map((block) => block.block_id),
  );
  const textLength = blocks.reduce((sum, block) => sum + textLengthOf(block), 0);
  if (textLength > SLACK_LIMITS.allBlocksText) {
    found.add(`blocks: ${textLength} characters of text in all, at most ${SLACK_LIMITS.allBlocksText}`);
  }
  for (const [index, block] of blocks.entries()) inspectBlock(`blocks[${index}]`, block, found);
}

function inspectBlock(path: string, block: OutgoingBlock, found: Violations): void {
  found.length(`${path}.block_id`, block.block_id, 1, SLACK_LIMITS.blockId);
  switch (block.type) {
    case 'section':
      if (block.text === undefined && block.fields === undefined)
        found.add(`${path}: neither text nor fields`);
      found.length(`${path}.text`, block.text?.text, 1, SLACK_LIMITS.textObject);
      found.count(`${path}.fields`, block.fields?.length, 1, SLACK_LIMITS.sectionFields);
      for (const [index, field] of (block.fields ?? []).entries()) {
        found.length(`${path}.fields[${index}]`, field.text, 1, SLACK_LIMITS.sectionFieldText);
      }
      if (block.accessory !== undefined) inspectElement(`${path}.accessory`, block.accessory, found);
      return;
    case 'header':
      found.length(`${path}.text`, block.text.text, 1, SLACK_LIMITS.headerText);
      return;
    case 'context':
      found.count(`${path}.elements`, block.elements.length, 1, SLACK_LIMITS.contextElements);
      for (const [index, element] of block.elements.entries()) {
        if ('text' in element)
          found.length(`${path}.elements[${index}]`, element.text, 1, SLACK_LIMITS.textObject);
      }
      return;
    case 'actions':
      found.count(`${path}.elements`, block.elements.length, 1, SLACK_LIMITS.actionsElements);
      found.unique(
        `${path}: action_id`,
        block.elements.map((element) => ('action_id' in element ? element.action_id : undefined)),
      );
      for (const [index, element] of block.elements.entries()) {
        inspectElement(`${path}.elements[${index}]`, element, found);
      }
      return;
    case 'rich_text':
      found.length(`${path}.text`, textsOf(block).join(''), 1, SLACK_LIMITS.richText);
      return;
    case 'input':
      found.length(`${path}.label`, block.label.text, 1, SLACK_LIMITS.inputLabel);
      found.length(`${path}.hint`, block.hint?.text, 1, SLACK_LIMITS.inputLabel);
      inspectInput(`${path}.element`, block.element, found);
      return;
    case 'divider':
  }
}

function inspectInput(path: string, element: InputElement, found: Violations): void {
  found.length(`${path}.action_id`, element.action_id ?? '', 1, SLACK_LIMITS.actionId);
  if ('placeholder' in element)
    found.length(`${path}.placeholder`, element.placeholder?.text, 1, SLACK_LIMITS.placeholder);
  if (element.type === 'radio_buttons' || element.type === 'checkboxes') {
    inspectOptions(path, element.options, found, SLACK_LIMITS.tickableOptions);
  }
  if (element.type === 'multi_external_select' && element.initial_options !== undefined) {
    inspectOptions(path, element.initial_options, found);
  }
  if (element.type === 'plain_text_input') {
    found.length(
      `${path}.initial_value`,
      element.initial_value,
      0,
      element.max_length ?? SLACK_LIMITS.typedText,
    );
  }
}

function inspectOptions(
  path: string,
  options: readonly { readonly text: { readonly text: string }; readonly value?: string }[],
  found: Violations,
  most: number = SLACK_LIMITS.options,
): void {
  found.count(`${path}.options`, options.length, 1, most);
  for (const [index, { text, value }] of options.entries()) {
    found.length(`${path}.options[${index}].text`, text.text, 1, SLACK_LIMITS.optionText);
    found.length(`${path}.options[${index}].value`, value ?? '', 1, SLACK_LIMITS.optionValue);
  }
}

function inspectElement(path: string, element: { readonly type: string }, found: Violations): void {
  if (isSelect(element)) {
    found.length(`${path}.action_id`, element.action_id ?? '', 1, SLACK_LIMITS.actionId);
    inspectOptions(path, element.options ?? [], found);
    return;
  }
  if (!isButton(element)) {
    found.add(`${path}: a ${element.type}, which no builder of the bot makes`);
    return;
  }
  found.length(`${path}.text`, element.text.text, 1, SLACK_LIMITS.buttonText);
  found.length(`${path}.action_id`, element.action_id ?? '', 1, SLACK_LIMITS.actionId);
  found.length(`${path}.value`, element.value, 1, SLACK_LIMITS.buttonValue);
  found.length(`${path}.url`, element.url, 1, SLACK_LIMITS.buttonUrl);
}

function isButton(element: { readonly type: string }): element is Button {
  return element.type === 'button';
}

function isSelect(element: { readonly type: string }): element is StaticSelect {
  return element.type === 'static_select';
}

function textsOf(block: OutgoingBlock): readonly string[] {
  switch (block.type) {
    case 'section':
      return [...shown(block.text), ...(block.fields ?? []).flatMap(shown), ...shownBy(block.accessory)];
    case 'header':
      return shown(block.text);
    case 'context':
      return block.elements.flatMap((element) => ('text' in element ? shown(element) : []));
    case 'actions':
      return block.elements.flatMap(shownBy);
    case 'input':
      return [block.label.text, ...shown(block.hint)];
    case 'divider':
      return [];
    case 'rich_text':
      break;
  }
  return block.elements.flatMap((element) =>
    element.elements.flatMap((part) => ('text' in part && part.text !== undefined ? [part.text] : [])),
  );
}

function shown(text: PlainTextElement | MrkdwnElement | undefined): readonly string[] {
  return text === undefined ? [] : [text.text];
}

function shownBy(element: { readonly type: string } | undefined): readonly string[] {
  return element !== undefined && isButton(element) ? [element.text.text] : [];
}

/** Collects what is wrong, so that all of it is said at once. */
class Violations {
  readonly #found: string[] = [];

  add(violation: string): void {
    this.#found.push(violation);
  }

  length(path: string, text: string | undefined, min: number, max: number): void {
    if (text === undefined) return;
    if (text.length < min) this.add(`${path}: empty`);
    if (text.length > max) this.add(`${path}: ${text.length} characters, at most ${max}`);
  }

  count(path: string, count: number | undefined, min: number, max: number): void {
    if (count === undefined) return;
    if (count < min) this.add(`${path}: none, at least ${min}`);
    if (count > max) this.add(`${path}: ${count}, at most ${max}`);
  }

  unique(path: string, ids: readonly (string | undefined)[]): void {
    const seen = new Set<string>();
    for (const id of ids) {
      if (id === undefined) continue;
      if (seen.has(id)) this.add(`${path}: "${id}" twice`);
      seen.add(id);
    }
  }

  throwIfAny(): void {
    if (this.#found.length > 0) throw new MessageLimitError(this.#found);
  }
}
