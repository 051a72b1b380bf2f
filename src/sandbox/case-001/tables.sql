-- The application's tables of case 001, as far as the investigation's notes name them. Column types and keys are made up.

create table clinics (
  id uuid primary key,
  name text not null
);

create table practices (
  id uuid primary key,
  name text not null
);

create table portal_configs (
  provider_id uuid primary key,
  provider_type text not null check (provider_type in ('Clinic', 'Practice')),
  links_enabled boolean not null,
  email_cadence text not null,
  active_case_threshold integer not null,
  link_last_sent_at timestamptz,
  enrolled_at timestamptz not null,
  settings_changed_at timestamptz not null
);

create table clinical_dashboards (
  id uuid primary key,
  provider_id uuid not null unique
);

create table clinical_dashboard_links (
  id bigint generated always as identity primary key,
  clinical_dashboard_id uuid not null references clinical_dashboards,
  created_at timestamptz not null,
  expires_at timestamptz
);
create index on clinical_dashboard_links (clinical_dashboard_id, created_at);
create index on clinical_dashboard_links (created_at);

create table portal_recipients (
  id bigint generated always as identity primary key,
  provider_id uuid not null,
  name text not null,
  email text not null,
  verified_at timestamptz
);
create index on portal_recipients (provider_id);

create table care_plans (
  id bigint generated always as identity primary key,
  provider_id uuid not null,
  active boolean not null
);
create index on care_plans (provider_id) where active;
