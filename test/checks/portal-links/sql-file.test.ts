import { describe, expect, it } from 'vitest';
import { deliveryStatements } from '../../../src/checks/portal-links/delivery-rows.ts';
import { bind, queryOf, SqlFileError } from '../../../src/checks/portal-links/sql-file.ts';

const FILE = `
-- Anything may stand here, $9 too.
-- query: subjects
-- with $2 in a comment
select '-- no comment, $3' as "a -- b" /* nor
this $4 */ from t where id = any ($1);

-- query: directory
select 1 -- to the end
from t;
`;

/** What the file does not meet. */
function requirementOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    if (error instanceof SqlFileError) return error.requirement;
    throw error;
  }
  return null;
}

describe('the file with the delivery SQL', () => {
  it('gives each query without its comments, and leaves texts alone', () => {
    expect(queryOf(FILE, 'subjects')).toBe(
      `select '-- no comment, $3' as "a -- b"  from t where id = any ($1)`,
    );
    expect(queryOf(FILE, 'directory')).toBe('select 1\nfrom t');
  });

  it.each([
    ['that is missing', '-- query: subjects\nselect 1'],
    ['that is empty', '-- query: subjects\nselect 1\n-- query: directory\n-- nothing\n;'],
    ['of an empty file', ''],
  ])('names a query %s', (_, text) => {
    expect(requirementOf(() => queryOf(text, 'directory'))).toEqual({
      code: 'query',
      params: { name: 'directory' },
    });
  });

  it('passes on only the parameters that a query uses, numbered anew', () => {
    expect(bind(`select $3, $1, $3, '$2', "$2"`, ['a', 'b', 'c'])).toEqual({
      sql: `select $1, $2, $1, '$2', "$2"`,
      params: ['c', 'a'],
    });
  });

  it('refuses a parameter that there is none of', () => {
    const params = { subjectIds: [], asOfMs: 0, linksSinceMs: 0, slots: [] };
    const text = FILE.replace('select 1', 'select $8');
    expect(requirementOf(() => deliveryStatements(text, params))).toEqual({
      code: 'known-parameter',
      params: { used: 8, known: 7 },
    });
    expect(requirementOf(() => bind('select $1', []))).toEqual({
      code: 'known-parameter',
      params: { used: 1, known: 0 },
    });
  });
});
