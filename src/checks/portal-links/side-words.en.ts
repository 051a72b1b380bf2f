import { aProvider, kindSaid, listed, plural, shortId, thousands } from './phrasing.en.ts';
import type { PortalLinksWords } from './words.ts';

/** The words of the side findings in English: whole sentences. */
export const SIDES_EN: PortalLinksWords['sides'] = {
  'peers-at-slot': (p, { dates }) =>
    `${thousands(p.linked)} of ${thousands(p.due)} got a link on ${dates.day(p.slotAtMs)}${p.linked + p.linkedBesides === 0 ? '.' : ', so the run ran.'}`,
  'off-schedule-sends': (p, { dates }) =>
    `${plural(p.count, 'link', 'links')} off schedule in the ledger’s time, the newest ${dates.dayTime(p.newestAtMs)}.`,
  batch: (p, { dates }) =>
    `One batch: ${p.count} providers were stamped within ${p.seconds} seconds, ${dates.dayTime(p.firstAtMs)}, off schedule.`,
  unattributable: (p, { dates }) => {
    const ids =
      p.withoutId === p.read
        ? `none of the ${thousands(p.read)} read carries a provider’s id`
        : `${thousands(p.withoutId)} of the ${thousands(p.read)} read carry no provider’s id`;
    const where =
      p.inWindow === null
        ? `read back to ${dates.shortDay(p.readFromMs)} only`
        : `${p.inWindow} of them in the last slot’s window`;
    return `${p.watched} (issue ${p.issueId}, ${thousands(p.total)} events in all): ${ids}, ${where}. Held against nobody; tag these events with the provider’s id.`;
  },
  'unclear-lines': (p, { dates }) => {
    const withSubject = p.withSubject === 0 ? '' : ` (${p.withSubject} of them this one, too)`;
    const atLeast = p.isAtLeast ? 'at least ' : '';
    return `Failure lines since ${dates.day(p.slotAtMs)} that are not counted: ${atLeast}${p.shared} fit several providers${withSubject}, ${p.nobodys} fit nobody.`;
  },
  overtaken: (p, { dates }) =>
    `${plural(p.count, 'earlier failure', 'earlier failures')}, last ${dates.dayTime(p.newestAtMs)}, overtaken by the link of ${dates.dayTime(p.keptAtMs)}.`,
  contradiction: (p, { dates }) =>
    p.kind === 'failure-yet-link'
      ? `The sources contradict each other: a failure names it in the window of ${dates.day(p.slotAtMs)}, and yet its link was made before.`
      : `The sources contradict each other: no line shows a run on ${dates.day(p.slotAtMs)}, and yet ${plural(p.linked, 'provider', 'providers')} got a link.`,
  margin: (p) =>
    p.activeCarePlans === p.threshold
      ? `${p.activeCarePlans} active care plans against a threshold of ${p.threshold}: one fewer and mails stop.`
      : `${p.activeCarePlans} active care plans against a threshold of ${p.threshold}: close.`,
  retention: (p, { dates }) =>
    `${p.source === 'sentry' ? 'Sentry' : 'Loki'} reaches back to ${dates.shortDay(p.reachFromMs)} ${dates.time(p.reachFromMs)}: ${plural(p.unjudgedSlots, 'earlier slot', 'earlier slots')} cannot be judged from it.`,
  freshness: (p, { dates }) =>
    `${p.source === 'sentry' ? 'Sentry’s newest event of the project' : p.source === 'loki' ? 'Loki’s newest line' : 'The database is fresh until'}: ${dates.exact(p.freshUntilMs)}.`,
  'phrase-never-seen': (p, { dates }) =>
    `No line at all held "${p.phrase}" since ${dates.shortDay(p.sinceMs)}: is it still written like this?`,
  namesake: (p) => {
    const [kind = null] = p.kinds;
    const kinds = p.kinds.map(kindSaid);
    const others = `${p.count} others${kinds.length === 0 ? '' : ` (${listed(kinds)})`}`;
    const whom = p.count === 1 ? aProvider(kind) : others;
    return `It shares its name with ${whom}: ${p.ids.map(shortId).join(', ')}.`;
  },
  today: (p, { dates }) => {
    const plans =
      p.activeCarePlans === null
        ? 'care plans unknown'
        : plural(p.activeCarePlans, 'active care plan', 'active care plans');
    const recipients = plural(p.verifiedRecipients, 'verified recipient', 'verified recipients');
    const sent = p.stampAtMs === null ? 'never' : dates.dayTime(p.stampAtMs);
    return `Today: cadence ${p.cadence ?? 'none'}, links ${onOff(p.linksEnabled)}, ${plans}, ${recipients}, last sent ${sent}.`;
  },
  'state-from-kept': (p, { dates }) =>
    `Settings and counts as a diagnosis kept on ${dates.dayTime(p.readAtMs)} had them.`,
  'slot-pending': (p, { dates }) =>
    `The slot of ${dates.dayTime(p.slotAtMs)} is open until ${dates.time(p.closesAtMs)}: nothing yet.`,
};

/** "on", "off" or "unknown" */
export function onOff(value: boolean | null): string {
  return value === null ? 'unknown' : value ? 'on' : 'off';
}
