import type { Window } from '../../diagnosis/time.ts';

export interface ExploreSettings {
  readonly grafanaUrl: string;
  readonly dataSourceUid: string;
  /** Grafana's own organization, mostly 1. */
  readonly orgId: number;
}

/** The page of Grafana Explore where a person sees a query's lines (Grafana 10 and later: `schemaVersion=1`). */
export function exploreLink(settings: ExploreSettings, logql: string, window: Window): string {
  const { grafanaUrl, dataSourceUid, orgId } = settings;
  const panes = {
    logs: {
      datasource: dataSourceUid,
      queries: [
        { refId: 'A', datasource: { type: 'loki', uid: dataSourceUid }, expr: logql, queryType: 'range' },
      ],
      range: { from: String(window.fromMs), to: String(window.untilMs) },
    },
  };
  const query = new URLSearchParams({
    schemaVersion: '1',
    orgId: String(orgId),
    panes: JSON.stringify(panes),
  });
  return `${grafanaUrl.replace(/\/+$/, '')}/explore?${query.toString()}`;
}
