import type { CDPSession } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { Browser } from '../../support/chromium.ts';

const WAIT = { timeout: 20_000, interval: 100 };

interface Target {
  readonly targetId: string;
  readonly url: string;
}

/** The panel beside the page. It is no tab, so the browser driver does not know it: the debugger does. */
export interface SidePanel {
  /** The value of an expression in it. */
  read(expression: string): Promise<unknown>;
  /** Waits until its text has this in it. */
  expectText(text: string): Promise<void>;
  /** Presses its button of this name. */
  press(button: string): Promise<void>;
}

/** @param session of any page of the browser; @returns the side panels that are open; no tab may show the same page */
export async function openSidePanels(session: CDPSession, browser: Browser): Promise<readonly Target[]> {
  const { targetInfos } = (await session.send('Target.getTargets')) as { targetInfos: readonly Target[] };
  const address = `chrome-extension://${browser.extensionId}/sidepanel.html`;
  return targetInfos.filter(({ url }) => url === address);
}

/** Waits for the one side panel that opens. */
export async function sidePanel(session: CDPSession, browser: Browser): Promise<SidePanel> {
  const [target] = await vi.waitFor(async () => {
    const found = await openSidePanels(session, browser);
    expect(found).toHaveLength(1);
    return found;
  }, WAIT);
  if (target === undefined) throw new Error('no side panel');
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: target.targetId, flatten: false });
  let last = 0;

  /** One command to the panel's own debugger, wrapped in messages of ours. */
  function send(method: string, params: object): Promise<Record<string, unknown>> {
    last += 1;
    const id = last;
    return new Promise((done, fail) => {
      const listen = ({ sessionId: from, message }: { sessionId: string; message: string }): void => {
        const answer: { id?: number; result?: Record<string, unknown>; error?: unknown } = JSON.parse(message);
        if (from !== sessionId || answer.id !== id) return;
        session.off('Target.receivedMessageFromTarget', listen);
        if (answer.result === undefined) fail(new Error(`${method}: ${JSON.stringify(answer.error)}`));
        else done(answer.result);
      };
      session.on('Target.receivedMessageFromTarget', listen);
      session
        .send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method, params }) })
        .catch(fail);
    });
  }

  async function read(expression: string): Promise<unknown> {
    const options = { expression, awaitPromise: true, returnByValue: true, userGesture: true };
    const { result, exceptionDetails } = await send('Runtime.evaluate', options);
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return typeof result === 'object' && result !== null && 'value' in result ? result.value : undefined;
  }

  return {
    read,
    expectText: (text) => vi.waitFor(async () => expect(await read('document.body.innerText')).toContain(text), WAIT),
    press: async (button) => {
      const name = JSON.stringify(button);
      await read(`[...document.querySelectorAll('button')].find((one) => one.textContent.trim() === ${name}).click()`);
    },
  };
}
