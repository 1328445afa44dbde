import type { Fault } from '../types.ts';

export interface Faults {
  /** Milliseconds every Web API answer is held back. */
  slowMs: number;
  outage: boolean;
  refuseNewBlocks: boolean;
  /** Users whose accounts are disabled. */
  readonly disabled: Set<string>;
  failNext(method: string, fault: Fault, times: number): void;
  /** The fault the next call of a method meets, used up by asking; undefined when there is none. */
  take(method: string): Fault | undefined;
}

export function createFaults(refuseNewBlocks: boolean): Faults {
  const waiting: { method: string; fault: Fault; times: number }[] = [];
  return {
    slowMs: 0,
    outage: false,
    refuseNewBlocks,
    disabled: new Set(),
    failNext(method, fault, times) {
      waiting.push({ method, fault, times });
    },
    take(method) {
      const index = waiting.findIndex((entry) => entry.method === method || entry.method === '*');
      const entry = waiting[index];
      if (!entry) return undefined;
      entry.times -= 1;
      if (entry.times <= 0) waiting.splice(index, 1);
      return entry.fault;
    },
  };
}
