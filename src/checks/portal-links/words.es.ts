import { PORTAL_LINKS_EN } from './words.en.ts';
import type { PortalLinksWords } from './words.ts';

/** Spanish. */
export const PORTAL_LINKS_ES: PortalLinksWords = PORTAL_LINKS_EN;
