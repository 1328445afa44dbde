import type { SandboxEphemeral, SandboxMessage, View } from '../types.ts';
import type { CheckedWorkspace, WorkspaceUser } from '../workspace.ts';

/** One line of the sidebar. */
export interface PageChannel {
  id: string;
  name: string;
  topic: string;
  isPrivate: boolean;
  isArchived: boolean;
  isDirect: boolean;
  isGroup: boolean;
  members: string[];
  unread: number;
  /** Unread messages that alert this person, and every unread direct message. */
  alerts: number;
}

/** What the page shows around the conversation. */
export interface PageWorkspace {
  team: string;
  /** Registry sites run beside it; /registry says how to look at them. */
  hasRegistry: boolean;
  bot: { id: string; name: string };
  users: WorkspaceUser[];
  commands: string[];
  shortcuts: CheckedWorkspace['shortcuts'];
  connection: { mode: 'socket' | 'http'; connected: boolean; count: number };
  channels: PageChannel[];
  modals: View[];
  hasHome: boolean;
}

export interface PageFile {
  id: string;
  name: string;
  mimetype: string;
  size: number;
}

/** A conversation as one person sees it. */
export interface PageConversation {
  channel: string;
  /** Oldest first: what stands in the channel itself, and the thread replies to it. */
  messages: SandboxMessage[];
  replies: Record<string, SandboxMessage[]>;
  ephemerals: SandboxEphemeral[];
  files: Record<string, PageFile>;
  hasEarlier: boolean;
}
