import { describe, expect, it } from 'vitest';
import { createAccess, type AccessPolicy, type Admission } from '../../src/access/access.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/diagnosis/time.ts';

const POLICY: AccessPolicy = {
  engineers: { groupIds: ['SE'], userIds: ['UE'] },
  helpDesk: { groupIds: [], userIds: [] },
  guests: 'admit',
};
const ENGINEER: Admission = { kind: 'admitted', audience: 'engineer' };
const refused = (reason: string) => ({ kind: 'refused', reason });

/** A Slack that answers when it is told to, and a clock. */
function setUp(policy: Partial<AccessPolicy> = {}) {
  const slack = {
    nowMs: 0,
    members: ['U1'] as readonly string[],
    guests: [] as readonly string[],
    isDown: false,
    /** Questions wait until it is set to null. */
    held: null as Promise<void> | null,
  };
  const asked: string[] = [];
  const failures: unknown[] = [];
  const answer = async <Answer>(question: string, of: () => Answer): Promise<Answer> => {
    asked.push(question);
    const given = of();
    const { isDown } = slack;
    await slack.held;
    if (isDown) throw new Error(`no answer to ${question}`);
    return given;
  };
  const access = createAccess({
    policy: { ...POLICY, ...policy },
    people: {
      memberIdsOf: (groupId) => answer(groupId, () => slack.members),
      isGuest: (userId) => answer(userId, () => slack.guests.includes(userId)),
    },
    clock: () => slack.nowMs,
    onFailure: (error) => failures.push(String(error)),
  });
  return { access, slack, asked, failures };
}

describe('admitting people by groups', () => {
  it('asks for the members once in 10 minutes, and then anew: who was removed is refused', async () => {
    const { access, slack, asked } = setUp();
    expect(await access.admit('U1')).toEqual(ENGINEER);
    slack.members = ['U2'];
    slack.nowMs += 10 * MINUTE_MS - 1;
    expect(await access.admit('U1')).toEqual(ENGINEER);
    expect(await access.admit('U2')).toEqual(refused('not-listed'));
    expect(asked).toEqual(['SE']);
    slack.nowMs += 1;
    expect(await access.admit('U1')).toEqual(refused('not-listed'));
    expect(await access.admit('U2')).toEqual(ENGINEER);
    expect(asked).toEqual(['SE', 'SE']);
  });

  it('asks one question for all who come at once', async () => {
    const { access, asked } = setUp();
    const admissions = await Promise.all(['U1', 'U2', 'U1'].map((userId) => access.admit(userId)));
    expect(admissions).toEqual([ENGINEER, refused('not-listed'), ENGINEER]);
    expect(asked).toEqual(['SE']);
  });

  it('asks anew at once where Slack has said that a group changed', async () => {
    const { access, slack } = setUp();
    expect(await access.admit('U1')).toEqual(ENGINEER);
    slack.members = [];
    access.forgetMembers();
    expect(await access.admit('U1')).toEqual(refused('not-listed'));
  });

  it('does not believe an answer that was on its way when a group changed', async () => {
    const { access, slack, asked } = setUp();
    const { promise, resolve } = Promise.withResolvers<void>();
    slack.held = promise;
    const early = access.admit('U1');
    slack.members = [];
    access.forgetMembers();
    slack.held = null;
    expect(await access.admit('U1')).toEqual(refused('not-listed'));
    resolve();
    await early;
    expect(await access.admit('U1')).toEqual(refused('not-listed'));
    expect(asked).toEqual(['SE', 'SE']);
  });
});

describe('while Slack does not answer', () => {
  it('admits by what it said less than 10 minutes ago, and then nobody by a group', async () => {
    const { access, slack, failures } = setUp();
    await access.admit('U1');
    slack.isDown = true;
    slack.nowMs += 10 * MINUTE_MS - 1;
    expect(await access.admit('U1')).toEqual(ENGINEER);
    expect(failures).toEqual([]);
    slack.nowMs += 1;
    expect(await access.admit('U1')).toEqual(refused('cannot-tell'));
    expect(await access.admit('UE')).toEqual(ENGINEER);
    expect(failures).toEqual(['Error: no answer to SE']);
  });

  it('refuses those who were members before Slack said that a group changed', async () => {
    const { access, slack } = setUp();
    await access.admit('U1');
    slack.isDown = true;
    access.forgetMembers();
    expect(await access.admit('U1')).toEqual(refused('cannot-tell'));
  });

  it('asks again after some seconds only, and tells each failure once', async () => {
    const { access, slack, asked, failures } = setUp();
    slack.isDown = true;
    await Promise.all([access.admit('U1'), access.admit('U2')]);
    slack.nowMs += 5 * SECOND_MS - 1;
    await access.admit('U1');
    expect(asked).toEqual(['SE']);
    expect(failures).toEqual(['Error: no answer to SE']);
    slack.nowMs += 1;
    slack.isDown = false;
    expect(await access.admit('U1')).toEqual(ENGINEER);
  });
});

describe('guests', () => {
  const everybody = { engineers: { groupIds: [], userIds: [] } };

  it('are asked about once in 10 minutes, each for themselves', async () => {
    const { access, slack, asked } = setUp({ ...everybody, guests: 'refuse' });
    slack.guests = ['U9'];
    expect(await access.admit('U9')).toEqual(refused('guest'));
    expect(await access.admit('U1')).toEqual(ENGINEER);
    slack.guests = ['U1'];
    slack.nowMs += 10 * MINUTE_MS - 1;
    expect(await access.admit('U1')).toEqual(ENGINEER);
    expect(asked).toEqual(['U9', 'U1']);
    slack.nowMs += 1;
    expect(await access.admit('U1')).toEqual(refused('guest'));
  });

  it('may be anybody while Slack does not answer, also who is named by id', async () => {
    const { access, slack } = setUp({ guests: 'refuse' });
    slack.isDown = true;
    expect(await access.admit('UE')).toEqual(refused('cannot-tell'));
  });

  it('are not asked about where they are admitted', async () => {
    const { access, slack, asked } = setUp(everybody);
    slack.isDown = true;
    expect(await access.admit('U1')).toEqual(ENGINEER);
    expect(asked).toEqual([]);
  });
});
