import { describe, expect, it } from 'vitest';
import { DUKE, PAM, widgetDiagnosis } from '../slack/widget-check.ts';
import { personOf, type Person } from './person.ts';
import type { Rig, RigSettings } from './rig.ts';
import { ENGINEER, HELP_DESK, startWorkspace } from './workspace.ts';
import { waitFor } from '../support/wait-for.ts';

const duke = widgetDiagnosis({ id: 'd-1' });
const pam = widgetDiagnosis({
  id: 'd-2',
  subjectId: PAM,
  state: 'on-schedule',
  facts: { name: 'PAM', statement: 'on schedule' },
});

async function atHome(
  settings: RigSettings = {},
  user = ENGINEER,
): Promise<{ readonly rig: Rig; readonly person: Person }> {
  const rig = await startWorkspace(settings);
  rig.kept.set('d-1', { ...duke, asker: { ...duke.asker, userId: user } });
  rig.kept.set('d-2', { ...pam, asker: { ...pam.asker, userId: 'U8' } });
  const person = personOf(rig, user);
  await person.opensHome();
  await waitFor(() => person.homeText());
  return { rig, person };
}

describe('App Home shows', () => {
  it('who is missing now, and the person’s own last checks only', async () => {
    const { person } = await atHome();
    const [, missing = '', yours = ''] =
      /Missing now\n(.*)Your last checks\n(.*)What the bot can reach/su.exec(person.homeText()) ?? [];
    expect(missing).toContain(
      '🔴 Duke Health · clinic · b8608be4 · missing: no link\nThu 24 July 2025 05:31 PDT [Show]',
    );
    expect(missing).not.toContain('PAM');
    expect(yours).toContain('Duke Health');
    expect(yours).not.toContain('PAM');
  });

  it('how each source answered last, and which is not configured', async () => {
    const reading = {
      source: 'sentry',
      status: 'failed',
      problem: { code: 'timed-out', params: {} },
      window: { fromMs: 0, untilMs: 1 },
      readAtMs: Date.parse('2025-07-24T12:31:00Z'),
      reachFromMs: null,
      freshUntilMs: null,
      query: '',
      link: null,
      elapsedMs: 1,
    } as const;
    const { person } = await atHome({ memory: { newestReadings: async () => [reading] } });
    expect(person.homeText()).toMatch(/Sentry: failed, Jul 24, 2025, 12:31\sPM UTC/u);
    expect(person.homeText()).toContain('Loki: not configured');
    expect(person.homeText()).toContain('database: not asked yet');
  });

  it('what could not be read as that, and the rest nevertheless', async () => {
    const down = () => Promise.reject(new Error('no database'));
    const { person } = await atHome({ memory: { nowIn: down, newestReadings: down } });
    const text = person.homeText();
    expect(text.match(/This could not be read/gu)).toHaveLength(2);
    expect(text).not.toContain('None of what was checked is missing');
    expect(text).toContain('Duke Health');
  });

  it('how to ask', async () => {
    const { person } = await atHome();
    expect(person.homeText()).toContain(`/portal-check ${DUKE} window 14d`);
  });
});

describe('the language that is chosen there', () => {
  it('changes the home at once, and everything that only this person sees', async () => {
    const { rig, person } = await atHome();
    await person.pressesAtHome('language', 'es');
    await waitFor(() => expect(person.homeText()).toContain('Tus últimas revisiones'));
    await person.types('/portal-check help');
    expect(JSON.stringify((await rig.said(1))[0]?.blocks)).toContain('esta ayuda');
  });

  it('changes nothing for anybody else', async () => {
    const { rig, person } = await atHome();
    await person.pressesAtHome('language', 'es');
    await rig.settled();
    const other = personOf(rig, HELP_DESK);
    await other.opensHome();
    await waitFor(() => expect(other.homeText()).toContain('Your last checks'));
  });

  it('that could not be kept is not shown as if it were', async () => {
    const { rig, person } = await atHome({
      memory: { setLanguage: () => Promise.reject(new Error('no database')) },
    });
    await person.pressesAtHome('language', 'es');
    const [said] = await rig.said(1);
    await rig.settled();
    expect(said?.channel).toBe('D1');
    expect(person.homeText()).toContain('Your last checks');
  });
});

describe('"Show" at home', () => {
  it('opens the whole diagnosis in a modal', async () => {
    const { rig, person } = await atHome();
    await person.pressesAtHome('show');
    expect(await person.modalText()).toContain('for engineers');
    await rig.settled();
    expect(rig.audits.at(-1)).toMatchObject({ event: 'shown', asker: { surface: 'home' } });
  });

  it('opens it in plain words for the help desk', async () => {
    const { person } = await atHome({}, HELP_DESK);
    await person.pressesAtHome('show');
    expect(await person.modalText()).toContain('for the help desk');
  });

  it('says in the person’s messages with the app that it is gone', async () => {
    const { rig, person } = await atHome();
    rig.kept.clear();
    await person.pressesAtHome('show');
    expect((await rig.said(1))[0]?.channel).toBe('D1');
    expect(person.homeText()).toContain('Duke Health');
  });
});
