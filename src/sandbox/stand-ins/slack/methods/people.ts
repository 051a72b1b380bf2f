import { isForeign, roleOf, userOf } from '../places.ts';
import { refused, type SlackMethods } from './method.ts';

export const PEOPLE_METHODS: SlackMethods = {
  'users.info': {
    token: 'bot',
    scope: 'users:read',
    answer(world, { user: userId = '', include_locale: includesLocale }) {
      const { teamId, botUserId } = world.settings;
      if (userId === botUserId) {
        return { ok: true, user: { id: botUserId, name: world.app.name, team_id: teamId, is_bot: true } };
      }
      const user = userOf(world, userId);
      if (user === null) return refused('user_not_found');
      return {
        ok: true,
        user: {
          id: user.id,
          name: user.name,
          real_name: user.name,
          team_id: user.teamId,
          is_bot: false,
          is_restricted: roleOf(world, user) === 'guest',
          is_ultra_restricted: false,
          is_stranger: isForeign(world, user),
          profile: { real_name: user.name, display_name: user.name },
          ...(includesLocale === 'true' ? { locale: user.locale ?? 'en-US' } : {}),
        },
      };
    },
  },

  'usergroups.users.list': {
    token: 'bot',
    scope: 'usergroups:read',
    answer({ userGroups }, { usergroup = '' }) {
      const users = userGroups.get(usergroup);
      return users === undefined ? refused('no_such_subteam') : { ok: true, users };
    },
  },
};
