import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { ACTION_IDS } from '../slack/action-ids.ts';
import { openStore } from '../store/store.ts';
import { CASE_001_PROVIDERS } from './case-001/providers.ts';
import type { SandboxWithBot } from './sandbox-with-bot.ts';
import { drawAsText } from './stand-ins/slack/draw-as-text.ts';
import { slashCommandPayload } from './stand-ins/slack/payloads.ts';
import { signedCommand } from './stand-ins/slack/senders.ts';
import { SANDBOX_SECRETS, SANDBOX_SLACK } from './world.ts';

const ANSWER_MS = 30_000;
const POLL_MS = 50;
/** Slack takes one message a second in a channel. The bot would wait its turn; who watches should not wait with it. */
const BETWEEN_ANSWERS_MS = 1_000;

const messages = z.object({
  messages: z.array(z.object({ ts: z.string(), text: z.string(), blocks: z.array(z.unknown()) })),
});
type Message = z.infer<typeof messages>['messages'][number];

const buttons = z.object({
  type: z.literal('actions'),
  elements: z.array(z.object({ action_id: z.string(), value: z.string().optional() })),
});

/** Sends the six commands of case 001 as Slack would, one after the other, and prints what the bot posted. */
export async function playCase001(
  { sandbox, bot }: SandboxWithBot,
  print: (text: string) => void,
): Promise<void> {
  const store = openStore({ url: sandbox.environment['DATABASE_URL'] ?? '', tls: 'disable', caPem: null });
  const seen = new Set<string>();

  /** The first message that holds a diagnosis and was not there before. Waits for it. */
  async function nextAnswer(): Promise<{ message: Message; diagnosisId: string }> {
    const giveUpAtMs = performance.now() + ANSWER_MS;
    while (performance.now() < giveUpAtMs) {
      for (const message of await messagesAt(sandbox.standIns.slack)) {
        const diagnosisId = diagnosisIdOf(message);
        if (diagnosisId === null || seen.has(message.ts)) continue;
        seen.add(message.ts);
        return { message, diagnosisId };
      }
      await pause(POLL_MS);
    }
    throw new Error(`the bot did not answer within ${ANSWER_MS} ms:\n${bot.child.stderr()}`);
  }

  async function sendCommand(text: string): Promise<void> {
    const { teamId, userId, channelId } = SANDBOX_SLACK;
    const payload = slashCommandPayload(
      { slackUrl: sandbox.standIns.slack, teamId, userId, channelId },
      { command: '/portal-check', text },
    );
    const address = {
      eventsUrl: `${bot.url}/slack/events`,
      signingSecret: SANDBOX_SECRETS.slackSigningSecret,
    };
    const response = await signedCommand(address, payload);
    if (!response.ok) {
      throw new Error(`the bot answered a command with ${response.status}:\n${bot.child.stderr()}`);
    }
  }

  try {
    for (const { id } of inOrder()) {
      if (seen.size > 0) await pause(BETWEEN_ANSWERS_MS);
      const startedAtMs = performance.now();
      await sendCommand(id);
      const { message, diagnosisId } = await nextAnswer();
      const elapsedMs = Math.round(performance.now() - startedAtMs);
      const diagnosis = await store.diagnoses.find(diagnosisId);
      const verdict = diagnosis?.verdict.code ?? 'no diagnosis was kept';
      print(`\n/portal-check ${id}\n${drawAsText(message)}\n→ ${verdict} (${elapsedMs} ms)\n`);
    }
  } finally {
    await store.close();
  }
}

async function messagesAt(slackUrl: string): Promise<readonly Message[]> {
  const response = await fetch(`${slackUrl}/__messages`);
  return messages.parse(await response.json()).messages;
}

/** The one that the message's button "Evidence" names; null where it has none, as while it is being checked. */
function diagnosisIdOf({ blocks }: Message): string | null {
  const elements = blocks.flatMap((block) => buttons.safeParse(block).data?.elements ?? []);
  return elements.find(({ action_id: id }) => id === ACTION_IDS.evidence)?.value ?? null;
}

/** The one that the page tells about comes last: it is what a visitor sees first. */
function inOrder(): readonly { readonly id: string }[] {
  const isTold = (name: string): boolean => name.startsWith('Memorial');
  return [
    ...CASE_001_PROVIDERS.filter(({ name }) => !isTold(name)),
    ...CASE_001_PROVIDERS.filter(({ name }) => isTold(name)),
  ];
}
