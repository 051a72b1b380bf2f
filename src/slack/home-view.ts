import type { StaticSelect } from '@slack/types';
import type { Check } from '../checks/check.ts';
import type { Report } from '../checks/report.ts';
import type { ReadingStatus, SourceId } from '../diagnosis/reading.ts';
import { LOCALES, type Locale } from '../words/locale.ts';
import type { SlackWords } from '../words/slack.en.ts';
import { ACTION_IDS } from './action-ids.ts';
import { context, divider, header, option, section, type Home, type OutgoingBlock } from './blocks.ts';
import { headline } from './headline.ts';
import { incidentRows, type ListedIncident } from './incident-list.ts';
import { lines, markup } from './markup.ts';
import { showButton } from './show-button.ts';
import { ASKED_PLAINLY } from './target.ts';
import { helpBlocks } from './usage-message.ts';
import { validHome } from './validate-message.ts';

/** More are counted. */
const MOST_INCIDENTS = 10;

export interface HomeEntry {
  readonly diagnosisId: string;
  readonly report: Report;
}

/** What one person sees in the app's home. null: it could not be read, which is said. */
export interface HomeContent {
  readonly checks: readonly [Check, ...Check[]];
  /** Those that are open, newest first. */
  readonly incidents: readonly ListedIncident[] | null;
  readonly yours: readonly HomeEntry[] | null;
  readonly missing: { readonly entries: readonly HomeEntry[]; readonly total: number } | null;
  /** How each source answered last. */
  readonly sources:
    | readonly {
        readonly source: SourceId;
        readonly status: ReadingStatus | 'not-asked';
        /** When, as people read it; null: never. */
        readonly at: string | null;
      }[]
    | null;
}

export function homeView(content: HomeContent, words: SlackWords): Home {
  const { checks, incidents, yours, missing, sources } = content;
  const { home } = words;
  const noun = checks[0].words(words.locale).noun;
  const unreadable = section(markup`⚠️ ${home.unreadable}`);
  return validHome({
    type: 'home',
    blocks: [
      header(home.headline),
      section(markup`${home.intro(noun)}`, languageSelect(words)),
      divider(),
      header(words.incidents.home.headline),
      ...(incidents === null
        ? [unreadable]
        : incidents.length === 0
          ? [section(markup`${words.incidents.home.none}`)]
          : incidentRows(incidents, words, MOST_INCIDENTS)),
      header(home.missing),
      ...(missing === null
        ? [unreadable]
        : missing.total === 0
          ? [section(markup`${home.noneMissing}`)]
          : [
              ...missing.entries.map((entry) => row(entry, words)),
              context(markup`${home.missingNote(missing.entries.length, missing.total)}`),
            ]),
      header(home.yours),
      ...(yours === null
        ? [unreadable]
        : yours.length === 0
          ? [section(markup`${home.noneYet}`)]
          : yours.map((entry) => row(entry, words))),
      header(home.sources),
      ...(sources === null
        ? [unreadable]
        : [
            context(
              markup`${sources.map(({ source, status, at }) => home.source(source, status, at)).join(' · ')}`,
            ),
          ]),
      header(home.help),
      ...helpBlocks(checks, words),
    ],
  });
}

/** One sentence in place of everything that may have stood there. */
export function noticeHome(emoji: string, sentence: string, { home }: SlackWords): Home {
  return validHome({
    type: 'home',
    blocks: [header(home.headline), section(markup`${emoji} ${sentence}`)],
  });
}

function row({ diagnosisId, report }: HomeEntry, words: SlackWords): OutgoingBlock {
  const text = lines([headline(report, words), markup`${report.asOf}`]);
  return section(text, showButton({ ...ASKED_PLAINLY, diagnosisId }, words));
}

function languageSelect({ locale, home }: SlackWords): StaticSelect {
  const choice = (language: Locale) => option(language, home.languages[language]);
  return {
    type: 'static_select',
    action_id: ACTION_IDS.language,
    options: LOCALES.map(choice),
    initial_option: choice(locale),
  };
}
