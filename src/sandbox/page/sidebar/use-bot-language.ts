import { useEffect, useRef } from 'react';
import type { Locale } from '../../../words/locale.ts';
import type { ClientView } from '../../stand-ins/slack/client-api.ts';
import { client } from '../api/client.ts';
import { optionValue } from '../controls/control-value.ts';
import { languageControlIn } from './language-control.ts';

/** What the bot speaks to whoever has not chosen. */
const FIRST_LANGUAGE: Locale = 'en';

/**
 * Lets the bot speak to a person in the page's language, as that person would do it: by opening the bot's home and using its select.
 * It is done once for each person and language, so whoever chooses something else in the home keeps it. Whom the bot shows no select,
 * as an outsider, keeps its first language.
 */
export function useBotLanguage(user: string, locale: Locale, view: ClientView | null): void {
  /** By person, the language that the bot was last asked to speak. */
  const asked = useRef(new Map<string, Locale>());
  const opened = useRef(new Set<string>());

  useEffect(() => {
    if (view === null || (asked.current.get(user) ?? FIRST_LANGUAGE) === locale) return;
    const found = languageControlIn(view.home);
    if (found === null) {
      if (opened.current.has(user)) return;
      opened.current.add(user);
      client.openHome({ user }).catch(console.error);
      return;
    }
    const option = found.control.options.find(({ value }) => value === locale);
    asked.current.set(user, locale);
    if (option === undefined || found.control.initial?.value === locale) return;
    const { viewId, blockId, control } = found;
    client
      .press({ user, at: { viewId }, blockId, actionId: control.actionId, value: optionValue(option) })
      .catch(console.error);
  }, [user, locale, view]);
}
