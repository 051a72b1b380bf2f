import type { Lack } from './view.ts';

/** "1 event", "2,700 events" */
export const plural = (count: number, one: string, many: string): string =>
  `${thousands(count)} ${count === 1 ? one : many}`;

export const thousands = (count: number): string => count.toLocaleString('en-GB');

export const shortId = (id: string): string => id.slice(0, 8);

/** "a, b and c" */
export function listed(items: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items);
}

/** "clinic"; null: the kind is not known. */
export function kindSaid(kind: string | null): string {
  return kind?.toLowerCase() ?? 'provider';
}

/** "a clinic", "an office" */
export function aProvider(kind: string | null): string {
  const said = kindSaid(kind);
  return `${/^[aeio]/.test(said) ? 'an' : 'a'} ${said}`;
}

/** Why the silence of the sources proves nothing, each as a clause. */
export const LACKS_EN: Readonly<Record<Lack, string>> = {
  'sentry-not-configured': 'Sentry is not configured',
  'sentry-not-ok': 'Sentry’s answer is not complete',
  'sentry-reach': 'Sentry does not reach back to that slot',
  'sentry-stale': 'Sentry’s newest event is older than the end of that slot’s window',
  'loki-not-configured': 'Loki is not configured',
  'loki-not-ok': 'Loki’s answer is not complete',
  'loki-reach': 'Loki does not reach back to that slot',
  'loki-stale': 'Loki’s newest line is older than the end of that slot’s window',
  'apps-not-logging': 'an app wrote no log at that slot',
  'logging-not-counted': 'whether the apps were logging at that slot could not be counted',
  'window-too-short': 'the window asked for does not reach back to that slot',
  'enrolment-unknown': 'the database does not tell when it was enrolled',
  'enrolled-at-slot': 'it was enrolled around that slot',
  'settings-changed': 'its settings were changed since that slot',
  'settings-change-unknown': 'the database does not tell when its settings were changed',
  'near-threshold': 'its care plans are so near the threshold that they may have been too few then',
  'below-threshold-at-slot': 'it had fewer care plans than needed at that slot',
  'verified-since-slot': 'a recipient was verified only after that slot',
  'shared-failure': 'a failure line fits it, but also others',
  'failure-since-link': 'an exception names it after the link',
};

export const lacksListed = (lacks: readonly Lack[]): string => listed(lacks.map((lack) => LACKS_EN[lack]));
