import { SECOND_MS } from '../diagnosis/time.ts';

/**
 * Slack's limits for what goes out, in characters unless the name says otherwise.
 * They are documented at docs.slack.dev (Block Kit, Views, chat.postMessage), except those marked as undocumented.
 */
export const SLACK_LIMITS = {
  /** Top-level text is cut by Slack beyond this. */
  messageText: 40_000,
  messageBlocks: 50,
  modalBlocks: 100,
  homeBlocks: 100,
  /** Undocumented: all text of a message's blocks together fails around here as `msg_blocks_too_long` (bolt-js issue 2509). */
  allBlocksText: 13_200,
  blockId: 255,
  actionId: 255,

  textObject: 3_000,
  headerText: 150,
  sectionFields: 10,
  sectionFieldText: 2_000,
  contextElements: 10,
  actionsElements: 25,
  /** Undocumented for rich text: held to the limit of a text object. */
  richText: 3_000,

  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,

  modalTitle: 24,
  modalClose: 24,
  modalSubmit: 24,
  inputLabel: 2_000,
  placeholder: 150,
  options: 100,
  /** Of radio buttons and checkboxes. */
  tickableOptions: 10,
  optionText: 75,
  optionValue: 150,
  /** Of a plain-text input. */
  typedText: 3_000,

  callbackId: 255,
  privateMetadata: 3_000,
} as const;

/** What a diagnosis may take up in a channel; ours, not Slack's. */
export const DIAGNOSIS_LIMITS = { lines: 12, characters: 1_500 } as const;

/** Slack gives up after three seconds: it sends an event again, and tells whoever has sent a form that it failed. */
export const ACKNOWLEDGE_WITHIN_MS = 2 * SECOND_MS;
