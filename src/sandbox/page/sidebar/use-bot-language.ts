import { useEffect, useState } from 'react';
import type { Locale } from '../../../words/locale.ts';
import type { ClientView, Outcome } from '../../stand-ins/slack/client-api.ts';
import { client } from '../api/client.ts';
import { stepFor, type LanguageWish } from './language-wish.ts';

/** What the bot speaks to whoever has not chosen. */
const FIRST_LANGUAGE: Locale = 'en';

/**
 * Lets the bot speak to a person in the page's language, as that person would do it: by opening the bot's home and using its select.
 * It is done once for each change of person or language, so whoever chooses something else in the home keeps it. Whom the bot shows no
 * select, as an outsider, keeps its first language.
 *
 * @returns whether it is still under way
 */
export function useBotLanguage(user: string, locale: Locale, view: ClientView | null): boolean {
  const [wishes, setWishes] = useState<ReadonlyMap<string, LanguageWish>>(new Map());
  const wish = wishes.get(user);

  useEffect(() => {
    const setStage = (stage: LanguageWish['stage']): void =>
      setWishes((before) => {
        const changed = before.get(user);
        // What comes late may be about a wish that another one has replaced.
        return changed?.locale === locale ? new Map(before).set(user, { ...changed, stage }) : before;
      });
    /** Whatever goes wrong with it, nobody has to wait for it. */
    const perform = async (stage: LanguageWish['stage'], deed: Promise<Outcome>): Promise<void> => {
      setStage(stage);
      try {
        const { ok } = await deed;
        if (!ok) setStage('settled');
      } catch (error) {
        console.error(error);
        setStage('settled');
      }
    };

    if ((wish?.locale ?? FIRST_LANGUAGE) !== locale) {
      const isHasty = wish !== undefined && wish.stage !== 'settled';
      setWishes((before) => new Map(before).set(user, { locale, stage: 'new', isHasty }));
      return;
    }
    if (view === null || wish === undefined) return;
    const step = stepFor(wish, view.home);
    if (step.kind === 'settle') setStage('settled');
    if (step.kind === 'open-home') void perform('opening-home', client.openHome({ user }));
    if (step.kind === 'press') void perform('asked', client.press({ user, ...step.press }));
  }, [user, locale, view, wish]);

  return wish === undefined ? locale !== FIRST_LANGUAGE : wish.locale !== locale || wish.stage !== 'settled';
}
