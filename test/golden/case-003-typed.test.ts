import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filledIn } from '../handlers/incident-form.ts';
import { chosen, personOf, text, type Person } from '../handlers/person.ts';
import { at, ZONE_003 } from '../incidents/case-003.ts';
import { startBotOn, until, type BotOnCase001 } from '../support/bot-on-case-001.ts';
import { startCase001, type Case001 } from '../support/case-001.ts';
import { runTerminal } from '../support/terminal.ts';

const CHANNEL = 'C0HOME';
/** After all that the record tells of. */
const WRITTEN_AT = { CLOCK_STARTS_AT: '2025-06-10T11:30:00-05:00', INCIDENT_TIME_ZONE: ZONE_003 };

/** The record of the P1 as people type it into the thread, line by line. */
const RECORD = [
  'at 9 June 12:28 reacted: first person',
  'at 9 June 12:46 second person reacts',
  'at 9 June 13:09 engaged: the engineer who will fix it',
  'at 9 June 16:34 front-end update out',
  'at 9 June 19:36 back-end update in production, still to be tested in staging',
  'at 10 June 10:00 tested in staging: the problem persists',
  'at 10 June 10:59 fix submitted and tested; the reporter is asked to try again',
  'at 10 June 11:13 fixed: the reporter confirms',
];

describe('Case 003 as its people type it', () => {
  let running: Case001;
  let bot: BotOnCase001;
  let person: Person;

  beforeAll(async () => {
    running = await startCase001('2025-07-24', { environment: WRITTEN_AT });
    bot = await startBotOn(running, { environment: { SLACK_ENGINEER_USERS: 'U0ASKER' } });
    person = personOf(bot, 'U0ASKER');
    await person.types('/portal-incident open', { channel: CHANNEL });
    await person.submits({
      ...(await filledIn(person)),
      title: text('"Patients Treated" held the patients of all providers'),
      severity: chosen('P1'),
      'reported-at': { type: 'instant', epochSeconds: at('2025-06-09T10:44') / 1_000 },
      'reported-by': text('help desk'),
    });
    const threadTs = await until(async () => (await kept())?.keeping.root?.threadTs);
    for (const [index, line] of RECORD.entries()) {
      await person.types(`@portal-check ${line}`, { channel: CHANNEL, threadTs });
      await until(async () => (await events()) === index + 1);
    }
  }, 120_000);
  afterAll(async () => {
    await bot.stop();
    await running.stop();
  });

  const kept = () => running.assembly.store.incidents.findByNumber(1);
  const events = async () =>
    (await kept())?.incident.facts.filter(({ body }) => body.kind === 'event').length;

  const TIMES = [
    '**1:44** from the report (Mon 9 June 10:44 GMT-5) to the first reaction (Mon 9 June 12:28 GMT-5)',
    '**2:25** from the report (Mon 9 June 10:44 GMT-5) to the engagement (Mon 9 June 13:09 GMT-5)',
    '**24:29** from the report (Mon 9 June 10:44 GMT-5) to the confirmed fix (Tue 10 June 11:13 GMT-5)',
  ];

  it('has the clocks of its record in the terminal: 1:44, 2:25, 24:29', async () => {
    const { out, err } = await runTerminal(['incident', 'postmortem', '1'], running.environment);
    expect(err).toBe('');
    for (const time of TIMES) expect(out).toContain(time);
  });

  it('has them in the postmortem that is posted into its thread', async () => {
    await person.types('/portal-incident postmortem #1', { channel: CHANNEL });
    const file = await until(
      () => [...bot.slack.files.values()].find(({ name }) => name.endsWith('.md'))?.body ?? undefined,
    );
    const markdown = new TextDecoder().decode(file);
    for (const time of TIMES) expect(markdown).toContain(time);
  });
});
