import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../src/sandbox/free-port.ts';
import { until } from '../support/bot-on-case-001.ts';
import { network } from '../support/network.ts';

const DEMO = fileURLToPath(new URL('../../src/sandbox/demo.ts', import.meta.url));
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Demo {
  readonly process: ChildProcess;
  text(): string;
}

let running: Demo | null = null;

function startDemo(...args: readonly string[]): Demo {
  const child = spawn(process.execPath, [DEMO, ...args], { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  running = { process: child, text: () => text };
  return running;
}

/** All addresses that a running demo listens on: those that it prints, and those that it gives to the terminal. */
async function addressesOf(demo: Demo): Promise<readonly URL[]> {
  const text = demo.text() + (await readFile(`${ROOT}.sandbox/demo-${demo.process.pid}.env`, 'utf8'));
  const ofEachPort = new Map(
    [...text.matchAll(/(?:http|postgres):\/\/\S*127\.0\.0\.1:(\d+)/g)].map(([address, port]) => [
      port,
      address,
    ]),
  );
  return [...ofEachPort.values()].map((address) => new URL(address));
}

async function isListening({ hostname, port }: URL): Promise<boolean> {
  const socket = connect({ host: hostname, port: Number(port) });
  const outcome = await Promise.race([
    once(socket, 'connect').then(() => true),
    once(socket, 'error').then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return outcome;
}

/** Waits until nobody listens on any of the addresses. The test's own time limit ends a wait that is in vain. */
async function untilSilent(addresses: readonly URL[]): Promise<void> {
  for (;;) {
    const listening = await Promise.all(addresses.map(isListening));
    if (listening.every((isUp) => !isUp)) return;
    await pause(20);
  }
}

// An intercepted socket connects to whatever it is told to: here it must be the real one.
beforeAll(() => network.close());
afterAll(() => network.listen({ onUnhandledFrame: 'error' }));

afterEach(() => {
  running?.process.kill('SIGKILL');
  running = null;
});

// It starts five processes, and the machine may have other things to do.
describe('the demo', { timeout: 90_000 }, () => {
  it.each([
    ['alone', []],
    ['beside a larger fleet', ['--fleet', '60', '--seed', '7']],
  ])('shows the six diagnoses of case 001, %s, and ends with 0', async (_, args) => {
    const demo = startDemo('--once', ...args);
    const [code] = await once(demo.process, 'exit');
    expect([code, demo.text().match(/^→ \S+/gm)]).toEqual([
      0,
      [
        '→ provider-not-resolved',
        '→ silently-skipped',
        '→ silently-skipped',
        '→ silently-skipped',
        '→ on-schedule',
        '→ phantom-send',
      ],
    ]);
  });

  it.each([
    ['--fleet', '49', 'A fleet is a number of providers from 50 to 10000.'],
    ['--fleet', 'many', 'A fleet is a number of providers from 50 to 10000.'],
    ['--seed', '-1', 'A seed is a whole number from 0 on.'],
  ])('says what is wrong with %s %s, and starts nothing', async (option, value, says) => {
    const demo = startDemo(option, value);
    const [code] = await once(demo.process, 'exit');
    expect([code, demo.text()]).toEqual([1, expect.stringContaining(says)]);
    expect(demo.text()).not.toContain('Starting');
  });

  it('serves its page where it was told to', async () => {
    const port = await freePort();
    const demo = startDemo('--port', String(port));
    await until(() => demo.text().includes(`Open http://127.0.0.1:${port}/ in a browser`));
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([
      200,
      expect.stringContaining('text/html'),
    ]);
  });

  it.each([
    ['SIGKILL', 'one after the other:'],
    ['SIGTERM', 'one after the other:'],
    ['SIGINT', 'Ctrl-C ends all of it'],
  ] as const)('leaves no process behind after %s', async (signal, when) => {
    const demo = startDemo();
    await until(() => demo.text().includes(when));
    const addresses = await addressesOf(demo);
    // Sentry, Loki, Slack with the page, the bot, PostgreSQL, what stands before it, and its control.
    expect(addresses).toHaveLength(7);
    expect(await Promise.all(addresses.map(isListening))).toEqual(addresses.map(() => true));
    demo.process.kill(signal);
    await once(demo.process, 'exit');
    await untilSilent(addresses);
  });
});
