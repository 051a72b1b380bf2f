import { findChromium } from '../../../src/sandbox/browser/chromium.ts';

/**
 * There is no browser, and that is all right: only in CI it must be there. Suites that need one are then skipped, and
 * `chromium.test.ts` says why.
 */
export const isBrowserMissing = findChromium() === null && process.env['CI'] !== 'true';
