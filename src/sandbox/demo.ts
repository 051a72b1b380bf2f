import { mkdir, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { relative } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { z } from 'zod';
import { openStore } from '../store/store.ts';
import { startBotProcess } from './bot-process.ts';
import { CASE_001_PROVIDERS } from './case-001/providers.ts';
import { startSandbox, type Sandbox } from './sandbox.ts';
import { drawAsText } from './stand-ins/slack/draw-as-text.ts';
import { slashCommandPayload } from './stand-ins/slack/payloads.ts';
import { signedCommand } from './stand-ins/slack/senders.ts';
import { SANDBOX_SECRETS, SANDBOX_SLACK } from './world.ts';

const FOLDER = fileURLToPath(new URL('../../.sandbox/', import.meta.url));
const ANSWER_MS = 30_000;
const POLL_MS = 50;

const messages = z.object({
  messages: z.array(z.object({ ts: z.string(), text: z.string(), blocks: z.array(z.unknown()) })),
});
type Message = z.infer<typeof messages>['messages'][number];

const evidenceButton = z.object({
  type: z.literal('actions'),
  elements: z.array(z.object({ value: z.uuid().optional() })),
});

const { once: isOnce } = new Command('demo')
  .description(
    'Plays case 001: the real bot, against a real PostgreSQL and stand-ins for Slack, Sentry and Loki.',
  )
  .option('--once', 'end after printing the six answers', false)
  .parse()
  .opts<{ once: boolean }>();

process.stderr.write('Starting PostgreSQL, the stand-ins and the bot …\n');
const sandbox = await startSandbox();
const bot = await startBotProcess(sandbox.environment);
const envFile = `${FOLDER}demo-${process.pid}.env`;

let stopping: Promise<void> | null = null;
const stop = () =>
  (stopping ??= (async () => {
    await bot.child.stop();
    await sandbox.stop();
    await rm(envFile, { force: true });
  })());
const interrupted = Promise.race(['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)));

try {
  await Promise.race([play(), interrupted]);
  if (!isOnce) {
    await writeEnvFile();
    explain();
    await interrupted;
    process.stdout.write('\nStopping …\n');
  }
} finally {
  await stop();
}
process.exit(0);

/** Sends the six commands as Slack would, and prints what the bot posted. */
async function play(): Promise<void> {
  const store = openStore({
    url: sandbox.environment['DATABASE_URL'] ?? '',
    tls: 'disable',
    caPem: null,
  });
  try {
    for (const { id } of CASE_001_PROVIDERS) {
      const known = new Set((await messagesOf(sandbox)).map(({ ts }) => ts));
      const startedAtMs = performance.now();
      await sendCommand(id);
      const answer = await waitFor(async () => (await messagesOf(sandbox)).find(({ ts }) => !known.has(ts)));
      const elapsedMs = Math.round(performance.now() - startedAtMs);
      const diagnosis = await store.diagnoses.find(diagnosisIdOf(answer));
      process.stdout.write(
        `\n/portal-check ${id}\n${drawAsText(answer)}\n→ ${diagnosis?.verdict.code ?? 'no diagnosis was kept'} (${elapsedMs} ms)\n`,
      );
    }
  } finally {
    await store.close();
  }
}

async function sendCommand(text: string): Promise<void> {
  const { teamId, userId, channelId } = SANDBOX_SLACK;
  const payload = slashCommandPayload(
    { slackUrl: sandbox.standIns.slack, teamId, userId, channelId },
    { command: '/portal-check', text },
  );
  const address = { eventsUrl: `${bot.url}/slack/events`, signingSecret: SANDBOX_SECRETS.slackSigningSecret };
  const response = await signedCommand(address, payload);
  if (!response.ok)
    throw new Error(`the bot answered a command with ${response.status}:\n${bot.child.stderr()}`);
}

async function messagesOf({ standIns }: Sandbox): Promise<readonly Message[]> {
  const response = await fetch(`${standIns.slack}/__messages`);
  return messages.parse(await response.json()).messages;
}

async function waitFor<Found>(look: () => Promise<Found | undefined>): Promise<Found> {
  const giveUpAtMs = performance.now() + ANSWER_MS;
  while (performance.now() < giveUpAtMs) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(POLL_MS);
  }
  throw new Error(`the bot did not answer within ${ANSWER_MS} ms:\n${bot.child.stderr()}`);
}

function diagnosisIdOf({ blocks }: Message): string {
  const values = blocks.flatMap((block) => {
    const parsed = evidenceButton.safeParse(block);
    return parsed.success ? parsed.data.elements.flatMap(({ value }) => value ?? []) : [];
  });
  const [id] = values;
  if (id === undefined) throw new Error('the answer has no button that names its diagnosis');
  return id;
}

/** The sandbox's addresses and clock, for the terminal: readable by its owner only, removed at the end. */
async function writeEnvFile(): Promise<void> {
  await mkdir(FOLDER, { recursive: true });
  const lines = Object.entries(sandbox.environment).map(([name, value]) => `${name}=${value}`);
  await writeFile(envFile, `${lines.join('\n')}\n`, { mode: 0o600 });
}

function explain(): void {
  const run = `npx node --env-file=${relative(process.cwd(), envFile)} src/cli.ts`;
  const [duke, ...others] = CASE_001_PROVIDERS;
  const memorial = others.find(({ name }) => name.startsWith('Memorial')) ?? duke;
  process.stdout.write(
    [
      '',
      'The sandbox is running. In another terminal, in this folder:',
      '',
      `  ${run} check ${duke.id} --evidence`,
      `  ${run} check ${memorial.id} --format json`,
      `  ${run} doctor --sample ${duke.id}`,
      '',
      'Where the stand-ins are (GET /__journal shows what was asked; PUT /__conditions {"mode":"down"} breaks one):',
      `  Sentry ${sandbox.standIns.sentry}`,
      `  Loki   ${sandbox.standIns.loki}`,
      `  Slack  ${sandbox.standIns.slack}   (GET /__messages)`,
      `  Bot    ${bot.url}   (GET /healthz)`,
      '',
      'Ctrl-C ends all of it.',
      '',
    ].join('\n'),
  );
}
