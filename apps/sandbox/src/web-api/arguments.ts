import { z } from 'zod';
import { complaintsOf } from '../blocks/complaints.ts';
import type { Hub } from '../hub.ts';
import { SlackRefusal } from './refusal.ts';

export type Arguments = Record<string, unknown>;

/** One Web API method. */
export interface Method {
  /** Calls a minute, after Slack's tiers 2, 3 and 4; undefined where another rule holds. */
  tier?: 20 | 50 | 100;
  /** Which token it takes; a bot token when not said. */
  token?: 'app';
  /** @throws SlackRefusal */
  run(hub: Hub, args: Arguments): Record<string, unknown>;
}

export type MethodTable = Record<string, Method>;

/** A yes or no as forms carry it. */
export const flag = z.preprocess(
  (value) => value === true || value === 'true' || value === '1' || value === 1,
  z.boolean(),
);

/** A whole number as forms carry it. */
export const whole = z.coerce.number().int();

/** A structure that forms carry as JSON text. Text that is not JSON stays text, for the next check to refuse. */
export function decoded(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/**
 * Reads a method's arguments.
 * @throws SlackRefusal invalid_arguments with Slack's lines
 */
export function readArguments<Schema extends z.ZodType>(schema: Schema, args: Arguments): z.output<Schema> {
  const parsed = schema.safeParse(args);
  if (parsed.success) return parsed.data;
  const complaints = complaintsOf(parsed.error, args, []);
  throw new SlackRefusal('invalid_arguments', {
    lines: complaints.map(({ message, pointer }) =>
      pointer === '/' ? message : `${message} [json-pointer:${pointer}]`,
    ),
  });
}

/** Splits a list by an opaque cursor that holds the next index. */
export function pageOf<Item>(
  items: Item[],
  limit: number,
  cursor: string | undefined,
): { items: Item[]; next: string } {
  const start = cursor ? Number(Buffer.from(cursor, 'base64').toString().replace('next:', '')) : 0;
  if (!Number.isInteger(start) || start < 0) throw new SlackRefusal('invalid_cursor');
  const end = start + limit;
  const next = end < items.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: items.slice(start, end), next };
}
