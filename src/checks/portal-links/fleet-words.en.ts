import { plural, thousands } from './phrasing.en.ts';
import type { FleetCatalogue } from './fleet-words.ts';

/** The words of the fleet in English. */
export const FLEET_EN: FleetCatalogue = {
  title: 'Portal links',
  outage: ({ slot, cadence, due, linked, isProven, count }) => {
    const run = `the ${cadence ?? 'planned'} run of ${slot}`;
    const what = isProven
      ? `${run} did not take place, or failed for all: ${thousands(linked)} of ${thousands(due)} got a link.`
      : `${run} seems not to have taken place: ${plural(count, 'provider', 'providers')} without a link, and the logs show no run.`;
    return `${what} Look at the scheduler and the queue.`;
  },
  findings: {
    'manual-batch': (p, dates, count) =>
      `A batch of manual sends: ${plural(count, 'provider', 'providers')} within ${plural(p.seconds, 'second', 'seconds')}, ${dates.instant(p.firstAtMs)}. They hide what the run leaves out.`,
    unattributable: (p) =>
      `${p.watched} (issue ${p.issueId}, ${plural(p.total, 'event', 'events')} in all): ${
        p.withoutId === p.read
          ? `none of the ${thousands(p.read)} read carries a provider’s id`
          : `${thousands(p.withoutId)} of the ${thousands(p.read)} read carry no provider’s id`
      }. Held against nobody; tag these events with the provider’s id.`,
    'near-threshold': (_, __, count) =>
      `${plural(count, 'provider has', 'providers have')} hardly more active care plans than needed: mails stop below the threshold.`,
    'unclear-lines': (p, dates) =>
      `Failure lines since ${dates.instant(p.sinceMs)} that are held against nobody: ${thousands(p.shared)} fit several providers, ${thousands(p.nobodys)} fit nobody. Write the provider’s id into these lines.`,
    'phrase-never-seen': (p, dates) =>
      `No line at all held "${p.phrase}" since ${dates.day(p.sinceMs)}: is it still written like this?`,
  },
  traits: { kind: 'kind', cadence: 'cadence', size: 'size', enrolledAt: 'enrolment' },
  cadence: (value) => value,
  size: (from, to) =>
    to === null
      ? `${thousands(from)} or more active care plans`
      : from === to
        ? plural(from, 'active care plan', 'active care plans')
        : `${from}–${to} active care plans`,
};
