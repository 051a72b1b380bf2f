import type { Message } from '../../src/slack/blocks.ts';
import { MAX_SUBJECTS, readMentionText } from '../../src/slack/command-text.ts';
import { tellsSomething } from '../../src/slack/incident-mention-text.ts';
import { greetingMessage, helpMessage, usageMessage } from '../../src/slack/usage-message.ts';
import { courtesyIn, spokenIn } from '../../src/words/courtesies.ts';
import { answerCheck } from '../shared/answer-check.ts';
import { answerIncidentMention, meantForIncident } from '../shared/answer-incident-mention.ts';
import type { HandlerEntry } from '../shared/entry.ts';
import { answerSearch, subjectsIn } from '../shared/find-subject.ts';
import { comesFirst } from '../shared/interaction.ts';
import { onMention } from '../shared/on-event.ts';
import { withIncidentWords } from '../shared/with-incident-words.ts';

const EVENT = 'app_mention';

/**
 * `@portal-check <text>`: checks every id and every name in the text, in that thread. Where there is neither, its words are a search; where
 * they fit nobody either, they may be mere courtesy. In the thread of an incident some words are meant for the incident.
 */
export const appMention: HandlerEntry = {
  kind: 'event',
  id: EVENT,
  register(app, handling) {
    const { checks } = handling;
    onMention(app, handling, EVENT, async (interaction, said, eventId) => {
      const meant = await meantForIncident(handling, interaction, said);
      // What is told is kept once by itself: what a killed process has begun and not kept is kept when Slack sends it again.
      const isToldOnce = meant !== null && tellsSomething(meant.mention);
      if (!isToldOnce && !(await comesFirst(handling, interaction, eventId))) return;
      if (meant !== null) return answerIncidentMention(handling, interaction, meant, eventId);
      const { conversation, viewer } = interaction;
      const { words } = viewer;
      const reading = readMentionText(said, { checks, nowMs: handling.clock() });
      if (reading.kind === 'help') return conversation.whisper(helpMessage(checks, words));
      const { check } = reading;
      const isFirst = check === checks[0];
      if (reading.kind === 'unreadable') {
        return conversation.whisper(usageMessage(check, reading.problems, words, isFirst));
      }
      const { kind: _, text, ...options } = reading;
      const subjectIds = await subjectsIn(handling, interaction, check, text);
      if (subjectIds.length > MAX_SUBJECTS) {
        const problem = { code: 'too-many-ids', count: subjectIds.length } as const;
        return conversation.whisper(usageMessage(check, [problem], words, isFirst));
      }
      if (subjectIds.length === 0) {
        const sayNobody = async (message: Message): Promise<void> => {
          const courtesy = courtesyIn(text);
          // Thanks want no answer.
          if (courtesy === 'thanks') return;
          await conversation.whisper(
            courtesy === null
              ? await withIncidentWords(handling, interaction, message)
              : greetingMessage(check, words, isFirst),
          );
        };
        return check.subject.directory === null
          ? sayNobody(usageMessage(check, [{ code: 'no-id' }], words, isFirst))
          : answerSearch(handling, interaction, { ...options, words: spokenIn(text) }, sayNobody);
      }
      await answerCheck(handling, interaction, {
        ...options,
        subjectIds,
        words: null,
        saysChange: false,
      });
    });
  },
};
