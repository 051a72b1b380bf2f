import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scheduleOf, slotsBetween } from '../../../src/checks/portal-links/schedule.ts';
import { loadPortalLinks } from '../../../src/check-files.ts';
import { FLEET_SETTINGS_FILE } from '../../../src/sandbox/fleet/fleet-settings-file.ts';
import { isRun, runAtMs, weekAt } from '../../../src/sandbox/weeks/calendar.ts';

const { settings } = loadPortalLinks({ settingsFile: FLEET_SETTINGS_FILE, sqlFile: null });

describe('the weeks of the sandbox', () => {
  it.each(['weekly', 'biweekly'] as const)(
    'have their %s runs when the bot expects them, all year round',
    (cadence) => {
      const found = scheduleOf(settings, cadence);
      if (found.status !== 'known') throw new Error(`the schedule of ${cadence} is ${found.status}`);
      const weeks = Array.from({ length: 60 }, (_, index) => index - 18);
      const runs = weeks.filter((week) => isRun(cadence, week)).map(runAtMs);
      const planned = slotsBetween(found.schedule, runAtMs(-18), runAtMs(41)).map(({ atMs }) => atMs);
      expect(runs).toEqual(planned);
    },
  );

  it('have none for a cadence that the settings do not know', () => {
    expect(scheduleOf(settings, 'monthly').status).toBe('unknown');
    expect(isRun('monthly', 1)).toBe(false);
  });

  it('begin with their run', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 200 }), (week) => {
        expect([weekAt(runAtMs(week) - 1), weekAt(runAtMs(week)), weekAt(runAtMs(week + 1) - 1)]).toEqual([
          week - 1,
          week,
          week,
        ]);
      }),
    );
  });
});
