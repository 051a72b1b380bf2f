import { fileURLToPath } from 'node:url';
import { loadPortalLinks } from '../../check-files.ts';
import type { Phrases } from './run-trace.ts';

/** The settings that the bot needs where there is a fleet: biweekly runs are counted from a week. */
export const FLEET_SETTINGS_FILE = fileURLToPath(new URL('./portal-links.yml', import.meta.url));

/** What the application calls things there, and in case 001 too. */
export function fleetPhrases(): Phrases {
  return loadPortalLinks({ settingsFile: FLEET_SETTINGS_FILE, sqlFile: null }).settings;
}
