import type pg from 'pg';
import { STAGING } from './staging.ts';

/** Slack user ids are unique: those that change hands within a file are let go before they are given anew. */
export async function freeSlackUsers(client: pg.ClientBase): Promise<void> {
  await client.query(
    `UPDATE staff SET slack_user_id = NULL FROM ${STAGING} staged
     WHERE staff.slack_user_id = staged.slack_user_id AND staff.code <> staged.code`,
  );
}
