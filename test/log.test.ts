import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SourceError } from '../src/errors.ts';
import { createLog, describeError } from '../src/log.ts';
import { createScrub } from '../src/scrubbing.ts';

const TOKEN = 'xoxb-the-token';

function openLog(level: 'debug' | 'error' = 'debug') {
  let text = '';
  const log = createLog(level, createScrub([TOKEN]), { write: (line) => void (text += line) });
  return {
    log,
    text: () => text,
    lines: () =>
      text
        .trim()
        .split('\n')
        .map((line) => z.record(z.string(), z.unknown()).parse(JSON.parse(line))),
  };
}

describe('the log', () => {
  it('is JSON, a line an event, with level, time and app', () => {
    const { log, lines } = openLog();
    log.child({ requestId: 'r-1' }).info({ count: 2 }, 'first');
    log.warn('second');
    expect(lines()).toEqual([
      {
        level: 'info',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        app: 'portal-check',
        requestId: 'r-1',
        count: 2,
        msg: 'first',
      },
      expect.objectContaining({ level: 'warn', msg: 'second' }),
    ]);
  });

  it('never holds a secret, an address of a person or an answering address, wherever they stand', () => {
    const { log, text } = openLog();
    const leak = `${TOKEN} alder@duke.example https://hooks.slack.com/commands/T0/1/abc`;
    log.child({ bound: leak }).error({ err: new Error(leak, { cause: new Error(leak) }), field: leak }, leak);
    log.info({ deep: [{ deeper: leak }] }, 'said');
    expect(text()).toContain('[secret] •••@duke.example [response_url]');
    expect(text()).not.toMatch(/the-token|alder|hooks\.slack/);
  });

  it('keeps the causes of an error, and of each only what is known to be harmless', () => {
    const { log, lines, text } = openLog();
    const driver = Object.assign(new Error('relation "x" does not exist'), {
      code: '42P01',
      row: { name: 'Carla Recipient' },
      config: { headers: { authorization: 'hidden' } },
    });
    const params = { object: 'portal_check.x' };
    log.error({ err: new SourceError({ code: 'missing-object', params }, { cause: driver }) }, 'failed');
    expect(lines()[0]?.['err']).toEqual({
      name: 'SourceError',
      message: 'missing-object {"object":"portal_check.x"}',
      stack: expect.stringContaining('log.test.ts'),
      cause: {
        name: 'Error',
        code: '42P01',
        message: 'relation "x" does not exist',
        stack: expect.any(String),
      },
    });
    expect(text()).not.toMatch(/Carla|hidden/);
  });

  it('leaves out what is below its level', () => {
    const { log, text } = openLog('error');
    log.info('not this');
    expect(text()).toBe('');
  });
});

describe('an error’s description', () => {
  it('tells each error of several: a refused connection has no message of its own', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' });
    expect(describeError(new AggregateError([refused]))).toMatchObject({
      errors: [{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED ::1:5432' }],
    });
  });

  it('ends where causes lead back to themselves', () => {
    const error = new Error('round');
    error.cause = error;
    expect(JSON.stringify(describeError(error))).toContain('…');
  });

  it.each([
    ['a text', 'broken', 'broken'],
    ['nothing', undefined, 'no Error was thrown: undefined'],
    ['an object that may hold anything', { secret: 'x' }, 'no Error was thrown: object'],
  ])('is short for %s that was thrown', (_, thrown, description) => {
    expect(describeError(thrown)).toBe(description);
  });
});
