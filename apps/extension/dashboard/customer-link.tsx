import type { Chosen } from '../messages.ts';
import { openPanel } from '../panel/open-panel.ts';

/** Known before a press, within which nothing may be awaited; a tab can be moved to another window. */
let windowId: number | null = null;
const learnWindow = (): void => {
  void chrome.windows.getCurrent().then(({ id }) => {
    windowId = id ?? null;
  });
};
learnWindow();
addEventListener('focus', learnWindow);

/** A customer's name; a press opens the panel with it. That look is recorded. */
export function CustomerLink({ customerId, name }: Chosen) {
  return (
    <button type="button" className="link" onClick={() => void openPanel(windowId, { customerId, name })}>
      {name}
    </button>
  );
}
