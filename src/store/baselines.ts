import { sql } from 'kysely';

/**
 * The digest that the next one of each scope, narrowed alike, is compared with, as `KeptDigests.lastComplete` finds it: `digest_id`, `run_id`, when it was
 * made, and whether it is that of a subscription and of an active one. To be selected from.
 */
export const BASELINES = sql<{
  digest_id: string;
  run_id: string;
  made_at: Date;
  is_subscribed: boolean;
  is_active: boolean;
}>`(
  select distinct on (digests.scope, digests.filter)
    digests.id as digest_id,
    digests.run_id,
    digests.made_at,
    subscriptions.id is not null as is_subscribed,
    coalesce(subscriptions.status ->> 'kind' = 'active', false) as is_active
  from digests
  left join subscriptions on digests.scope = 'subscription:' || subscriptions.id
  where digests.is_complete and (digests.was_posted or digests.is_quiet)
  order by digests.scope, digests.filter, digests.as_of desc, digests.made_at desc, digests.id desc
)`;
