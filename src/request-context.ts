import { AsyncLocalStorage } from 'node:async_hooks';

/** `by-hand`: somebody waits for it. `scheduled`: it can wait, and must not keep the others waiting. */
export type Priority = 'by-hand' | 'scheduled';

export interface RequestContext {
  readonly requestId: string;
  /** By hand where it is left out. */
  readonly priority?: Priority;
}

/** What everything that happens for one request has in common, however deep: its log lines carry the same id. */
export const requestContext = new AsyncLocalStorage<RequestContext>();

/** How urgent what is asked here is. */
export function currentPriority(): Priority {
  return requestContext.getStore()?.priority ?? 'by-hand';
}
