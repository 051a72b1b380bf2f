import { findChromium } from '../../../src/sandbox/browser/chromium.ts';

/**
 * There is no browser, and that is all right: only in CI it must be there. Suites that need one are then skipped, and
 * `chromium.test.ts` says why.
 */
export const isBrowserMissing = findChromium() === null && process.env['CI'] !== 'true';

/** How long a test in a browser may take where the machine has a lot to do. What does not come is told long before. */
export const TIMEOUT_MS = 90_000;
