import { describe, expect, it } from 'vitest';
import {
  actions,
  button,
  header,
  linkButton,
  plainText,
  section,
  type Message,
  type Modal,
} from '../../src/slack/blocks.ts';
import { MessageLimitError, validMessage, validModal } from '../../src/slack/validate-message.ts';

const some = { markup: 'some' };
const sectionOf = (length: number) => section({ markup: 'x'.repeat(length) });
const message = (over: Partial<Message>): Message => ({ text: 'some', blocks: [section(some)], ...over });
const modal = (over: Partial<Modal>): Modal => ({
  type: 'modal',
  title: plainText('some'),
  blocks: [section(some)],
  ...over,
});

describe('a message that Slack would refuse is found before it is sent', () => {
  it.each<[string, Message, string]>([
    ['no text', message({ text: '' }), 'text: empty'],
    ['a text that is cut', message({ text: 'x'.repeat(40_001) }), 'text: 40001 characters, at most 40000'],
    ['no blocks', message({ blocks: [] }), 'blocks: none, at least 1'],
    [
      '51 blocks',
      message({ blocks: Array.from({ length: 51 }, () => section(some)) }),
      'blocks: 51, at most 50',
    ],
    [
      'a long section',
      message({ blocks: [sectionOf(3_001)] }),
      'blocks[0].text: 3001 characters, at most 3000',
    ],
    ['an empty section', message({ blocks: [sectionOf(0)] }), 'blocks[0].text: empty'],
    [
      'too much text in all',
      message({ blocks: Array.from({ length: 5 }, () => sectionOf(2_641)) }),
      'blocks: 13205 characters of text in all, at most 13200',
    ],
    [
      'a long header',
      message({ blocks: [header('x'.repeat(151))] }),
      'blocks[0].text: 151 characters, at most 150',
    ],
    [
      'a long button',
      message({ blocks: [actions([button('a', 'x'.repeat(76), 'v')])] }),
      'blocks[0].elements[0].text: 76 characters, at most 75',
    ],
    [
      'a long value',
      message({ blocks: [actions([button('a', 'b', 'x'.repeat(2_001))])] }),
      'blocks[0].elements[0].value: 2001 characters, at most 2000',
    ],
    [
      'a long link',
      message({ blocks: [section(some, linkButton('a', 'b', `https://a.example/${'x'.repeat(3_000)}`))] }),
      'blocks[0].accessory.url: 3018 characters, at most 3000',
    ],
    [
      'the same action twice in a block',
      message({ blocks: [actions([button('a', 'b', 'v'), button('a', 'c', 'v')])] }),
      'blocks[0]: action_id: "a" twice',
    ],
    [
      'the same block id twice',
      message({
        blocks: [
          { ...section(some), block_id: 'b' },
          { ...section(some), block_id: 'b' },
        ],
      }),
      'block_id: "b" twice',
    ],
    [
      'a long block id',
      message({ blocks: [{ ...section(some), block_id: 'b'.repeat(256) }] }),
      'blocks[0].block_id: 256 characters, at most 255',
    ],
    [
      'too many buttons',
      message({ blocks: [actions(Array.from({ length: 26 }, (_, index) => button(`a${index}`, 'b', 'v')))] }),
      'blocks[0].elements: 26, at most 25',
    ],
    [
      'too many fields',
      message({ blocks: [{ type: 'section', fields: Array.from({ length: 11 }, () => plainText('x')) }] }),
      'blocks[0].fields: 11, at most 10',
    ],
    [
      'a long field',
      message({ blocks: [{ type: 'section', fields: [plainText('x'.repeat(2_001))] }] }),
      'blocks[0].fields[0]: 2001 characters, at most 2000',
    ],
  ])('%s', (_, broken, violation) => {
    const violations = violationsOf(() => validMessage(broken));
    expect(violations).toEqual([violation]);
  });

  it('says everything that is wrong at once', () => {
    expect(violationsOf(() => validMessage({ text: '', blocks: [] }))).toHaveLength(2);
  });

  it('lets through what is just right', () => {
    const right = message({
      blocks: [...Array.from({ length: 4 }, () => sectionOf(3_000)), sectionOf(1_200)],
    });
    expect(validMessage(right)).toBe(right);
  });
});

describe('a modal that Slack would refuse is found before it is sent', () => {
  it.each<[string, Modal, string]>([
    ['a long title', modal({ title: plainText('x'.repeat(25)) }), 'title: 25 characters, at most 24'],
    [
      'much metadata',
      modal({ private_metadata: 'x'.repeat(3_001) }),
      'private_metadata: 3001 characters, at most 3000',
    ],
    [
      '101 blocks',
      modal({ blocks: Array.from({ length: 101 }, () => section(some)) }),
      'blocks: 101, at most 100',
    ],
  ])('%s', (_, broken, violation) => {
    expect(violationsOf(() => validModal(broken))).toEqual([violation]);
  });
});

function violationsOf(validate: () => unknown): readonly string[] {
  try {
    validate();
  } catch (error) {
    if (error instanceof MessageLimitError) return error.violations;
    throw error;
  }
  return [];
}
