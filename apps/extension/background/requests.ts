import type { OwnRequest, OwnRequests, PageReading, PageRequest, Subject } from '../messages.ts';
import type { Service } from './service.ts';
import { choose, currentPage, pageEvidence, pageSays, pick } from './tabs.ts';

const MOST_SUBJECTS = 200;
const MOST_CHARACTERS = 200;

type Sender = chrome.runtime.MessageSender;

/** Opens the panel beside a tab; only within a person's press, so nothing may be awaited before it. */
export function openPanel(tabId: number): void {
  // A browser without side panels, or a press too long ago: the popup shows the same company.
  chrome.sidePanel?.open({ tabId }).catch(() => undefined);
}

/**
 * Answers a page's content script. What it may have is decided here, not by what it says it is.
 * @returns undefined for what is no such request
 */
export async function answerPage(service: Service, message: unknown, sender: Sender): Promise<unknown> {
  const tabId = sender.tab?.id;
  if (tabId === undefined || sender.frameId !== 0 || !isPageRequest(message)) return undefined;
  if (message.kind === 'badges') return service.badges(message.subjects);
  if (message.kind === 'page') return pageSays(tabId, message.reading);
  openPanel(tabId);
  return pick(tabId, message.subject);
}

/** Answers the extension's own pages. */
export async function answerOwn(service: Service, message: OwnRequest): Promise<unknown> {
  switch (message.kind) {
    case 'connection':
      return answer('connection', await service.state());
    case 'connect':
      return answer('connect', await service.connect(message.address, message.code));
    case 'disconnect':
      return answer('disconnect', await service.disconnect());
    case 'check':
      return answer('check', await service.check());
    case 'currentPage':
      return answer('currentPage', await currentPage(message));
    case 'pageEvidence':
      return answer('pageEvidence', { evidence: await pageEvidence(message) });
    case 'choose':
      return answer('choose', { done: await choose(message, message.chosen) });
    case 'find':
      return answer('find', await service.find(message.subject, message.anew));
    case 'ask':
      return answer('ask', await service.ask(message));
    default:
      return undefined;
  }
}

/** Holds each answer to the type its request promises. */
function answer<K extends keyof OwnRequests>(_kind: K, value: OwnRequests[K]['answer']): OwnRequests[K]['answer'] {
  return value;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= MOST_CHARACTERS;

function isSubject(value: unknown): value is Subject {
  if (typeof value !== 'object' || value === null) return false;
  const { name, uscc, formerNames }: Partial<Record<keyof Subject, unknown>> = value;
  if (!isText(name) || !(uscc === null || isText(uscc))) return false;
  return Array.isArray(formerNames) && formerNames.length <= 10 && formerNames.every(isText);
}

function isReading(value: unknown): value is PageReading {
  if (typeof value !== 'object' || value === null) return false;
  const { site, kind, outcome, subject }: Partial<Record<keyof PageReading, unknown>> = value;
  return isText(site) && isText(kind) && isText(outcome) && (subject === null || isSubject(subject));
}

function isPageRequest(value: unknown): value is PageRequest {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'badges' && 'subjects' in value && Array.isArray(value.subjects)) {
    return value.subjects.length <= MOST_SUBJECTS && value.subjects.every(isSubject);
  }
  if (value.kind === 'page' && 'reading' in value) return isReading(value.reading);
  return value.kind === 'openPanel' && 'subject' in value && isSubject(value.subject);
}
