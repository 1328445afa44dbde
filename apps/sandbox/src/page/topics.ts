/** Tells open pages what changed. */
export interface Topics {
  publish(names: string[]): void;
  /** @returns how to stop listening */
  subscribe(listener: (names: string[]) => void): () => void;
}

/** Changes within the same few milliseconds are told together. */
export function createTopics(): Topics {
  const listeners = new Set<(names: string[]) => void>();
  let waiting = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  return {
    publish(names) {
      for (const name of names) waiting.add(name);
      timer ??= setTimeout(() => {
        const told = [...waiting];
        waiting = new Set();
        timer = undefined;
        for (const listener of listeners) listener(told);
      }, 20);
      timer.unref();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
