import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Check } from '../../src/checks/check.ts';
import type { RowsAnswer, Statement } from '../../src/checks/questions.ts';
import type { ContactRow, ListedSubject } from '../../src/checks/subjects.ts';
import type { Problem, Reading } from '../../src/diagnosis/reading.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/diagnosis/time.ts';
import { createDirectory, type DirectorySettings } from '../../src/directory/directory.ts';
import { DUKE, PAM, widgetCheck } from '../slack/widget-check.ts';

const T0 = Date.parse('2025-07-24T12:31:00Z');
const LATE: Problem = { code: 'timed-out', params: { afterMs: 4_000 } };

const duke: ListedSubject = { id: DUKE, name: 'Duke Health', kind: 'clinic', figures: {} };
const pam: ListedSubject = { id: PAM, name: 'PAM Health', kind: 'practice', figures: {} };

const contacts: readonly ContactRow[] = [
  { address: 'Verified@Duke.example', isVerified: true },
  { address: 'unverified@duke.example', isVerified: false },
  { address: 'both@duke.example', isVerified: false },
  { address: 'both@duke.example', isVerified: true },
];

const check: Check = {
  ...widgetCheck,
  subject: {
    ...widgetCheck.subject,
    directory: {
      exampleWords: 'duke',
      wordsOfKind: (kind) => (kind === 'practice' ? ['consultorio'] : []),
      all: () => ({ name: 'all', sql: 'select', params: [], row: z.custom<ListedSubject>() }),
      contactsOf: (id) => ({ name: 'contacts', sql: 'select', params: [id], row: z.custom<ContactRow>() }),
    },
  },
};

type Answer = 'ok' | 'truncated' | 'failed' | 'not-configured';

/** A delivery database that answers as the test says, and a clock that the test moves. */
function setUp(answers: readonly Answer[] = ['ok']) {
  const asked: Statement<unknown>[] = [];
  let nowMs = T0;
  let listedNow: readonly ListedSubject[] = [duke, pam];
  const delivery: DirectorySettings['delivery'] = {
    async ask({ statements: [statement], window }): Promise<Reading<RowsAnswer>> {
      if (statement === undefined) throw new Error('nothing was asked');
      const status = answers[Math.min(asked.length, answers.length - 1)] ?? 'ok';
      asked.push(statement);
      const meta = {
        source: 'delivery',
        window,
        readAtMs: nowMs,
        reachFromMs: null,
        freshUntilMs: null,
        query: statement.sql,
        link: null,
        elapsedMs: 1,
      } as const;
      const rows = statement.name === 'all' ? listedNow : contacts;
      const data: RowsAnswer = { rowsOf: (wanted) => rows.map((row) => wanted.row.parse(row)) };
      switch (status) {
        case 'ok':
          return { ...meta, status, data };
        case 'truncated':
          return { ...meta, status, problem: LATE, data };
        case 'failed':
          return { ...meta, status, problem: LATE };
        case 'not-configured':
          return { ...meta, status };
      }
    },
  };
  const directory = createDirectory({ delivery, clock: () => nowMs, timeoutMs: 4 * SECOND_MS });
  return {
    directory,
    asked,
    later: (ms: number) => (nowMs += ms),
    isAdded: (subject: ListedSubject) => (listedNow = [...listedNow, subject]),
  };
}

