/** Where the real time of a simulation goes. */
export interface Stopwatch {
  /** Does it, and adds how long it took under this name. */
  of<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Since the last time it was asked, in whole seconds: `run 3 s, rest 12 s`. */
  lap(): string;
}

export function startStopwatch(): Stopwatch {
  const spent = new Map<string, number>();
  return {
    async of(name, work) {
      const from = performance.now();
      try {
        return await work();
      } finally {
        spent.set(name, (spent.get(name) ?? 0) + performance.now() - from);
      }
    },
    lap() {
      const lines = [...spent].map(([name, milliseconds]) => `${name} ${Math.round(milliseconds / 1000)} s`);
      spent.clear();
      return lines.join(', ');
    },
  };
}
