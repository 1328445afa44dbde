import type { Deliverer } from './delivery/deliverer.ts';
import type { Faults } from './state/faults.ts';
import type { Rates } from './state/rates.ts';
import type { ResponseUrls } from './state/response-urls.ts';
import type { SandboxState } from './state/state.ts';
import type { Triggers } from './state/triggers.ts';
import type { RequestRecord, SandboxLogger } from './types.ts';
import type { CheckedWorkspace, WorkspaceUser } from './workspace.ts';

/** What every part of one sandbox shares. */
export interface Hub {
  readonly workspace: CheckedWorkspace;
  readonly state: SandboxState;
  readonly now: () => number;
  readonly log: SandboxLogger;
  /** http://127.0.0.1:port */
  readonly origin: () => string;
  /** Says what changed ('channel:C1', 'modals:U1', 'home:U1', 'connection'), for saving and for open pages. */
  readonly changed: (...topics: string[]) => void;
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly rates: Rates;
  readonly faults: Faults;
  readonly requests: RequestRecord[];
  readonly deliverer: Deliverer;
  /** Registry sites run beside the workspace. */
  readonly hasRegistry: boolean;
}

/** A person of the workspace, the app's bot included; undefined when unknown. */
export function findUser(hub: Hub, id: string): WorkspaceUser | undefined {
  const { botUser, users } = hub.workspace;
  if (id === botUser.id) {
    return { id, name: botUser.name, realName: botUser.name, locale: 'zh-CN', isBot: true };
  }
  return users.find((user) => user.id === id);
}

/** A person who can act on the page or in a test. @throws Error naming the unknown id */
export function personOf(hub: Hub, id: string): WorkspaceUser {
  const user = findUser(hub, id);
  if (!user) throw new Error(`No user ${id} in the workspace`);
  return user;
}

/** Strings or numbers of an unknown value's field; undefined otherwise. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
