import { WebAPIPlatformError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { kindOfFailure } from '../../src/jobs/kind-of-failure.ts';

describe('what is kept of an error', () => {
  it.each([
    ['Slack’s code', new WebAPIPlatformError({ ok: false, error: 'internal_error' }), 'internal_error'],
    ['a code of PostgreSQL', Object.assign(new Error('secret'), { code: '57P01' }), '57P01'],
    ['a code of Node', Object.assign(new Error('secret'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['the name of its class', new TypeError('secret'), 'TypeError'],
    ['nothing of a code that is a text', Object.assign(new Error('x'), { code: 'secret: 4711' }), 'Error'],
    ['nothing of what is no error', 'secret', 'unknown'],
  ])('is %s', (_, error, kind) => {
    expect(kindOfFailure(error)).toBe(kind);
  });
});
