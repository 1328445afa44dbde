import { useCallback, useEffect, useRef, useState } from 'react';
import type { ConnectionState } from '../messages.ts';
import { askConnection } from './ask.ts';
import { useNotices } from './use-notices.ts';

export interface Connection {
  /** null until the worker has answered. */
  readonly state: ConnectionState | null;
  /** Asks the server whether it is there (again). */
  check(): void;
}

/** The connection as the worker knows it. Whoever opens a page that shows it learns how things are at this moment. */
export function useConnection(): Connection {
  const [state, setState] = useState<ConnectionState | null>(null);
  const reads = useRef(0);
  const ask = useCallback(async (kind: 'connection' | 'check'): Promise<ConnectionState> => {
    reads.current += 1;
    const mine = reads.current;
    const answer = await askConnection(kind);
    if (mine === reads.current) setState(answer);
    return answer;
  }, []);
  const check = useCallback(() => void ask('check'), [ask]);
  useEffect(() => {
    void ask('connection').then(({ connected }) => {
      if (connected) check();
    });
  }, [ask, check]);
  useNotices(() => void ask('connection'));
  return { state, check };
}
