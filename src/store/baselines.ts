import { sql } from 'kysely';

/**
 * The digest that the next one of each subscription is compared with, as `KeptDigests.lastComplete` finds it: `digest_id`, `run_id` and
 * whether the subscription `is_active`. To be selected from.
 */
export const BASELINES = sql<{ digest_id: string; run_id: string; is_active: boolean }>`(
  select distinct on (digests.scope)
    digests.id as digest_id,
    digests.run_id,
    subscriptions.status ->> 'kind' = 'active' as is_active
  from subscriptions
  join digests on digests.scope = 'subscription:' || subscriptions.id
  where digests.is_complete and (digests.was_posted or digests.is_quiet)
  order by digests.scope, digests.as_of desc, digests.made_at desc, digests.id desc
)`;
