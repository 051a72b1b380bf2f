import { expect, it } from 'vitest';
import { openIncidentModal, subjectOption } from '../../src/slack/open-incident-modal.ts';
import { wordsIn } from '../../src/words/slack.ts';

const NAMED = { checkId: 'widgets', subjectId: 'a' };

function formOf(summary: string, locale: 'en' | 'es' = 'en'): string {
  const modal = openIncidentModal(
    {
      form: {
        title: 'x',
        severity: 'P3',
        subjects: [],
        reportedAtMs: 0,
        reportedBy: '',
        channelId: null,
        summary,
      },
      carried: {
        origin: { kind: 'command' },
        checkId: 'widgets',
        channelId: null,
        thread: null,
        offeredIds: [],
      },
      noun: { one: 'widget', many: 'widgets' },
      joinable: [],
      canJoin: true,
      notices: [],
    },
    wordsIn(locale),
  );
  return JSON.stringify(modal.blocks);
}

it('two of one name are told apart when they are chosen, however long the name is', () => {
  const name = 'A very long name of a clinic '.repeat(5);
  const labels = ['clinic · b8608be4', 'practice · 0b285efb'].map(
    (details) => subjectOption({ ...NAMED, name, details }).text.text,
  );
  expect(labels).toEqual([
    expect.stringMatching(/^A very long name .* … \(clinic · b8608be4\)$/u),
    expect.stringMatching(/^A very long name .* … \(practice · 0b285efb\)$/u),
  ]);
  expect(Math.max(...labels.map(({ length }) => length))).toBeLessThanOrEqual(75);
});

it('of whom nobody knows more than the id, nothing is said twice', () => {
  expect(subjectOption({ ...NAMED, name: 'a', details: 'a' }).text.text).toBe('a');
});

it('a summary that is too long for its field is not cut inside a word', () => {
  const form = formOf('providers '.repeat(400));
  expect(form).toContain('providers…"');
  expect(form).not.toMatch(/ provid?e?r?…/u);
});

it('says in Spanish whom it affects so that “(opcional)” may follow', () => {
  expect(formOf('', 'es')).toContain('"A qué widgets afecta"');
});
