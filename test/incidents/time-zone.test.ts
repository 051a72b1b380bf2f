import { describe, expect, it } from 'vitest';
import type { Following } from '../../src/checks/following.ts';
import { incidentTimeZone } from '../../src/incident-assembly.ts';

// Only the zone is looked at.
const inZone = (timeZone: string): { readonly following: Following } => ({
  following: {
    timeZone,
    standingOf: () => expect.fail('nobody is followed'),
    hasRecovered: () => false,
  },
});

describe('the zone of an incident in which nobody is named', () => {
  it.each([
    ['the configured one', 'Europe/Madrid', [inZone('America/Los_Angeles')], 'Europe/Madrid'],
    [
      'that of the first check with a schedule',
      null,
      [{ following: null }, inZone('America/Los_Angeles'), inZone('Asia/Tokyo')],
      'America/Los_Angeles',
    ],
    ['UTC where no check has any', null, [{ following: null }], 'UTC'],
  ])('is %s', (_, configured, checks, timeZone) => {
    expect(incidentTimeZone(configured, checks)).toBe(timeZone);
  });
});
