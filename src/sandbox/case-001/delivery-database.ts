import { readFile } from 'node:fs/promises';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { z } from 'zod';

export type CaseDay = '2025-07-10' | '2025-07-24';

/** The login that the bot gets, as a team would make one: it may read the views and nothing else. */
export interface ReaderLogin {
  readonly user: string;
  readonly password: string;
}

/** A value with its origin, `notes` or `synthetic`; the files say for each which it is. */
const known = <Value>(value: z.ZodType<Value>) =>
  z.object({ value }).transform((entry): Value => entry.value);

const caseFile = z.object({
  providers: z.array(
    z.object({
      id: known(z.guid()),
      kind: known(z.enum(['Clinic', 'Practice'])),
      name: known(z.string()),
      linksEnabled: known(z.boolean()),
      emailCadence: known(z.string()),
      activeCaseThreshold: known(z.int()),
      unverifiedRecipients: known(z.int()),
      activeCarePlans: known(z.int()),
      dashboardId: known(z.guid()),
      linkLastSentAt: known(z.string()),
      links: z.array(z.object({ createdAt: z.string() })),
      enrolledAt: known(z.string()),
      settingsChangedAt: known(z.string()),
      recipients: z.object({
        list: z.array(z.object({ name: z.string(), address: z.string(), verifiedAt: z.string().nullable() })),
      }),
    }),
  ),
});

type Provider = z.infer<typeof caseFile>['providers'][number];

/**
 * Fills an empty database with what the application's database held on a day of case 001, and makes the views and a login for them.
 * The tables' shapes are made up; each value's origin stands in `delivery-<day>.json`.
 * @param url the database's address for a superuser
 */
export async function fillDeliveryDatabase(url: string, day: CaseDay, reader: ReaderLogin): Promise<void> {
  const providers = await readCase(day);
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('begin');
    // Roles are the whole server's: whoever fills another of its databases must not make the same ones now.
    await client.query('lock table pg_authid in share row exclusive mode');
    await client.query(await textOf('tables.sql'));
    for (const provider of providers) await insert(client, provider);
    await client.query(await textOf('../../checks/portal-links/views.sql'));
    await client.query(loginSql(reader));
    await client.query('commit');
  } finally {
    await client.end();
  }
}

async function readCase(day: CaseDay): Promise<readonly Provider[]> {
  return caseFile.parse(JSON.parse(await textOf(`delivery-${day}.json`))).providers;
}

async function textOf(path: string): Promise<string> {
  return readFile(new URL(path, import.meta.url), 'utf8');
}

async function insert(client: Client, provider: Provider): Promise<void> {
  const { id, kind, dashboardId } = provider;
  const table = kind === 'Clinic' ? 'clinics' : 'practices';
  await client.query(`insert into ${table} (id, name) values ($1, $2)`, [id, provider.name]);
  await client.query(
    `insert into portal_configs (
       provider_id, provider_type, links_enabled, email_cadence, active_case_threshold,
       link_last_sent_at, enrolled_at, settings_changed_at
     ) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      id,
      kind,
      provider.linksEnabled,
      provider.emailCadence,
      provider.activeCaseThreshold,
      provider.linkLastSentAt,
      provider.enrolledAt,
      provider.settingsChangedAt,
    ],
  );
  await client.query('insert into clinical_dashboards (id, provider_id) values ($1, $2)', [dashboardId, id]);
  await client.query(
    // Synthetic, as the notes do not tell how long a link works: until the next weekly run.
    `insert into clinical_dashboard_links (clinical_dashboard_id, created_at, expires_at)
     select $1, created_at, created_at + interval '7 days' from unnest($2::timestamptz[]) as link (created_at)`,
    [dashboardId, provider.links.map(({ createdAt }) => createdAt)],
  );
  await client.query(
    `insert into portal_recipients (provider_id, name, email, verified_at)
     select $1, * from unnest($2::text[], $3::text[], $4::timestamptz[])`,
    [
      id,
      provider.recipients.list.map(({ name }) => name),
      provider.recipients.list.map(({ address }) => address),
      provider.recipients.list.map(({ verifiedAt }) => verifiedAt),
    ],
  );
  await client.query(
    `insert into portal_recipients (provider_id, name, email)
     select $1, 'Unverified ' || n, 'unverified-' || n || '@case-001.example' from generate_series(1, $2) as n`,
    [id, provider.unverifiedRecipients],
  );
  await client.query(
    'insert into care_plans (provider_id, active) select $1, true from generate_series(1, $2)',
    [id, provider.activeCarePlans],
  );
}

/** The login may stem from another database of the same server. */
function loginSql({ user, password }: ReaderLogin): string {
  return `do $do$
    begin
      if not exists (select from pg_roles where rolname = ${escapeLiteral(user)}) then
        create role ${escapeIdentifier(user)} login;
      end if;
    end
    $do$;
    alter role ${escapeIdentifier(user)} password ${escapeLiteral(password)};
    grant portal_check_reader to ${escapeIdentifier(user)}`;
}
