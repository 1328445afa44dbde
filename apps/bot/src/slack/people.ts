import type { WebClient } from '@slack/web-api';
import { type Locale, localeFrom } from '@xinshao/core/wording/locale.ts';
import type { Database } from '@xinshao/db/database.ts';
import { staffByEmail, staffBySlackUser, tieSlackUser } from '@xinshao/db/staff/find-staff.ts';
import type { StaffMember } from '@xinshao/db/staff/staff-member.ts';
import type { Logger } from '../log/log.ts';

const FRESH_FOR = 10 * 60_000;
const MAXIMUM_CACHED = 10_000;

interface Profile {
  readonly locale: Locale;
  readonly email: string | null;
  /** Nobody can read as this user any more. */
  readonly disabled: boolean;
  readonly readAt: number;
}

/** Who a Slack user is and which language they read. */
export interface People {
  localeOf(slackUserId: string): Promise<Locale>;
  /** Whether the account was disabled: no message reaches anybody there. As far as Slack can be asked. */
  isDisabled(slackUserId: string): Promise<boolean>;
  /** @returns null when the staff list knows neither the user id nor, unambiguously, the e-mail address */
  staffOf(slackUserId: string): Promise<StaffMember | null>;
  /** The Slack user of a member who has only an e-mail address; null when Slack knows nobody with it. */
  slackUserOf(member: {
    readonly code: string;
    readonly slackUserId: string | null;
    readonly email: string | null;
  }): Promise<string | null>;
}

/** @param now milliseconds; profiles are kept for ten minutes, so that a lookup usually asks Slack nothing */
export function people(client: WebClient, database: Database, log: Logger, now: () => number): People {
  const profiles = new Map<string, Profile>();

  const profileOf = async (slackUserId: string): Promise<Profile> => {
    const known = profiles.get(slackUserId);
    if (known !== undefined && now() - known.readAt < FRESH_FOR) return known;
    try {
      const { user } = await client.users.info({ user: slackUserId, include_locale: true });
      const profile = {
        locale: localeFrom(user?.locale),
        email: user?.profile?.email ?? null,
        disabled: user?.deleted ?? false,
        readAt: now(),
      };
      if (profiles.size >= MAXIMUM_CACHED) profiles.clear();
      profiles.set(slackUserId, profile);
      return profile;
    } catch (error) {
      // An answer in the wrong language is better than none.
      log.warn({ err: error, slackUserId }, 'could not read the Slack profile');
      return known ?? { locale: 'zh', email: null, disabled: false, readAt: 0 };
    }
  };

  return {
    localeOf: async (slackUserId) => (await profileOf(slackUserId)).locale,
    isDisabled: async (slackUserId) => (await profileOf(slackUserId)).disabled,
    async staffOf(slackUserId) {
      const member = await staffBySlackUser(database, slackUserId);
      if (member !== null) return member;
      const { email } = await profileOf(slackUserId);
      if (email === null) return null;
      const byEmail = await staffByEmail(database, email);
      if (byEmail === null) return null;
      await tieSlackUser(database, byEmail.code, slackUserId);
      return { ...byEmail, slackUserId };
    },
    async slackUserOf(member) {
      if (member.slackUserId !== null) return member.slackUserId;
      if (member.email === null) return null;
      const { user } = await client.users.lookupByEmail({ email: member.email });
      if (user?.id === undefined) return null;
      await tieSlackUser(database, member.code, user.id);
      return user.id;
    },
  };
}
