import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import Fastify from 'fastify';
import pino from 'pino';
import { createDeliverer } from './delivery/deliverer.ts';
import { serveResponseUrls } from './delivery/serve-response-url.ts';
import { createSocketServer } from './delivery/socket.ts';
import { type Hub, personOf } from './hub.ts';
import { servePage } from './page/serve-page.ts';
import { createTopics } from './page/topics.ts';
import { createPeople } from './people/people.ts';
import { serveGuide } from './registry/serve-guide.ts';
import { createFaults } from './state/faults.ts';
import { createSaver, loadState } from './state/persistence.ts';
import { createRates } from './state/rates.ts';
import { createResponseUrls } from './state/response-urls.ts';
import { findChannel, initialState, messagesOf } from './state/state.ts';
import { createTriggers } from './state/triggers.ts';
import { openViews } from './state/views.ts';
import type { RequestRecord, Sandbox, SandboxOptions } from './types.ts';
import { readForms } from './web-api/bodies.ts';
import { methodTable } from './web-api/methods.ts';
import { serveWebApi } from './web-api/serve.ts';
import { serveFiles } from './web-api/serve-files.ts';
import { checkWorkspace } from './workspace.ts';

/**
 * Starts a make-believe Slack workspace on this machine; see types.ts for what it offers.
 * @throws Error when the workspace is not valid, the port is taken or the state file is not one
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const workspace = checkWorkspace(options.workspace);
  const now = options.clock ?? Date.now;
  const log = options.log ?? pino({ level: 'silent' });
  const restored = options.stateFile === undefined ? undefined : await loadState(options.stateFile);
  const state = initialState(workspace, restored, now());
  const saver = createSaver(options.stateFile, () => state);
  saver.request();
  const topics = createTopics();
  let origin = '';
  const changed = (...names: string[]) => {
    saver.request();
    topics.publish(names);
  };
  const faults = createFaults(options.refuseNewBlocks ?? false);
  const requests: RequestRecord[] = [];
  const socket = createSocketServer({
    base: () => origin.replace('http:', 'ws:'),
    appId: workspace.botUser.appId,
    isOut: () => faults.outage,
    connectionsChanged: () => topics.publish(['connection']),
    log,
  });
  const deliverer = createDeliverer({
    socket,
    delivery: options.delivery ?? { mode: 'socket' },
    signingSecret: () => state.tokens.signingSecret,
    now,
    isOut: () => faults.outage,
    acknowledgeWithinMs: options.acknowledgeWithinMs ?? 3000,
    eventRetryDelaysMs: options.eventRetryDelaysMs ?? [0, 1000, 5000],
    log,
  });
  const hub: Hub = {
    workspace,
    state,
    now,
    log,
    origin: () => origin,
    changed,
    triggers: createTriggers(now, options.triggerLivesMs ?? 3000),
    responseUrls: createResponseUrls(now, () => origin),
    rates: createRates(now, {
      messagesPerSecondPerChannel: options.limits?.messagesPerSecondPerChannel ?? 1,
      messageBurst: options.limits?.messageBurst ?? 3,
      methodTiers: options.limits?.methodTiers ?? true,
    }),
    faults,
    requests,
    deliverer,
    hasRegistry: Boolean(options.registry),
  };

  const server = Fastify({
    bodyLimit: 4 * 1024 * 1024,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300 },
  });
  readForms(server);
  serveWebApi(
    server,
    hub,
    methodTable(() => socket.ticketUrl()),
  );
  serveResponseUrls(server, hub);
  serveFiles(server, hub);
  serveGuide(server, options.registry ?? null);
  const people = createPeople(hub);
  const page = servePage(server, hub, { people, topics, connections: () => socket.count() });
  server.server.on('upgrade', (request, stream, head) => socket.upgrade(request, stream, head));
  origin = await server.listen({ host: '127.0.0.1', port: options.port ?? 0 });

  let closing: Promise<void> | undefined;
  const stop = async () => {
    deliverer.stop();
    socket.stop();
    page.stop();
    await server.close();
    if (server.server.listening) await once(server.server, 'close');
    await saver.flush();
  };

  return {
    url: origin,
    apiUrl: `${origin}/api/`,
    botToken: state.tokens.bot,
    appToken: state.tokens.app,
    signingSecret: state.tokens.signingSecret,
    messages(channel) {
      const found = findChannel(state, channel);
      if (!found) throw new Error(`No channel ${channel}`);
      return structuredClone(messagesOf(state, found.id));
    },
    homeOf: (userId) => structuredClone(state.homes[userId] ?? null),
    openModals: (userId) => structuredClone(openViews(hub, userId)),
    ephemeral: (userId) => structuredClone(state.ephemerals.filter((one) => one.user === userId)),
    requests: (method) => requests.filter((one) => method === undefined || one.method === method),
    connections: () => socket.count(),
    async waitFor(read, withinMs = 15_000) {
      const until = Date.now() + withinMs;
      for (;;) {
        const found = read();
        if (found !== undefined && found !== null && found !== false) return found;
        if (Date.now() > until) throw new Error(`Waited ${withinMs} ms in vain: ${read.toString().slice(0, 200)}`);
        await pause(10);
      }
    },
    ...people,
    failNext: (method, fault, times = 1) => faults.failNext(method, fault, times),
    setSlow(milliseconds) {
      faults.slowMs = milliseconds;
    },
    async redeliver(lastN) {
      const outcomes = await deliverer.redeliver(lastN);
      return outcomes.map((outcome) => (outcome.ok ? { ok: true, ack: outcome.body } : outcome));
    },
    outage(on) {
      faults.outage = on;
      if (on) socket.cut();
    },
    refuseNewBlocks(on) {
      faults.refuseNewBlocks = on;
    },
    disable(userId, on = true) {
      personOf(hub, userId);
      if (on) faults.disabled.add(userId);
      else faults.disabled.delete(userId);
    },
    refreshConnections: () => socket.refresh(),
    setDelivery(delivery) {
      deliverer.setDelivery(delivery);
      topics.publish(['connection']);
    },
    close() {
      closing ??= stop();
      return closing;
    },
  };
}
