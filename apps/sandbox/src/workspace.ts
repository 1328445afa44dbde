import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}[A-Z0-9]{2,}$`), `must start with ${prefix}`);

const user = z.strictObject({
  id: id('[UW]'),
  name: z.string().min(1),
  realName: z.string(),
  email: z.string().optional(),
  locale: z.enum(['zh-CN', 'en-US']).default('zh-CN'),
  title: z.string().optional(),
  isBot: z.boolean().optional(),
});

const channel = z.strictObject({
  id: id('[CG]'),
  name: z.string().min(1).max(80),
  topic: z.string().optional(),
  isPrivate: z.boolean().optional(),
  isArchived: z.boolean().optional(),
  /** User ids. Without this list everyone, the app's bot included, is a member. */
  members: z.array(z.string()).optional(),
});

export const workspaceSchema = z
  .strictObject({
    team: z.strictObject({ id: id('T'), name: z.string().min(1) }),
    botUser: z.strictObject({ id: id('U'), name: z.string().min(1), appId: id('A'), botId: id('B') }),
    users: z.array(user).min(1),
    channels: z.array(channel).default([]),
    commands: z.array(z.string().regex(/^\/\S+$/)).default([]),
    unfurlDomains: z.array(z.string()).default([]),
    shortcuts: z
      .array(
        z.strictObject({
          callbackId: z.string().min(1).max(255),
          name: z.strictObject({ zh: z.string(), en: z.string() }),
          type: z.literal('message'),
        }),
      )
      .default([]),
    botToken: z.string().startsWith('xoxb-').optional(),
    appToken: z.string().startsWith('xapp-').optional(),
    signingSecret: z.string().min(8).optional(),
  })
  .superRefine((workspace, context) => {
    const known = new Set([...workspace.users.map((one) => one.id), workspace.botUser.id]);
    if (known.size !== workspace.users.length + 1) {
      context.addIssue({ code: 'custom', path: ['users'], message: 'user ids must be unique' });
    }
    if (new Set(workspace.channels.map((one) => one.id)).size !== workspace.channels.length) {
      context.addIssue({ code: 'custom', path: ['channels'], message: 'channel ids must be unique' });
    }
    workspace.channels.forEach((one, index) => {
      const stranger = one.members?.find((member) => !known.has(member));
      if (stranger !== undefined) {
        const message = `unknown user ${stranger}`;
        context.addIssue({ code: 'custom', path: ['channels', index, 'members'], message });
      }
    });
  });

/** A workspace file as a person writes it; defaults are not filled in yet. */
export type Workspace = z.input<typeof workspaceSchema>;
/** The same with defaults filled in. */
export type CheckedWorkspace = z.output<typeof workspaceSchema>;
export type WorkspaceUser = CheckedWorkspace['users'][number];

/**
 * Checks a workspace.
 * @throws Error naming the field and what was expected
 */
export function checkWorkspace(value: unknown): CheckedWorkspace {
  const parsed = workspaceSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `${issue.path.map(String).join('.') || '(file)'}: ${issue.message}`);
  throw new Error(`The workspace is not valid: ${lines.join('; ')}`);
}

/** Reads and checks a workspace file (JSON). */
export async function readWorkspace(file: string): Promise<CheckedWorkspace> {
  const text = await readFile(file, 'utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return checkWorkspace(value);
}
