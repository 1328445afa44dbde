/**
 * Starts now, or once somebody sees the page: one that is prepared before that is no page of its tab yet, and the worker
 * does not hear it.
 */
export function whenSeen(document: EventTarget, start: () => void): void {
  if (Reflect.get(document, 'prerendering') === true) {
    document.addEventListener('prerenderingchange', start, { once: true });
  } else start();
}
