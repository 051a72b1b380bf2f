import { describe, expect, it } from 'vitest';
import { drawAsText } from '../../src/sandbox/stand-ins/slack/draw-as-text.ts';
import { readCommandText, readMentionText } from '../../src/slack/command-text.ts';
import { readDigestCommand } from '../../src/slack/digest-command-text.ts';
import { digestHelpMessage } from '../../src/slack/digest-help.ts';
import { readIncidentCommand } from '../../src/slack/incident-command-text.ts';
import { incidentHelpMessage } from '../../src/slack/incident-help.ts';
import { slackEn } from '../../src/words/slack.en.ts';
import { slackEs } from '../../src/words/slack.es.ts';
import { widgetCheck } from './widget-check.ts';

const CHECKS = [widgetCheck] as const;
const noun = { one: 'widget', many: 'widgets' };

describe('in Spanish is read', () => {
  it.each([
    ['ayuda', 'help'],
    ['abrir Duke', 'open Duke'],
    ['Lista', 'list'],
    ['listar todos', 'list all'],
    ['lista abiertos', 'list open'],
    ['ver #7', 'show #7'],
    ['mostrar 7', 'show 7'],
    ['agregar #7 Duke', 'add #7 Duke'],
    ['añadir Duke', 'add Duke'],
    ['anadir Duke', 'add Duke'],
    ['quitar #7 Duke', 'remove #7 Duke'],
    ['post-mortem #7', 'postmortem #7'],
  ])('/portal-incident %s', (spanish, english) => {
    expect(readIncidentCommand(spanish)).toEqual(readIncidentCommand(english));
    expect(readIncidentCommand(spanish).kind).not.toBe('unreadable');
  });

  it.each([
    ['ahora', 'now'],
    ['suscribir', 'subscribe'],
    ['lista', 'list'],
    ['Pausar', 'pause'],
    ['reanudar', 'resume'],
    ['cancelar', 'unsubscribe'],
    ['ayuda', 'help'],
    ['widgets ahora', 'widgets now'],
  ])('/portal-digest %s', (spanish, english) => {
    expect(readDigestCommand(spanish, CHECKS)).toEqual(readDigestCommand(english, CHECKS));
    expect(readDigestCommand(spanish, CHECKS).kind).not.toBe('unreadable');
  });

  it.each(['ayuda', '--Ayuda', 'widgets ayuda'])('/portal-check %s', (words) => {
    expect(readCommandText(words, { checks: CHECKS, nowMs: 0 })).toEqual({ kind: 'help' });
    expect(readMentionText(words, { checks: CHECKS, nowMs: 0 })).toEqual({ kind: 'help' });
  });

  it('a name that holds the word for help, as a name', () => {
    const reading = readCommandText('clínica ayuda', { checks: CHECKS, nowMs: 0 });
    expect(reading).toMatchObject({ kind: 'search', words: 'clínica ayuda' });
  });
});

describe('the help in Spanish names the commands in English, and says that both are read', () => {
  it.each([
    ['/portal-incident', incidentHelpMessage(noun, slackEs), '/portal-incident list', 'abrir, lista (todos)'],
    [
      '/portal-digest',
      digestHelpMessage(CHECKS, 'engineer', slackEs),
      '/portal-digest now',
      'ahora, suscribir, lista',
    ],
  ])('%s', (_, message, command, words) => {
    const said = drawAsText(message);
    expect(said).toContain(command);
    expect(said).toContain(`También valen en español: ${words}`);
  });

  it('and the one in English says nothing of it', () => {
    expect(drawAsText(incidentHelpMessage(noun, slackEn))).not.toContain('abrir');
  });
});
