import { useCallback, useEffect, useRef, useState } from 'react';
import type { Act } from '../src/page/acts.ts';

/** Reads JSON from the sandbox. @throws Error with the sandbox's own words */
export async function read<T>(path: string): Promise<T> {
  const response = await fetch(path);
  const body = await response.json();
  if (!response.ok) throw new Error(String(body.error));
  return body;
}

/** Does something as a person. @throws Error with the sandbox's own words */
export async function act<T>(what: Act): Promise<T> {
  const response = await fetch('/ui/act', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  });
  const body = await response.json();
  if (!response.ok) throw new Error(String(body.error));
  return body;
}

/** Stores a file of a person. @returns its id */
export async function upload(user: string, file: File): Promise<string> {
  const query = new URLSearchParams({ user, name: file.name });
  const headers = { 'content-type': 'application/octet-stream' };
  const response = await fetch(`/ui/upload?${query}`, { method: 'POST', headers, body: file });
  const body = await response.json();
  if (!response.ok) throw new Error(String(body.error));
  return body.id;
}

type Listener = (topics: string[]) => void;
const listeners = new Set<Listener>();
const onlineListeners = new Set<(online: boolean) => void>();
let source: EventSource | undefined;

function listen(): void {
  source = new EventSource('/ui/events');
  source.onopen = () => {
    for (const tell of onlineListeners) tell(true);
    for (const tell of listeners) tell(['*']);
  };
  source.onerror = () => {
    for (const tell of onlineListeners) tell(false);
  };
  source.onmessage = (event) => {
    const topics: string[] = JSON.parse(event.data);
    for (const tell of listeners) tell(topics);
  };
}

/** Whether the page still hears the sandbox. */
export function useOnline(): boolean {
  const [online, setOnline] = useState(true);
  useEffect(() => {
    onlineListeners.add(setOnline);
    return () => {
      onlineListeners.delete(setOnline);
    };
  }, []);
  return online;
}

/** Something read from the sandbox and read again whenever one of its topics changes; undefined until it arrived. */
export function useLive<T>(
  path: string,
  concerns: (topic: string) => boolean,
): { data: T | undefined; reload: () => void } {
  const [held, setHeld] = useState<{ path: string; data: T }>();
  const turn = useRef(0);
  const relevant = useRef(concerns);
  relevant.current = concerns;
  const reload = useCallback(() => {
    turn.current += 1;
    const mine = turn.current;
    read<T>(path).then(
      (data) => {
        if (mine === turn.current) setHeld({ path, data });
      },
      () => undefined,
    );
  }, [path]);
  useEffect(() => {
    if (!source) listen();
    reload();
    const listener: Listener = (topics) => {
      if (topics.some((topic) => topic === '*' || relevant.current(topic))) reload();
    };
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [reload]);
  return { data: held?.path === path ? held.data : undefined, reload };
}
