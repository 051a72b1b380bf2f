import type { Locale } from '../../../words/locale.ts';
import type { ClientSurface, PressRequest } from '../../stand-ins/slack/client-api.ts';
import { optionValue } from '../controls/control-value.ts';
import { languageControlIn } from './language-control.ts';

/** How far it is that the bot speaks a language to a person. */
export interface LanguageWish {
  readonly locale: Locale;
  readonly stage: 'new' | 'opening-home' | 'asked' | 'settled';
  /** An earlier wish was still under way: what the home shows may change without this one. */
  readonly isHasty: boolean;
}

/** What there is to do for a wish. */
export type LanguageStep =
  | { readonly kind: 'wait' | 'open-home' | 'settle' }
  | { readonly kind: 'press'; readonly press: Omit<PressRequest, 'user'> };

/** @param home what the bot has published for the person; null: nothing yet */
export function stepFor({ locale, stage, isHasty }: LanguageWish, home: ClientSurface | null): LanguageStep {
  if (stage === 'settled') return { kind: 'wait' };
  if (home === null) return { kind: stage === 'new' ? 'open-home' : 'wait' };
  const found = languageControlIn(home);
  const option = found?.control.options.find(({ value }) => value === locale);
  if (found === null || option === undefined) return { kind: 'settle' };
  const isSpoken = found.control.initial?.value === locale;
  if (stage === 'asked') return { kind: isSpoken ? 'settle' : 'wait' };
  if (isSpoken && !isHasty) return { kind: 'settle' };
  const { viewId, blockId, control } = found;
  return {
    kind: 'press',
    press: { at: { viewId }, blockId, actionId: control.actionId, value: optionValue(option) },
  };
}