describe('names', () => {
  it('are found, and asked for once a minute however often somebody types', async () => {
    const { directory, asked, later } = setUp();
    await Promise.all(['d', 'du', 'duk'].map((letters) => directory.search(check, letters)));
    expect(await directory.search(check, 'duke')).toEqual({ status: 'ok', exact: null, found: [duke] });
    expect(await directory.namedIn(check, 'is pam health well?')).toEqual({ status: 'ok', found: [pam] });
    expect(await directory.like(check, DUKE)).toEqual({ status: 'ok', found: [pam] });
    expect(asked).toHaveLength(1);

    later(MINUTE_MS);
    await directory.search(check, 'duke');
    expect(asked).toHaveLength(2);
  });

  it('are found by the words that their check has for a kind, whatever the rows call it', async () => {
    const { directory } = setUp();
    expect(await directory.search(check, 'health consultorio')).toMatchObject({ found: [pam] });
    expect(await directory.search(check, 'health practice')).toMatchObject({ found: [pam] });
  });

  it('are known also from a replica that is behind', async () => {
    const { directory } = setUp(['truncated']);
    expect(await directory.search(check, 'duke')).toMatchObject({ status: 'ok', found: [duke] });
  });

  it('that could not be read are no empty list, and are asked for again at once', async () => {
    const { directory, asked } = setUp(['failed', 'ok']);
    expect(await directory.search(check, 'duke')).toEqual({ status: 'failed', problem: LATE });
    expect(await directory.search(check, 'duke')).toMatchObject({ status: 'ok', found: [duke] });
    expect(asked).toHaveLength(2);
  });

  it('that somebody else bears since the list was read run nobody at once', async () => {
    const { directory, later, isAdded } = setUp();
    expect(await directory.search(check, 'duke health')).toMatchObject({ exact: duke });
    const other: ListedSubject = { ...duke, id: 'another', kind: 'practice' };
    isAdded(other);
    later(SECOND_MS);
    expect(await directory.search(check, 'duke health')).toEqual({
      status: 'ok',
      exact: null,
      found: [duke, other],
    });
  });

  it('in a text are those of now: the longer name of a new subject is not taken for the shorter one', async () => {
    const { directory, later, isAdded } = setUp();
    await directory.search(check, 'd');
    const reno: ListedSubject = { ...pam, id: 'reno', name: 'PAM Health Reno' };
    isAdded(reno);
    later(SECOND_MS);
    expect(await directory.namedIn(check, 'PAM Health Reno is missing')).toEqual({
      status: 'ok',
      found: [reno],
    });
  });

  it('of a replica that is behind are not known to be unique: they are offered, and run nobody', async () => {
    const { directory } = setUp(['truncated']);
    expect(await directory.search(check, 'duke health')).toEqual({
      status: 'ok',
      exact: null,
      found: [duke],
    });
  });

  it('that can be read no more are no old list, where a check would start from it', async () => {
    const { directory, later } = setUp(['ok', 'failed']);
    await directory.search(check, 'duke');
    later(SECOND_MS);
    expect(await directory.search(check, 'duke health')).toEqual({ status: 'failed', problem: LATE });
  });

  it('are asked for again after a mistake of ours', async () => {
    const { directory } = setUp(['not-configured', 'ok']);
    await expect(directory.search(check, 'duke')).rejects.toThrow('always configured');
    expect(await directory.search(check, 'duke')).toMatchObject({ status: 'ok', found: [duke] });
  });

  it('like that of a subject that nobody knows are none', async () => {
    const { directory } = setUp();
    expect(await directory.like(check, 'unknown')).toEqual({ status: 'ok', found: [] });
  });

  it('of a check that finds its subjects by id only are never asked for', async () => {
    const { directory, asked } = setUp();
    const byIdOnly: Check = { ...check, subject: { ...check.subject, directory: null } };
    await expect(directory.search(byIdOnly, 'duke')).rejects.toThrow('by id only');
    expect(asked).toEqual([]);
  });
});

describe('an address', () => {
  it.each([
    ['verified@duke.example', 'verified'],
    [' VERIFIED@duke.EXAMPLE ', 'verified'],
    ['unverified@duke.example', 'unverified'],
    ['both@duke.example', 'verified'],
    ['verified@duke.example.org', 'not-among-them'],
    ['', 'not-among-them'],
  ])('%s is %s', async (address, standing) => {
    const { directory } = setUp();
    expect(await directory.standingOf(check, DUKE, address)).toEqual({ status: 'ok', standing });
  });

  it('stands in no query', async () => {
    const { directory, asked } = setUp();
    await directory.standingOf(check, DUKE, 'somebody@duke.example');
    expect(JSON.stringify(asked.map(({ sql, params }) => [sql, params]))).not.toContain('somebody');
    expect(asked).toMatchObject([{ name: 'contacts', params: [DUKE] }]);
  });

  it.each(['failed', 'truncated'] as const)('is not compared where the reading is %s', async (status) => {
    const { directory } = setUp([status]);
    expect(await directory.standingOf(check, DUKE, 'verified@duke.example')).toEqual({
      status: 'failed',
      problem: LATE,
    });
  });

  it('is compared with what the database holds at this moment', async () => {
    const { directory, asked } = setUp();
    await directory.standingOf(check, DUKE, 'verified@duke.example');
    await directory.standingOf(check, DUKE, 'verified@duke.example');
    expect(asked).toHaveLength(2);
  });

  it('is compared only where the check has contacts, and a database', async () => {
    const { directory } = check.subject;
    if (directory === null) throw new Error('the check finds its subjects by name');
    const without: Check = {
      ...check,
      subject: { ...check.subject, directory: { ...directory, contactsOf: null } },
    };
    await expect(setUp().directory.standingOf(without, DUKE, 'a@duke.example')).rejects.toThrow(
      'knows no contacts',
    );
    await expect(
      setUp(['not-configured']).directory.standingOf(check, DUKE, 'a@duke.example'),
    ).rejects.toThrow('always configured');
  });
});
