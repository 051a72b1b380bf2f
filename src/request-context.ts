import { AsyncLocalStorage } from 'node:async_hooks';

/** What everything that happens for one request has in common, however deep: its log lines carry the same id. */
export const requestContext = new AsyncLocalStorage<{ readonly requestId: string }>();
