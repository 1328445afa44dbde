import { z } from 'zod';
import type { Hub } from '../hub.ts';
import { addMessage } from '../state/messages.ts';
import { type FileState, findMessage, nextId } from '../state/state.ts';
import { type Arguments, decoded, type MethodTable, readArguments, whole } from './arguments.ts';
import { postableChannel } from './channels.ts';
import { readBlocks } from './content.ts';
import { SlackRefusal } from './refusal.ts';

const mimeTypes: Record<string, string> = {
  csv: 'text/csv',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
};
const extensionOf = (name: string) => name.split('.').at(-1)?.toLowerCase() ?? '';

/** Makes a file record without content. */
export function createFile(hub: Hub, user: string, name: string): FileState {
  const file: FileState = {
    id: nextId(hub.state, 'F'),
    name,
    title: name,
    mimetype: mimeTypes[extensionOf(name)] ?? 'application/octet-stream',
    user,
    created: Math.floor(hub.now() / 1000),
    complete: false,
    channels: [],
    contentBase64: '',
  };
  hub.state.files[file.id] = file;
  return file;
}

/** A file as files.info shows it; the download needs the bot's token. */
export function apiFile(hub: Hub, file: FileState): Record<string, unknown> {
  const url = `${hub.origin()}/files/${file.id}/${encodeURIComponent(file.name)}`;
  return {
    id: file.id,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: extensionOf(file.name),
    user: file.user,
    created: file.created,
    timestamp: file.created,
    size: Buffer.byteLength(file.contentBase64, 'base64'),
    mode: 'hosted',
    is_external: false,
    url_private: url,
    url_private_download: url,
    permalink: url,
    channels: file.channels,
  };
}

function known(hub: Hub, id: string): FileState {
  const file = hub.state.files[id];
  if (!file) throw new SlackRefusal('file_not_found');
  return file;
}

function complete(hub: Hub, args: Arguments) {
  const schema = z.object({
    files: z.preprocess(decoded, z.array(z.object({ id: z.string(), title: z.string().optional() })).min(1)),
    channel_id: z.string().optional(),
    channels: z.string().optional(),
    initial_comment: z.string().optional(),
    thread_ts: z.string().optional(),
    blocks: z.unknown().optional(),
  });
  const given = readArguments(schema, args);
  const files = given.files.map(({ id, title }) => {
    const file = known(hub, id);
    if (file.contentBase64 === '') throw new SlackRefusal('file_not_found');
    return { file, title };
  });
  const blocks = given.blocks === undefined ? undefined : readBlocks(hub, given.blocks);
  const targets = [given.channel_id, ...(given.channels?.split(',') ?? [])].filter(
    (id) => id !== undefined && id !== '',
  );
  const channels = targets.map((id) => postableChannel(hub, id ?? ''));
  for (const { file, title } of files) {
    file.complete = true;
    if (title !== undefined) file.title = title;
    file.channels.push(...channels.map((channel) => channel.id));
  }
  for (const channel of channels) {
    if (given.thread_ts !== undefined && !findMessage(hub.state, channel.id, given.thread_ts)) {
      throw new SlackRefusal('thread_not_found');
    }
    addMessage(hub, {
      channel: channel.id,
      user: hub.workspace.botUser.id,
      fromApp: true,
      content: { text: given.initial_comment ?? '', ...(blocks ? { blocks } : {}) },
      threadTs: given.thread_ts,
      files: files.map(({ file }) => file.id),
    });
  }
  return { files: files.map(({ file }) => apiFile(hub, file)) };
}

export const fileMethods: MethodTable = {
  'files.getUploadURLExternal': {
    tier: 100,
    run(hub, args) {
      const { filename } = readArguments(z.object({ filename: z.string().min(1), length: whole.min(1) }), args);
      const file = createFile(hub, hub.workspace.botUser.id, filename);
      return { upload_url: `${hub.origin()}/upload/${file.id}`, file_id: file.id };
    },
  },
  'files.completeUploadExternal': { tier: 100, run: complete },
  'files.info': {
    tier: 100,
    run(hub, args) {
      const { file } = readArguments(z.object({ file: z.string() }), args);
      return { file: apiFile(hub, known(hub, file)) };
    },
  },
};
