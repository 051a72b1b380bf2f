import type { Client } from 'pg';
import { isoOf, type EpochMs } from '../../diagnosis/time.ts';
import type { FleetProvider } from './providers.ts';
import type { WeekTrace } from './run-trace.ts';

/** What the tables of `case-001/tables.sql` take of a week. */
export type DeliveryTrace = Pick<WeekTrace, 'links' | 'stamps' | 'linksOff'>;

/** Puts providers into the application's tables as they were before anything was sent. A few statements, however many they are. */
export async function insertProviders(client: Client, providers: readonly FleetProvider[]): Promise<void> {
  const ids = providers.map(({ id }) => id);
  const columns = <Value>(of: (provider: FleetProvider) => Value): readonly Value[] => providers.map(of);
  await client.query(
    `with provider as (select * from unnest($1::uuid[], $2::text[], $3::text[]) as p (id, kind, name)),
     clinic as (insert into clinics (id, name) select id, name from provider where kind = 'Clinic')
     insert into practices (id, name) select id, name from provider where kind = 'Practice'`,
    [ids, columns(({ kind }) => kind), columns(({ name }) => name)],
  );
  const configured = providers.filter(({ isConfigured }) => isConfigured);
  await client.query(
    `insert into portal_configs (
       provider_id, provider_type, links_enabled, email_cadence, active_case_threshold, enrolled_at, settings_changed_at
     )
     select *, p.enrolled_at
     from unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[], $5::int[], $6::timestamptz[])
       as p (id, kind, links_enabled, cadence, threshold, enrolled_at)`,
    [
      configured.map(({ id }) => id),
      configured.map(({ kind }) => kind),
      configured.map(({ linksOffFrom }) => linksOffFrom !== 'always'),
      configured.map(({ cadence }) => cadence),
      configured.map(({ threshold }) => threshold),
      configured.map(({ enrolledAtMs }) => isoOf(enrolledAtMs)),
    ],
  );
  await insertDashboards(client, configured);
  const recipients = providers.flatMap((provider) =>
    provider.recipients.map((recipient) => ({ providerId: provider.id, ...recipient })),
  );
  await client.query(
    `insert into portal_recipients (provider_id, name, email, verified_at)
     select * from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[])`,
    [
      recipients.map(({ providerId }) => providerId),
      recipients.map(({ name }) => name),
      recipients.map(({ address }) => address),
      recipients.map(({ verifiedAtMs }) => isoOrNull(verifiedAtMs)),
    ],
  );
  await client.query(
    `insert into care_plans (provider_id, active)
     select p.id, true from unnest($1::uuid[], $2::int[]) as p (id, plans) cross join generate_series(1, p.plans)`,
    [ids, columns(({ carePlans }) => carePlans)],
  );
}

/** Of those who have one; what stands there already stays. */
export async function insertDashboards(
  client: Client,
  providers: readonly Pick<FleetProvider, 'id' | 'dashboardId'>[],
): Promise<void> {
  const having = providers.filter(({ dashboardId }) => dashboardId !== null);
  await client.query(
    `insert into clinical_dashboards (provider_id, id) select * from unnest($1::uuid[], $2::uuid[])
     on conflict do nothing`,
    [having.map(({ id }) => id), having.map(({ dashboardId }) => dashboardId)],
  );
}

/** Writes what the job, and whoever sends by hand, have done. A later stamp takes an earlier one's place. */
export async function recordDeliveries(client: Client, traces: readonly DeliveryTrace[]): Promise<void> {
  const links = traces.flatMap((trace) => trace.links);
  await client.query(
    `insert into clinical_dashboard_links (clinical_dashboard_id, created_at, expires_at)
     select * from unnest($1::uuid[], $2::timestamptz[], $3::timestamptz[])`,
    [
      links.map(({ dashboardId }) => dashboardId),
      links.map(({ createdAtMs }) => isoOf(createdAtMs)),
      links.map(({ expiresAtMs }) => isoOf(expiresAtMs)),
    ],
  );
  const stamps = new Map<string, EpochMs>();
  for (const { providerId, atMs } of traces.flatMap((trace) => trace.stamps)) {
    stamps.set(providerId, Math.max(atMs, stamps.get(providerId) ?? atMs));
  }
  await client.query(
    `update portal_configs set link_last_sent_at = stamp.at
     from unnest($1::uuid[], $2::timestamptz[]) as stamp (id, at) where stamp.id = provider_id`,
    [[...stamps.keys()], [...stamps.values()].map(isoOf)],
  );
  const linksOff = traces.flatMap((trace) => trace.linksOff);
  await client.query(
    `update portal_configs set links_enabled = false, settings_changed_at = off.at
     from unnest($1::uuid[], $2::timestamptz[]) as off (id, at) where off.id = provider_id`,
    [linksOff.map(({ providerId }) => providerId), linksOff.map(({ atMs }) => isoOf(atMs))],
  );
}

function isoOrNull(atMs: EpochMs | null): string | null {
  return atMs === null ? null : isoOf(atMs);
}
