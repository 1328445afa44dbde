import { createContext, useContext } from 'react';
import type { GivenValue, StateValues } from '../src/types.ts';

/** What a person clicks in: a message, Home, or a modal by its id. */
export type PageTarget = { channel: string; ts: string } | { home: true } | { modal: string };

/** Where blocks stand: what elements need to show their value and to act. */
export interface SurfaceContext {
  target: PageTarget;
  /** What is given now for an element; undefined when nobody touched it. */
  valueOf(blockId: string, actionId: string): GivenValue | undefined;
  give(blockId: string, actionId: string, value: GivenValue): void;
  /** What the sandbox holds, for labels of options chosen earlier. */
  held: StateValues;
  /** Sends a click or a choice; resolves when the app acknowledged. */
  dispatch(blockId: string, actionId: string, value?: GivenValue): Promise<void>;
  /** block_id → message. */
  errors: Record<string, string>;
  disabled: boolean;
}

export const Surface = createContext<SurfaceContext | null>(null);

/** @throws Error outside a surface */
export function useSurface(): SurfaceContext {
  const surface = useContext(Surface);
  if (!surface) throw new Error('Not on a surface');
  return surface;
}
