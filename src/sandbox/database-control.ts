import { http, HttpResponse, type HttpHandler } from 'msw';
import type { DatabaseConditions } from './database-conditions.ts';
import type { DatabaseProxy } from './database-proxy.ts';
import { conditionsChange } from './stand-ins/conditions.ts';

/**
 * How other processes make the delivery database misbehave: `GET /database` tells its conditions, `PUT /database` changes them as
 * `PUT /__conditions` changes a stand-in's, and `GET /database/statements` tells what it was asked.
 */
export function createDatabaseControl(
  conditions: DatabaseConditions,
  proxy: Pick<DatabaseProxy, 'statements'>,
): HttpHandler[] {
  return [
    http.get('*/database', () => HttpResponse.json(conditions.current())),
    http.put('*/database', async ({ request }) => {
      const change = conditionsChange.safeParse(await request.json().catch(() => null));
      return change.success
        ? HttpResponse.json(await conditions.change(change.data))
        : HttpResponse.json({ issues: change.error.issues }, { status: 400 });
    }),
    http.get('*/database/statements', () => HttpResponse.json(proxy.statements())),
  ];
}
