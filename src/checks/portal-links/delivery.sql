-- What the check "portal-links" asks the delivery database, through the views of views.sql.
--
-- A team may put a file of its own in this one's place. It must hold all four queries, each after its line "-- query: <name>", that
-- give the same columns. A check runs the first two in one read-only transaction, so that they see one state. Times are timestamptz;
-- inside jsonb they carry their offset. Columns marked "optional" may be left out.
--
-- Parameters, the same for "subjects" and "directory"; "contacts" has $1 only, and "names" has none:
--   $1 uuid[]         the providers that are asked for
--   $2 timestamptz    as-of: nothing later counts
--   $3 timestamptz    links are listed from here on: by a check of single providers all of them, by reading all providers those of the ledger's time
--   $4 text[]         the slot windows of all cadences, as three arrays of one length: the cadence,
--   $5 timestamptz[]    when the window opens
--   $6 timestamptz[]    and when it closes
--   $7 boolean          whether links_of_peers_at_slot is asked for: reading all providers in pages asks for it until each cadence has told it

-- query: subjects
-- One row for each provider of $1 that exists. All columns of portal_check.providers, and:
--   link_count              all its links
--   newest_link_at          null if there is none
--   links                   timestamptz[], from $3 on, newest first
--   recipients              jsonb [{name, address, verified_at}]
--   link_expiry             optional: jsonb {newest_expires_at, expires_at_of_newest}: until when its links work, and the newest of them; null
--                           if it has no link, or if nobody can tell
--   links_of_peers_at_slot  optional: jsonb [{opens_at, due, linked, linked_besides}], for the slots of the provider's own cadence: for how many
--                           of the cadence's providers a link was due, how many of those got one, and how many others did. Null: as in
--                           another row of the same cadence
--   stamp_neighbours        optional: jsonb {count, first_at, last_at}: the providers, this one included, whose stamp lies within
--                           two minutes of this one's; null if it has no stamp
with
provider as materialized (
  select here.*
  -- A column that the view does not have is looked up outside: it is then that of `absent`.
  from (select null::timestamptz as enrolled_at, null::timestamptz as settings_changed_at) as absent
  cross join lateral (
    select
      p.*,
      -- One that holds no time counts as null here: the row's own check names it.
      case
        when pg_typeof(enrolled_at) = any ('{timestamptz, timestamp, date, text, varchar}'::regtype[])
        then enrolled_at::text::timestamptz
      end as enrolled,
      case
        when pg_typeof(settings_changed_at) = any ('{timestamptz, timestamp, date, text, varchar}'::regtype[])
        then settings_changed_at::text::timestamptz
      end as settings_changed
    from portal_check.providers as p
  ) as here
),
slot as (
  select cadence, opens_at, closes_at
  from unnest($4::text[], $5::timestamptz[], $6::timestamptz[]) as s (cadence, opens_at, closes_at)
  where $7::boolean
),
verification as (
  select provider_id, min(verified_at) as first_at
  from portal_check.recipients
  where verified_at <= $2
  group by provider_id
),
linked as (
  select distinct slot.opens_at, recent_link.provider_id
  from (
    select provider_id, created_at
    from portal_check.links
    where created_at >= (select min(opens_at) from slot) and created_at <= $2
  ) as recent_link
  join (select distinct opens_at, closes_at from slot) as slot
    on recent_link.created_at >= slot.opens_at and recent_link.created_at < slot.closes_at
),
peer as (
  select
    slot.cadence,
    slot.opens_at,
    coalesce(
      verification.first_at < slot.opens_at
        and provider.configured
        and provider.links_enabled
        and provider.active_care_plans >= provider.active_case_threshold
        and provider.dashboard_id is not null
        and (provider.enrolled is null or provider.enrolled < slot.opens_at)
        -- Whoever was switched on or moved to the cadence later was not due then.
        and (provider.settings_changed is null or provider.settings_changed < slot.opens_at),
      false
    ) as is_due,
    linked.provider_id is not null as is_linked
  from slot
  join provider on provider.email_cadence = slot.cadence
  left join verification on verification.provider_id = provider.id
  left join linked on linked.provider_id = provider.id and linked.opens_at = slot.opens_at
),
counted as (
  select
    cadence,
    opens_at,
    count(*) filter (where is_due) as due,
    count(*) filter (where is_due and is_linked) as linked,
    count(*) filter (where is_linked and not is_due) as linked_besides
  from peer
  group by cadence, opens_at
),
peers as (
  select
    cadence,
    jsonb_agg(
      jsonb_build_object(
        'opens_at', opens_at,
        'due', due,
        'linked', linked,
        'linked_besides', linked_besides
      )
      order by opens_at
    ) as at_slot
  from counted
  group by cadence
),
stamp as (
  select
    id,
    jsonb_build_object(
      'count', count(*) over near,
      -- Not min and max: they would go through every frame anew.
      'first_at', first_value(link_last_sent_at) over near,
      'last_at', last_value(link_last_sent_at) over near
    ) as neighbours
  -- Not `provider`: that one is only made where peers are asked for.
  from portal_check.providers
  where link_last_sent_at <= $2
  window near as (
    order by link_last_sent_at
    range between interval '2 minutes' preceding and interval '2 minutes' following
  )
),
link as (
  select
    provider_id,
    count(*) as total,
    max(created_at) as newest_at,
    array_agg(created_at order by created_at desc) filter (where created_at >= $3) as since,
    case
      when exists (
        select from pg_attribute
        where attrelid = 'portal_check.links'::regclass and attname = 'expires_at' and not attisdropped
      )
      then jsonb_build_object(
        -- Not max: whatever the column holds, the row's own check names it.
        'newest_expires_at', (array_agg(l.expires_at order by l.expires_at desc nulls last))[1],
        'expires_at_of_newest', (array_agg(l.expires_at order by l.created_at desc))[1]
      )
    end as expiry
  -- A column that the view does not have is looked up outside: `expires_at` is then that of `absent`.
  from (select null::timestamptz as expires_at) as absent
  cross join lateral (select provider_id, created_at, expires_at from portal_check.links) as l
  where provider_id = any ($1::uuid[]) and created_at <= $2
  group by provider_id
),
recipient as (
  select
    provider_id,
    jsonb_agg(
      jsonb_build_object('name', coalesce(name, ''), 'address', coalesce(address, ''), 'verified_at', verified_at)
      order by name, address
    ) as list
  from portal_check.recipients
  where provider_id = any ($1::uuid[])
  group by provider_id
)
select
  p.*,
  coalesce(link.total, 0) as link_count,
  link.newest_at as newest_link_at,
  coalesce(link.since, '{}') as links,
  coalesce(recipient.list, '[]') as recipients,
  link.expiry as link_expiry,
  case
    when $7::boolean and row_number() over (partition by p.email_cadence order by p.id) = 1
    then coalesce(peers.at_slot, '[]')
  end as links_of_peers_at_slot,
  stamp.neighbours as stamp_neighbours
