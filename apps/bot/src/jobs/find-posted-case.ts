import type { WebClient } from '@slack/web-api';

const CASE_EVENT = 'xinshao_collection';
const PAGE_SIZE = 200;
const MAXIMUM_PAGES = 10;
/** Clocks of ours and of Slack may differ. */
const CLOCK_TOLERANCE_SECONDS = 300;

/** What the message of a case carries unseen, so that it can be found again. */
export function collectionMetadata(caseId: string, messageId: string) {
  return { event_type: CASE_EVENT, event_payload: { case_id: caseId, message_id: messageId } };
}

/** Looks for a message of a case that an earlier try may have sent. @returns its ts; null: there is none */
export async function findPostedCase(
  client: WebClient,
  channel: string,
  messageId: string,
  since: Date,
): Promise<string | null> {
  return findInHistory(client, channel, since, ({ metadata, ts }) => {
    if (metadata?.event_type !== CASE_EVENT || metadata.event_payload === undefined) return null;
    const found: Record<string, unknown> = { ...metadata.event_payload };
    return String(found.message_id) === messageId ? (ts ?? null) : null;
  });
}

/** Whether a file of this name was sent to the conversation. */
export async function isFileThere(client: WebClient, channel: string, since: Date, name: string): Promise<boolean> {
  const found = await findInHistory(client, channel, since, ({ files, ts }) =>
    (files ?? []).some((file) => file.name === name) ? (ts ?? null) : null,
  );
  return found !== null;
}

type HistoryMessage = NonNullable<Awaited<ReturnType<WebClient['conversations']['history']>>['messages']>[number];

async function findInHistory(
  client: WebClient,
  channel: string,
  since: Date,
  found: (message: HistoryMessage) => string | null,
): Promise<string | null> {
  const oldest = String(Math.floor(since.getTime() / 1000) - CLOCK_TOLERANCE_SECONDS);
  let cursor = '';
  for (let page = 0; page < MAXIMUM_PAGES; page++) {
    const answer = await client.conversations.history({
      channel,
      oldest,
      limit: PAGE_SIZE,
      include_all_metadata: true,
      ...(cursor === '' ? {} : { cursor }),
    });
    for (const message of answer.messages ?? []) {
      const ts = found(message);
      if (ts !== null) return ts;
    }
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') return null;
  }
  return null;
}
