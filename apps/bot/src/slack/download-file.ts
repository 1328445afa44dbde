import type { WebClient } from '@slack/web-api';
import {
  type AttachmentProblem,
  type AttachmentRules,
  attachmentType,
  contentFits,
  fileProblem,
  maximumBytes,
} from '@xinshao/core/feedback/attachments.ts';
import { slackFailure } from './failure.ts';

const DOWNLOAD_TIMEOUT = 60_000;
const HTTP_SERVER_ERROR = 500;
const HTTP_TOO_MANY = 429;

export type Download =
  | { readonly outcome: 'done'; readonly content: Uint8Array }
  /** `detail` is for the log: it never holds an address or a token. */
  | { readonly outcome: 'refused'; readonly problem: AttachmentProblem; readonly detail: string }
  /** Worth another try. */
  | { readonly outcome: 'later'; readonly detail: string; readonly afterSeconds: number | null };

/**
 * Fetches a file from Slack with the bot's token, which is sent to Slack's hosts only and never along a redirect.
 * Judges name, size and content as it goes, so that nothing larger than allowed is ever held.
 */
export async function downloadFile(client: WebClient, slackFileId: string, rules: AttachmentRules): Promise<Download> {
  try {
    const { file } = await client.files.info({ file: slackFileId });
    const offered = { name: file?.name ?? null, sizeBytes: file?.size ?? null };
    const problem = fileProblem(offered, rules);
    if (problem !== null) return { outcome: 'refused', problem, detail: problem };
    const type = attachmentType(offered.name ?? '');
    if (type === null) return { outcome: 'refused', problem: 'wrong_type', detail: 'file has no name' };
    const address = file?.url_private_download ?? file?.url_private;
    if (address === undefined || !isOfSlack(address, client.slackApiUrl)) {
      return { outcome: 'refused', problem: 'unreachable', detail: 'the file is not kept by Slack' };
    }
    const fetched = await fetchContent(address, client.token ?? '', maximumBytes(rules));
    if (fetched.outcome !== 'done') return fetched;
    if (fetched.content.byteLength === 0) return { outcome: 'refused', problem: 'empty', detail: 'empty' };
    if (!contentFits(type, fetched.content)) {
      return { outcome: 'refused', problem: 'wrong_content', detail: `no content of a ${type}` };
    }
    return fetched;
  } catch (error) {
    return failed(error);
  }
}

async function fetchContent(address: string, token: string, most: number): Promise<Download> {
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${token}` },
    redirect: 'manual',
    signal: AbortSignal.timeout(DOWNLOAD_TIMEOUT),
  });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    const { status } = response;
    if (status >= HTTP_SERVER_ERROR || status === HTTP_TOO_MANY) {
      return { outcome: 'later', detail: `http_${status}`, afterSeconds: null };
    }
    // Whoever may not read a file is sent to a login page.
    return { outcome: 'later', detail: `not_authorised_${status}`, afterSeconds: null };
  }
  const chunks: Uint8Array[] = [];
  const reader = response.body.getReader();
  let length = 0;
  for (let read = await reader.read(); read.value !== undefined; read = await reader.read()) {
    length += read.value.byteLength;
    if (length > most) {
      await reader.cancel();
      return { outcome: 'refused', problem: 'too_big', detail: 'more came than was announced' };
    }
    chunks.push(read.value);
  }
  return { outcome: 'done', content: Buffer.concat(chunks) };
}

/** Slack's own hosts, or the server that answers as Slack's Web API. */
export function isOfSlack(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, origin } = new URL(address);
  if (origin === new URL(apiUrl).origin) return true;
  return protocol === 'https:' && (hostname === 'slack.com' || hostname.endsWith('.slack.com'));
}

function failed(error: unknown): Download {
  const failure = slackFailure(error);
  // A connection that broke, or a time limit.
  if (failure === null)
    return { outcome: 'later', detail: error instanceof Error ? error.name : 'error', afterSeconds: null };
  switch (failure.kind) {
    case 'rate_limited':
      return { outcome: 'later', detail: failure.code, afterSeconds: failure.retryAfterSeconds };
    // A missing right can be granted.
    case 'credentials':
    case 'unconfirmed':
      return { outcome: 'later', detail: failure.code, afterSeconds: null };
    case 'place':
    case 'gone':
    case 'blocks':
    case 'refused':
      return { outcome: 'refused', problem: 'unreachable', detail: failure.code };
  }
}
