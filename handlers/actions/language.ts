import { LOCALES } from '../../src/words/locale.ts';
import { ACTION_IDS } from '../../src/slack/action-ids.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { onAction } from '../shared/on-action.ts';
import { publishHome } from '../shared/publish-home.ts';

/** The choice of a language in App Home: for everything that only this person sees. */
export const language: HandlerEntry = {
  kind: 'action',
  id: ACTION_IDS.language,
  register(app, handling) {
    onAction(app, handling, ACTION_IDS.language, async (interaction, { actions: [chosen] }) => {
      const locale = LOCALES.find((known) => known === chosen.selected_option?.value);
      if (locale === undefined) throw new Error('a language was chosen that the bot does not speak');
      const { asker, viewer } = interaction;
      await handling.memory.setLanguage(asker.userId, locale, handling.clock());
      const words = handling.wordsIn(locale);
      await publishHome(handling, { ...interaction, viewer: { ...viewer, locale, words } });
    });
  },
};
