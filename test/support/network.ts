import { http, passthrough } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll } from 'vitest';

/**
 * The edge of the network in every test: what no test expects is an error. Only servers on this machine are really
 * asked, and names under `.invalid`, which no resolver may know (RFC 2606).
 */
export const network = setupServer(
  http.all(/^https?:\/\/(127\.0\.0\.1|localhost|[^/]+\.invalid)(:\d+)?\//, () => passthrough()),
);

beforeAll(() => {
  network.listen({ onUnhandledFrame: 'error' });
});

afterEach(() => {
  network.resetHandlers();
});

afterAll(() => {
  network.close();
});
