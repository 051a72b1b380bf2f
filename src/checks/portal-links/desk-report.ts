import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { Locale } from '../../words/locale.ts';
import type { Report } from '../report.ts';
import type { PortalLinksFacts } from './facts.ts';
import { composeReport } from './report.ts';
import { PORTAL_LINKS_EN } from './words.en.ts';

/** The diagnosis for the help desk, in plain words. */
export function composeDeskReport(diagnosis: Diagnosis<PortalLinksFacts>, _locale: Locale): Report {
  return composeReport(diagnosis, PORTAL_LINKS_EN);
}
