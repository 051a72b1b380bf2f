import type { Window } from '../../diagnosis/time.ts';
import { utcSeconds } from './utc-seconds.ts';

/** Pages of Sentry's web interface, for people. */
export interface SentryLinks {
  issue(issueId: string): string;
  event(issueId: string, eventId: string): string;
  /** The search page with this query over this window, newest first. */
  search(query: string, window: Window): string;
}

export interface SentryPlace {
  readonly baseUrl: string;
  readonly organizationSlug: string;
  readonly projectId: string;
  readonly environment: string | null;
}

/**
 * Builds the links ourselves: `permalink` is missing for some tokens (sentry#56618), and carries the host by which the
 * server knows itself.
 */
export function createSentryLinks(place: SentryPlace): SentryLinks {
  const organization = `${place.baseUrl.replace(/\/+$/, '')}/organizations/${encodeURIComponent(place.organizationSlug)}`;
  const project = new URLSearchParams({ project: place.projectId }).toString();
  const issue = (issueId: string): string => `${organization}/issues/${encodeURIComponent(issueId)}/`;
  return {
    issue: (issueId) => `${issue(issueId)}?${project}`,
    event: (issueId, eventId) => `${issue(issueId)}events/${encodeURIComponent(eventId)}/?${project}`,
    search(query, window) {
      const search = new URLSearchParams({
        queryDataset: 'error-events',
        project: place.projectId,
        ...(place.environment === null ? {} : { environment: place.environment }),
        query,
        sort: '-timestamp',
        start: utcSeconds(window.fromMs),
        end: utcSeconds(window.untilMs),
        utc: 'true',
      });
      for (const field of ['title', 'issue', 'timestamp']) search.append('field', field);
      return `${organization}/discover/results/?${search.toString()}`;
    },
  };
}
