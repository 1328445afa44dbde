import { z } from 'zod';
import { type MethodTable, readArguments } from './arguments.ts';
import { SlackRefusal } from './refusal.ts';

/** Methods about the workspace and the app itself; `socketUrl` gives a one-time Socket Mode address. */
export const teamMethods = (socketUrl: () => string | undefined): MethodTable => ({
  'auth.test': {
    run: (hub) => ({
      url: `${hub.origin()}/`,
      team: hub.workspace.team.name,
      user: hub.workspace.botUser.name,
      team_id: hub.workspace.team.id,
      user_id: hub.workspace.botUser.id,
      bot_id: hub.workspace.botUser.botId,
      is_enterprise_install: false,
    }),
  },
  'apps.connections.open': {
    token: 'app',
    run() {
      const url = socketUrl();
      if (url === undefined) throw new SlackRefusal('too_many_websockets');
      return { url };
    },
  },
  'team.info': {
    tier: 50,
    run: (hub) => ({
      team: { id: hub.workspace.team.id, name: hub.workspace.team.name, domain: 'sandbox', email_domain: '', icon: {} },
    }),
  },
  'bots.info': {
    tier: 50,
    run(hub, args) {
      const { bot } = readArguments(z.object({ bot: z.string().optional() }), args);
      const { botUser } = hub.workspace;
      if (bot !== undefined && bot !== botUser.botId) throw new SlackRefusal('bot_not_found');
      return {
        bot: {
          id: botUser.botId,
          deleted: false,
          name: botUser.name,
          updated: 0,
          app_id: botUser.appId,
          user_id: botUser.id,
          icons: {},
        },
      };
    },
  },
});
