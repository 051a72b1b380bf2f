import { HttpResponse } from 'msw';

/** What a request must bring along. */
export interface LokiAccess {
  /** The whole `Authorization` header; null where anybody may ask. */
  readonly authorization: string | null;
  /** The one tenant of a multi-tenant Loki; null where tenants are off. */
  readonly tenant: string | null;
  /** The data source of the Grafana in front; null where there is none. */
  readonly grafana: {
    readonly dataSourceUid: string;
    /** Whether the tenant and the credentials in the data source's settings are right. */
    readonly isDataSourceAccepted: boolean;
  } | null;
}

export const OPEN_ACCESS: LokiAccess = { authorization: null, tenant: null, grafana: null };

const PROXY_PATH = /^\/api\/datasources\/proxy\/uid\/([^/]+)\//;

/** The refusal of a request that may not pass, as Grafana, a gateway or Loki itself words it; null where it may. */
export function refuse(request: Request, access: LokiAccess): Response | null {
  const dataSourceUid = PROXY_PATH.exec(new URL(request.url).pathname)?.[1];
  const isAuthorized =
    access.authorization === null || request.headers.get('authorization') === access.authorization;
  if (dataSourceUid === undefined) {
    if (!isAuthorized) return HttpResponse.text('Unauthorized\n', { status: 401 });
    if (access.tenant === null) return null;
    return request.headers.get('x-scope-orgid') === access.tenant
      ? null
      : HttpResponse.text('no org id\n', { status: 401 });
  }
  if (!isAuthorized) return HttpResponse.json({ message: 'Invalid API key' }, { status: 401 });
  if (access.grafana === null || access.grafana.dataSourceUid !== dataSourceUid) {
    return HttpResponse.json({ message: 'Data source not found' }, { status: 404 });
  }
  if (request.method !== 'GET') {
    const message = 'non allow-listed POSTs not allowed on proxied loki datasource';
    return HttpResponse.json({ message }, { status: 403 });
  }
  return access.grafana.isDataSourceAccepted
    ? null
    : HttpResponse.text('Authentication to data source failed', { status: 400 });
}
