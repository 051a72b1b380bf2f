/** The views that `delivery.sql` reads, and the columns that a team may leave out: see `views.sql` and docs/adapting.md. */
export const PORTAL_LINKS_VIEWS = [
  {
    name: 'portal_check.providers',
    optionalColumns: ['enrolled_at', 'active_care_plans_at_slot', 'settings_changed_at'],
  },
  { name: 'portal_check.links', optionalColumns: [] },
  { name: 'portal_check.recipients', optionalColumns: [] },
] as const;
