import { expect, it } from 'vitest';
import { sparing } from '../../src/jobs/sparing.ts';

it('says what is the same once a minute, and whatever else at once', () => {
  const said: string[] = [];
  let elapsedMs = 0;
  const say = sparing(
    (line: string) => said.push(line),
    () => elapsedMs,
  );
  say('away', 'away 1');
  say('away', 'away 2');
  say('full', 'full 1');
  elapsedMs = 59_999;
  say('away', 'away 3');
  elapsedMs = 60_000;
  say('away', 'away 4');
  say('away', 'away 5');
  expect(said).toEqual(['away 1', 'full 1', 'away 4']);
});
