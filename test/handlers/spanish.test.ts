import { describe, expect, it } from 'vitest';
import type { Admission } from '../../src/access/access.ts';
import { slackEs } from '../../src/words/slack.es.ts';
import { DUKE } from '../slack/widget-check.ts';
import { chosen, personOf, text, type Person } from './person.ts';
import { drawn, saidBy, type Rig, type RigSettings } from './rig.ts';
import { HELP_DESK, startWorkspace } from './workspace.ts';
import { waitFor } from '../support/wait-for.ts';

interface Chosen {
  readonly rig: Rig;
  readonly person: Person;
}

async function inSpanish(user?: string, settings: RigSettings = {}): Promise<Chosen> {
  const rig = await startWorkspace({ memory: { languageOf: async () => 'es' }, ...settings });
  return { rig, person: personOf(rig, user) };
}

describe('whoever has chosen Spanish reads in Spanish', () => {
  it.each(['guest', 'not-listed', 'cannot-tell'] as const)('that they are refused as %s', async (reason) => {
    const admission: Admission = { kind: 'refused', reason };
    const { rig, person } = await inSpanish(undefined, {
      handling: { access: { admit: async () => admission, forgetMembers: () => {} } },
    });
    await person.types(`/portal-check ${DUKE}`);
    expect(drawn((await rig.said(1))[0])).toBe(`🚫 ${slackEs.refusals[reason]}`);
  });

  it.each([
    [`/portal-check ${DUKE} window 14x`, slackEs.usage.window('14x')],
    [`@portal-check ${DUKE} private --public`, slackEs.usage.twoVisibilities],
    ['/portal-check help', slackEs.help.help],
    ['@portal-check hola', slackEs.greeting.byName({ one: 'artefacto', many: 'artefactos' })],
    ['/portal-check nadie', slackEs.found.none('nadie', { one: 'artefacto', many: 'artefactos' })],
  ])('the answer to "%s"', async (typed, sentence) => {
    const { rig, person } = await inSpanish();
    await person.types(typed);
    expect(drawn((await rig.said(1))[0])).toContain(sentence);
  });

  it('that they ask too fast', async () => {
    const { rig, person } = await inSpanish(undefined, {
      handling: { rateLimit: { take: () => ({ ok: false, retryAfterMs: 42_000 }) } },
    });
    await person.types(`/portal-check ${DUKE}`);
    expect(drawn((await rig.said(1))[0])).toContain(slackEs.refusals.rateLimit(42));
  });

  it('that something went wrong', async () => {
    const { rig, person } = await inSpanish(undefined, {
      handling: {
        investigate: () => {
          throw new Error('broken');
        },
      },
    });
    await person.types(`/portal-check ${DUKE} private`);
    expect(drawn((await rig.said(1))[0])).toContain(slackEs.errors.internal('r-1'));
  });

  it('the form, and what is wrong with its fields', async () => {
    const { person } = await inSpanish();
    await person.takesShortcut();
    expect(await person.modalText()).toContain(slackEs.checkModal.asOf);
    expect((await person.modal()).title).toBe(slackEs.checkModal.title);
    const errors = await person.submits({
      subject: chosen(DUKE),
      visibility: chosen('usual'),
      window: text('14x'),
    });
    expect(errors).toEqual({ window: slackEs.usage.window('14x') });
  });

  it.each([
    ['wrong', slackEs.feedback.title],
    ['evidence', slackEs.evidence.title],
    ['check-address', slackEs.address.title],
    ['hand-over', slackEs.handOver.title],
  ])('the modal of "%s"', async (actionId, title) => {
    const isDesk = actionId === 'check-address' || actionId === 'hand-over';
    const { rig, person } = await inSpanish(isDesk ? HELP_DESK : undefined);
    await person.types(`/portal-check ${DUKE} private`);
    await person.presses((await rig.said(1))[0], actionId);
    expect((await person.modal()).title).toBe(title);
  });

  it('what an address is, in its modal', async () => {
    const { rig, person } = await inSpanish(HELP_DESK);
    await person.types(`/portal-check ${DUKE}`);
    await person.presses((await rig.said(1))[0], 'check-address');
    await person.submits({ address: text('verified@widgets.example') });
    await waitFor(async () => expect(await person.modalText()).toBe(slackEs.address.verified));
  });

  it('thanks and remarks beneath an answer that stays in the bot’s language', async () => {
    const { rig, person } = await inSpanish();
    await person.types(`/portal-check ${DUKE}`);
    const [answer] = await rig.said(1);
    expect(drawn(answer)).toContain('for engineers');
    await person.presses(answer, 'right');
    await rig.said(2);
    expect(drawn(saidBy(rig.world)[1])).toBe(`✓ ${slackEs.feedback.thanks}`);
  });
});

it('a language that could not be read is the bot’s, and nobody waits for it', async () => {
  const { rig, person } = await inSpanish(undefined, {
    memory: { languageOf: () => new Promise(() => {}) },
  });
  await person.types('/portal-check help');
  await rig.time.elapse(1_000);
  expect(drawn((await rig.said(1))[0])).toContain('this help');
});
