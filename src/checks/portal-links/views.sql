-- What portal-check reads of the application's database: three views and nothing else.
--
-- For whom: the team that owns the application's database. A DBA runs this file once, and again when it changes:
--
--   psql --set ON_ERROR_STOP=1 --single-transaction --file views.sql "$APPLICATION_DATABASE_URL"
--   psql --command "create role portal_check login password '…' in role portal_check_reader" "$APPLICATION_DATABASE_URL"
--
-- The views run with the rights of whoever runs this file: who reads them needs no right on the tables.
-- Written for the tables of case 001. Where yours differ, change what stands behind the columns; their names and types are
-- what portal-check relies on. It reads more columns without harm, and says which one is missing or of a wrong type.
--
--   * Every time is timestamptz. A time without a zone is refused: nobody could tell which instant it means.
--   * Columns marked "optional" may be left out; what cannot be judged without them is said in the diagnosis.
--   * Indexes that help: links by (dashboard, created_at) and by (created_at), recipients and care plans by provider.

create schema if not exists portal_check;

-- Every clinic and practice, configured or not: one row each.
create or replace view portal_check.providers as
select
  provider.id,                             -- uuid
  provider.kind,                           -- text: what people call it
  provider.name,                           -- text; no key: two providers may bear the same name
  config.provider_id is not null as configured,
  config.links_enabled,                    -- boolean; null if not configured
  config.email_cadence,                    -- text: a key of `cadences` in portal-links.yml; null if not configured
  config.active_case_threshold,            -- number; null if not configured
  coalesce(plans.active, 0) as active_care_plans,
  dashboard.id as dashboard_id,            -- uuid; null if there is none
  config.link_last_sent_at,                -- timestamptz: the stamp
  -- optional: when links were first due. Without it no slot is excused.
  config.enrolled_at,
  -- optional: when links_enabled, email_cadence or active_case_threshold last changed. Without it, a provider that was
  -- switched on a minute ago looks like one that was skipped.
  config.settings_changed_at
  -- optional, and not to be had from these tables: active_care_plans_at_slot, the number of active care plans when the
  -- last slot was due.
from (
  select id, 'Clinic' as kind, name from clinics
  union all
  select id, 'Practice' as kind, name from practices
) as provider
left join portal_configs as config on config.provider_id = provider.id and config.provider_type = provider.kind
left join clinical_dashboards as dashboard on dashboard.provider_id = provider.id
left join (
  select provider_id, count(*) as active from care_plans where active group by provider_id
) as plans on plans.provider_id = provider.id;

-- Every link that was ever made.
create or replace view portal_check.links as
select
  dashboard.provider_id,                   -- uuid
  link.created_at,                         -- timestamptz
  -- optional: timestamptz until when the link works, null if that is not known. Without it, nobody can tell whether a link
  -- works now.
  link.expires_at
from clinical_dashboard_links as link
join clinical_dashboards as dashboard on dashboard.id = link.clinical_dashboard_id;

-- Whoever a link is mailed to. Names and addresses are matched in memory against lines of the log, and never kept, shown or logged.
create or replace view portal_check.recipients as
select
  provider_id,                             -- uuid
  name,                                    -- text
  email as address,                        -- text
  verified_at                              -- timestamptz; null if not verified
from portal_recipients;

do $$
begin
  if not exists (select from pg_roles where rolname = 'portal_check_reader') then
    create role portal_check_reader nologin;
  end if;
end
$$;

grant usage on schema portal_check to portal_check_reader;
grant select on portal_check.providers, portal_check.links, portal_check.recipients to portal_check_reader;