from portal_check.providers as p
left join link on link.provider_id = p.id
left join recipient on recipient.provider_id = p.id
left join peers on peers.cadence = p.email_cadence
left join stamp on stamp.id = p.id
where p.id = any ($1::uuid[])
order by p.id;

-- query: directory
-- One row for every provider, configured or not: to know whom a line of the log is about, one must know whom else it could be about.
--   id, name
--   kind                    optional
--   configured              optional: reading all providers at once asks for the rows of the configured ones only
--   email_cadence           optional: reading all providers at once then counts the peers of each cadence once only
--   recipients              jsonb [{name, address}]
select
  p.id,
  p.kind,
  p.name,
  p.configured,
  p.email_cadence,
  coalesce(recipient.list, '[]') as recipients
from portal_check.providers as p
left join (
  select
    provider_id,
    jsonb_agg(jsonb_build_object('name', coalesce(name, ''), 'address', coalesce(address, ''))) as list
  from portal_check.recipients
  group by provider_id
) as recipient on recipient.provider_id = p.id
order by p.id;

-- query: names
-- One row for every provider, configured or not: what people find it by.
--   id, name
--   kind                    optional
--   active_care_plans       optional
select
  p.id,
  p.kind,
  p.name,
  p.active_care_plans
from portal_check.providers as p
order by p.id;

-- query: contacts
-- One row for each recipient of the providers in $1. Addresses are compared in memory with the one that somebody asks about.
--   address
--   verified_at             null if not verified
select
  address,
  verified_at
from portal_check.recipients
where provider_id = any ($1::uuid[]) and address is not null;
