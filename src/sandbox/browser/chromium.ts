import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** What to do where there is no browser. */
export const HOW_TO_GET_CHROMIUM =
  'No Chromium was found. On Debian or Ubuntu: sudo apt-get install chromium fonts-noto-color-emoji. Elsewhere set CHROMIUM_PATH to a Chromium or Chrome.';

/** Where Chromium is: `CHROMIUM_PATH`, and nothing else if that is set, or one of the usual places. null: nowhere. */
export function findChromium(
  environment: NodeJS.ProcessEnv = process.env,
  exists: (path: string) => boolean = existsSync,
): string | null {
  const { CHROMIUM_PATH: given = '' } = environment;
  return (given === '' ? USUAL_PATHS : [given]).find(exists) ?? null;
}

/** Throws, saying what to do, where there is none. */
export function chromiumPath(): string {
  const path = findChromium();
  if (path === null) throw new Error(HOW_TO_GET_CHROMIUM);
  return path;
}

/** Starts it without a window. It ends with this process at the latest. Throws, saying what to do, where there is none. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    // Chromium's own sandbox does not work for root, as whom containers often run. It opens nothing but pages of this machine.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}
