import { array, assert, nat, property } from 'fast-check';
import { expect, it } from 'vitest';
import { createStatementReader } from '../../src/sandbox/statement-reader.ts';

/** A message of PostgreSQL's protocol: a type, except for the first one, the length with itself, and the content. */
function message(type: string, content: string): Buffer {
  const body = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}

const CONVERSATION = Buffer.concat([
  message('', '\0\x03\0\0user\0Q\0\0'),
  message('p', 'Q secret\0'),
  message('Q', 'begin\0'),
  message('P', '\0select $1 as "é"\0\0\0'),
  message('B', '\0\0P\0\0'),
  message('E', '\0\0\0\0\0'),
  message('S', ''),
  message('P', 'named\0select 2\0\0\0'),
  message('Q', 'commit\0'),
  message('X', ''),
]);

it('finds each statement once, and no password, however the bytes arrive', () => {
  assert(
    property(array(nat(CONVERSATION.length)), (cuts) => {
      const read = createStatementReader();
      const edges = [0, ...cuts.toSorted((a, b) => a - b), CONVERSATION.length];
      const parts = edges.slice(1).map((end, index) => CONVERSATION.subarray(edges[index], end));

      expect(parts.flatMap((part) => read(part))).toEqual([
        'begin',
        'select $1 as "é"',
        'select 2',
        'commit',
      ]);
    }),
  );
});
