import { describe, expect, it } from 'vitest';
import type { PortalLinksSettings } from '../../../src/checks/portal-links/settings.ts';
import { settingsKeyOf } from '../../../src/checks/portal-links/settings-key.ts';
import { FLEET, SETTINGS } from '../../support/portal-links-world.ts';

const changed = (change: Partial<PortalLinksSettings>): string => settingsKeyOf({ ...SETTINGS, ...change });
const ofWeekly = (change: Partial<PortalLinksSettings['cadences'][string]>): string => {
  const [name = '', weekly] = Object.entries(SETTINGS.cadences)[0] ?? [];
  if (weekly === undefined) throw new Error('there is no cadence');
  return changed({ cadences: { ...SETTINGS.cadences, [name]: { ...weekly, ...change } } });
};

describe('the key of the settings', () => {
  it('is the one that runs are kept with', () => {
    expect(FLEET.settingsKey).toBe(settingsKeyOf(SETTINGS));
  });

  it.each([
    ['a cron expression', ofWeekly({ cron: '0 12 * * 1' })],
    ['the zone of a cadence', ofWeekly({ timeZone: 'UTC' })],
    ['the anchor', ofWeekly({ anchor: '2025-07-14' })],
    ['the zone of all', changed({ timeZone: 'UTC' })],
    ['the tolerance', changed({ slots: { ...SETTINGS.slots, toleranceMinutes: 121 } })],
    ['a phrase', changed({ loki: { ...SETTINGS.loki, sendFailed: 'Sending failed to' } })],
    ['an app', changed({ loki: { ...SETTINGS.loki, apps: [...SETTINGS.loki.apps, 'mailer'] } })],
    ['a cadence', changed({ cadences: {} })],
  ])('is another one after a change of %s: the digest says so', (_, key) => {
    expect(key).not.toBe(settingsKeyOf(SETTINGS));
  });

  it.each([
    ['another order of keys', changed({ slots: reversed(SETTINGS.slots), loki: reversed(SETTINGS.loki) })],
    ['another order of apps', changed({ loki: { ...SETTINGS.loki, apps: SETTINGS.loki.apps.toReversed() } })],
    ['an anchor of null instead of none', ofWeekly({ anchor: null })],
    ['a zone that is left out', ofWeekly({ timeZone: undefined })],
  ])('is the same with %s: nobody is told of a change that is none', (_, key) => {
    expect(key).toBe(settingsKeyOf(SETTINGS));
  });
});

/** The same, with its keys the other way round. */
function reversed<Part extends object>(part: Part): Part {
  return Object.assign(
    {},
    ...Object.entries(part)
      .toReversed()
      .map(([key, value]) => ({ [key]: value })),
  );
}
