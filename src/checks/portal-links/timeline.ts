import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { Locale } from '../../words/locale.ts';
import type { SeenValue } from '../report.ts';
import type { Timeline } from '../timeline.ts';
import type { PortalLinksFacts } from './facts.ts';

/** What happened when, in the words of one language. */
export function composeTimeline(
  _diagnosis: Diagnosis<PortalLinksFacts>,
  _seen: readonly SeenValue[],
  _locale: Locale,
): Timeline | null {
  return null;
}
