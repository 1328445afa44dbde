import { randomUUID } from 'node:crypto';
import type { Hub } from '../hub.ts';
import type { ChannelState } from '../state/state.ts';
import type { View } from '../types.ts';
import type { WorkspaceUser } from '../workspace.ts';

/** The verification token is deprecated; the field remains in payloads. */
const token = 'sandbox';

const teamOf = (hub: Hub) => ({ id: hub.workspace.team.id, domain: 'sandbox' });

/** Fields every interaction carries. */
export function interactionBase(hub: Hub, user: WorkspaceUser): Record<string, unknown> {
  return {
    user: { id: user.id, username: user.name, name: user.name, team_id: hub.workspace.team.id },
    api_app_id: hub.workspace.botUser.appId,
    token,
    team: teamOf(hub),
    enterprise: null,
    is_enterprise_install: false,
  };
}

export const channelField = (channel: ChannelState) => ({ id: channel.id, name: channel.name });

/** A slash command's form fields. */
export function commandPayload(
  hub: Hub,
  given: { user: WorkspaceUser; channel: ChannelState; command: string; text: string },
): Record<string, unknown> {
  const { user, channel, command, text } = given;
  return {
    token,
    team_id: hub.workspace.team.id,
    team_domain: 'sandbox',
    channel_id: channel.id,
    channel_name: channel.isDirect ? 'directmessage' : channel.isPrivate ? 'privategroup' : channel.name,
    user_id: user.id,
    user_name: user.name,
    command,
    text,
    api_app_id: hub.workspace.botUser.appId,
    is_enterprise_install: 'false',
    response_url: hub.responseUrls.create({ channel: channel.id, user: user.id }),
    trigger_id: hub.triggers.create(user.id),
  };
}

/** An Events API envelope around an event. */
export function eventPayload(hub: Hub, event: Record<string, unknown>): Record<string, unknown> {
  const { team, botUser } = hub.workspace;
  return {
    token,
    team_id: team.id,
    context_team_id: team.id,
    context_enterprise_id: null,
    api_app_id: botUser.appId,
    event,
    type: 'event_callback',
    event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`,
    event_time: Math.floor(hub.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team.id, user_id: botUser.id, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  };
}

/** view_submission and view_closed. */
export function viewPayload(
  hub: Hub,
  user: WorkspaceUser,
  view: View,
  more: Record<string, unknown>,
): Record<string, unknown> {
  return { ...interactionBase(hub, user), view, ...more };
}
