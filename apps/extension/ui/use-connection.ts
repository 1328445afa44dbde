import { useEffect, useState } from 'react';
import { askWorker, type ConnectionState } from '../messages.ts';
import { useNotices } from './use-notices.ts';

/** The connection as the worker knows it; null until it has answered. */
export function useConnection(): ConnectionState | null {
  const [state, setState] = useState<ConnectionState | null>(null);
  const read = (): void => {
    void askWorker('connection', {}).then(setState);
  };
  useEffect(read, []);
  useNotices(read);
  return state;
}
