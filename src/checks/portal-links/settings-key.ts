import type { PortalLinksSettings } from './settings.ts';

/**
 * The same for settings that say the same: whatever the order of keys and of apps, and whether what may be left out is null or left out. A
 * canonical text, so that two that differ never pass for one.
 */
export function settingsKeyOf(settings: PortalLinksSettings): string {
  return canonical(settings);
}

function canonical(value: unknown): string {
  // The only list is that of apps, and they are a set.
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value)
    .filter(([, each]) => each !== undefined && each !== null)
    .map(([key, each]) => `${JSON.stringify(key)}:${canonical(each)}`);
  return `{${entries.toSorted().join(',')}}`;
}
