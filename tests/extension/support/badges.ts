import type { CDPSession, Page } from 'playwright-core';

/** A badge on a page, as the reader sees it. */
export interface SeenBadge {
  /** First text of the element it stands in, highlights joined. */
  readonly name: string;
  readonly text: string;
  readonly label: string;
  readonly classes: string;
  /** What the debugger calls its button. */
  readonly backendNodeId: number;
}

interface DomNode {
  readonly backendNodeId: number;
  readonly nodeName: string;
  readonly nodeValue: string;
  readonly children?: readonly DomNode[];
  readonly shadowRoots?: readonly (DomNode & { readonly shadowRootType: string })[];
  readonly attributes?: readonly string[];
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

const isButton = ({ nodeName }: DomNode): boolean => nodeName === 'BUTTON';

/** All badges of a page in its order. Their roots are closed to the page and its scripts: the debugger looks inside. */
export async function badgesOf(page: Page): Promise<SeenBadge[]> {
  const session = await (sessions.get(page) ?? openSession(page));
  const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: DomNode };
  const seen: SeenBadge[] = [];
  const visit = (node: DomNode, parent: DomNode | null): void => {
    const shadow = node.shadowRoots?.find(({ shadowRootType }) => shadowRootType === 'closed');
    const button = shadow?.children?.flatMap(({ children = [] }) => children).find(isButton);
    if (button !== undefined) {
      const attribute = (name: string): string => {
        const index = button.attributes?.indexOf(name) ?? -1;
        return index < 0 ? '' : (button.attributes?.[index + 1] ?? '');
      };
      seen.push({
        name: nameIn(parent).replace(/\s+/g, ' ').trim(),
        text: textOf(button),
        label: attribute('aria-label'),
        classes: attribute('class'),
        backendNodeId: button.backendNodeId,
      });
    }
    for (const child of node.children ?? []) visit(child, node);
  };
  visit(root, null);
  return seen;
}

/** Presses a badge where the reader sees it, with the mouse. */
export async function pressBadge(page: Page, badge: SeenBadge): Promise<void> {
  const session = await (sessions.get(page) ?? openSession(page));
  const { backendNodeId } = badge;
  await session.send('DOM.scrollIntoViewIfNeeded', { backendNodeId });
  const { model } = await session.send('DOM.getBoxModel', { backendNodeId });
  const [left = 0, top = 0, , , right = 0, bottom = 0] = model.border;
  await page.mouse.click((left + right) / 2, (top + bottom) / 2);
}

function openSession(page: Page): Promise<CDPSession> {
  const opened = page.context().newCDPSession(page);
  sessions.set(page, opened);
  return opened;
}

function textOf(node: DomNode | null): string {
  if (node === null) return '';
  return node.nodeName === '#text' ? node.nodeValue : (node.children ?? []).map(textOf).join('');
}

function nameIn(node: DomNode | null): string {
  let text = '';
  for (const child of node?.children ?? []) {
    if (child.nodeName === '#text' || /^(?:EM|FONT)$/.test(child.nodeName)) text += textOf(child);
    else if (text.trim() !== '') break;
    else text = nameIn(child);
  }
  return text;
}
