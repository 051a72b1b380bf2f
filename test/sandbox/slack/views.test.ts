import type { ModalView, HomeView } from '@slack/types';
import { beforeEach, describe, expect, it } from 'vitest';
import { startRig, type Rig } from './rig.ts';

const modal = (title: string, over: Partial<ModalView> = {}): ModalView => ({
  type: 'modal',
  title: { type: 'plain_text', text: title },
  blocks: [
    {
      type: 'actions',
      block_id: 'b',
      elements: [{ type: 'button', action_id: 'more', text: { type: 'plain_text', text: 'More' } }],
    },
  ],
  ...over,
});
const home: HomeView = { type: 'home', blocks: [{ type: 'divider' }] };

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});

/** The trigger of somebody who has just used the global shortcut. */
async function trigger(): Promise<string> {
  await rig.client.shortcut({ user: 'U1', callbackId: 'find' });
  return rig.received.at(-1)?.payload.trigger_id;
}

/** The trigger of somebody who has just pressed the button in the modal on top. */
async function triggerInModal(): Promise<string> {
  const viewId = rig.client.view('U1').modals.at(-1)?.viewId ?? '';
  await rig.client.press({ user: 'U1', at: { viewId }, blockId: 'b', actionId: 'more' });
  return rig.received.at(-1)?.payload.trigger_id;
}

const titles = (): readonly string[] => rig.client.view('U1').modals.map(({ title }) => title);

describe('modals', () => {
  it('open for who did something, and nobody else', async () => {
    await rig.api.views.open({ trigger_id: await trigger(), view: modal('first') });
    expect(titles()).toEqual(['first']);
    expect(rig.client.view('U2').modals).toEqual([]);
  });

  it('are three deep at most', async () => {
    await rig.api.views.open({ trigger_id: await trigger(), view: modal('first') });
    await rig.api.views.push({ trigger_id: await triggerInModal(), view: modal('second') });
    await rig.api.views.push({ trigger_id: await triggerInModal(), view: modal('third') });
    const fourth = rig.api.views.push({ trigger_id: await triggerInModal(), view: modal('fourth') });
    await expect(fourth).rejects.toThrow('push_limit_reached');
    expect(titles()).toEqual(['first', 'second', 'third']);
  });

  it('are not pushed by who is in none', async () => {
    const pushed = rig.api.views.push({ trigger_id: await trigger(), view: modal('first') });
    await expect(pushed).rejects.toThrow('not_found');
  });

  it('change by their id or the name that the bot gave them, unless somebody else was faster', async () => {
    const { view } = await rig.api.views.open({
      trigger_id: await trigger(),
      view: modal('first', { external_id: 'mine' }),
    });
    const changed = await rig.api.views.update({
      view_id: view?.id ?? '',
      hash: view?.hash ?? '',
      view: modal('second', { external_id: 'mine' }),
    });
    expect(changed.view?.hash).not.toBe(view?.hash);
    const late = rig.api.views.update({
      view_id: view?.id ?? '',
      hash: view?.hash ?? '',
      view: modal('late'),
    });
    await expect(late).rejects.toThrow('hash_conflict');
    await rig.api.views.update({ external_id: 'mine', view: modal('third') });
    expect(titles()).toEqual(['third']);
  });

  it('of one name are open once only', async () => {
    await rig.api.views.open({ trigger_id: await trigger(), view: modal('first', { external_id: 'mine' }) });
    const second = rig.api.views.push({
      trigger_id: await triggerInModal(),
      view: modal('second', { external_id: 'mine' }),
    });
    await expect(second).rejects.toThrow('duplicate_external_id');
  });

  it('that are closed cannot be changed', async () => {
    const { view } = await rig.api.views.open({ trigger_id: await trigger(), view: modal('first') });
    await rig.client.close({ user: 'U1', viewId: view?.id ?? '' });
    const late = rig.api.views.update({ view_id: view?.id ?? '', view: modal('late') });
    await expect(late).rejects.toThrow('not_found');
  });

  it.each<[string, (id: string) => string]>([
    ['invalid_trigger_id', () => 'nonsense'],
    ['expired_trigger_id', (id) => id.replace(/^\d+/, String(Date.now() - 3_001))],
  ])('do not open by a trigger that is wrong: %s', async (error, spoil) => {
    const opened = rig.api.views.open({ trigger_id: spoil(await trigger()), view: modal('first') });
    await expect(opened).rejects.toThrow(error);
  });
});

describe('the home', () => {
  it('is one for each person', async () => {
    await rig.api.views.publish({ user_id: 'U1', view: home });
    expect(rig.client.view('U1').home).toMatchObject({ blocks: [{ type: 'divider' }] });
    expect(rig.client.view('U2').home).toBeNull();
  });

  it('is replaced only by who knows its last state, if that is asked for', async () => {
    const { view } = await rig.api.views.publish({ user_id: 'U1', view: home });
    await rig.api.views.publish({ user_id: 'U1', hash: view?.hash ?? '', view: home });
    const late = rig.api.views.publish({ user_id: 'U1', hash: view?.hash ?? '', view: home });
    await expect(late).rejects.toThrow('hash_conflict');
  });

  it('is not there for an app that does not declare it', async () => {
    const { api } = await startRig({ app: { ...rig.world.app, hasHomeTab: false } });
    await expect(api.views.publish({ user_id: 'U1', view: home })).rejects.toThrow('not_enabled');
  });
});
