import { z } from 'zod';
import { findUser, type Hub } from '../hub.ts';
import type { WorkspaceUser } from '../workspace.ts';
import { flag, type MethodTable, pageOf, readArguments, whole } from './arguments.ts';
import { SlackRefusal } from './refusal.ts';

function profileOf(user: WorkspaceUser) {
  return {
    real_name: user.realName,
    real_name_normalized: user.realName,
    // Display names may be empty, as in a workspace where people never set one.
    display_name: '',
    display_name_normalized: '',
    title: user.title ?? '',
    ...(user.email === undefined ? {} : { email: user.email }),
  };
}

/** A person as users.info shows it. */
export function apiUser(hub: Hub, user: WorkspaceUser, withLocale = false): Record<string, unknown> {
  return {
    id: user.id,
    team_id: hub.workspace.team.id,
    name: user.name,
    real_name: user.realName,
    deleted: hub.faults.disabled.has(user.id),
    is_bot: user.isBot ?? false,
    is_app_user: false,
    is_admin: false,
    is_owner: false,
    is_restricted: false,
    tz: 'Asia/Shanghai',
    tz_label: 'China Standard Time',
    tz_offset: 28_800,
    updated: 0,
    profile: profileOf(user),
    ...(withLocale ? { locale: user.locale } : {}),
  };
}

const one = z.object({ user: z.string(), include_locale: flag.optional() });

/** @throws SlackRefusal user_not_found */
function known(hub: Hub, id: string): WorkspaceUser {
  const user = findUser(hub, id);
  if (!user) throw new SlackRefusal('user_not_found');
  return user;
}

export const userMethods: MethodTable = {
  'users.info': {
    tier: 100,
    run(hub, args) {
      const given = readArguments(one, args);
      return { user: apiUser(hub, known(hub, given.user), given.include_locale) };
    },
  },
  'users.list': {
    tier: 20,
    run(hub, args) {
      const schema = z.object({
        limit: whole.min(1).max(1000).optional(),
        cursor: z.string().optional(),
        include_locale: flag.optional(),
      });
      const given = readArguments(schema, args);
      const everyone = [hub.workspace.botUser.id, ...hub.workspace.users.map((user) => user.id)];
      const page = pageOf(everyone, given.limit ?? 1000, given.cursor);
      return {
        members: page.items.map((id) => apiUser(hub, known(hub, id), given.include_locale)),
        cache_ts: Math.floor(hub.now() / 1000),
        response_metadata: { next_cursor: page.next },
      };
    },
  },
  'users.lookupByEmail': {
    tier: 50,
    run(hub, args) {
      const { email } = readArguments(z.object({ email: z.string() }), args);
      const user = hub.workspace.users.find((one) => one.email?.toLowerCase() === email.toLowerCase());
      if (!user) throw new SlackRefusal('users_not_found');
      return { user: apiUser(hub, user) };
    },
  },
  'users.profile.get': {
    tier: 100,
    run(hub, args) {
      const { user } = readArguments(z.object({ user: z.string() }), args);
      return { profile: profileOf(known(hub, user)) };
    },
  },
};
