/** Where Loki is: by itself, or behind Grafana's data-source proxy. */
export type LokiAddress =
  | { readonly kind: 'direct'; readonly url: string }
  | { readonly kind: 'grafana'; readonly url: string; readonly dataSourceUid: string };

export type LokiCredentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string };

/** The environment variables to look at, so that a problem can name the one to blame. */
export interface LokiSettingNames {
  readonly address: string;
  readonly token: string;
  readonly tenant: string;
  readonly dataSource: string;
}

/** What a request to Loki needs to know of the way there. */
export interface LokiConnection {
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly settingNames: LokiSettingNames;
  readonly isThroughGrafana: boolean;
}

/** Through Grafana only GET is allowed, and a tenant is a matter of the data source's settings. */
export function connectionOf(
  address: LokiAddress,
  credentials: LokiCredentials,
  tenant: string | null,
  settingNames: LokiSettingNames = defaultSettingNames(address, credentials),
): LokiConnection {
  const url = address.url.replace(/\/+$/, '');
  return {
    baseUrl:
      address.kind === 'direct'
        ? url
        : `${url}/api/datasources/proxy/uid/${encodeURIComponent(address.dataSourceUid)}`,
    headers: { ...authorizationOf(credentials), ...(tenant === null ? {} : { 'X-Scope-OrgID': tenant }) },
    settingNames,
    isThroughGrafana: address.kind === 'grafana',
  };
}

function authorizationOf(credentials: LokiCredentials): Record<string, string> {
  if (credentials.kind === 'none') return {};
  if (credentials.kind === 'bearer') return { Authorization: `Bearer ${credentials.token}` };
  const { user, password } = credentials;
  return { Authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

function defaultSettingNames(address: LokiAddress, credentials: LokiCredentials): LokiSettingNames {
  const shared = { tenant: 'LOKI_TENANT', dataSource: 'GRAFANA_LOKI_UID' };
  if (address.kind === 'grafana') return { ...shared, address: 'GRAFANA_URL', token: 'GRAFANA_TOKEN' };
  return {
    ...shared,
    address: 'LOKI_URL',
    token: credentials.kind === 'basic' ? 'LOKI_PASSWORD' : 'LOKI_TOKEN',
  };
}
