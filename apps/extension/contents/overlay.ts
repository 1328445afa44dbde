import type { PlasmoCSConfig } from 'plasmo';
import type { PageNotice, PageRequest } from '../messages.ts';
import { startOverlay } from '../overlay/overlay.ts';
import { whenSeen } from '../overlay/when-seen.ts';
import { siteOf } from '../sites/all.ts';
import type { Site } from '../sites/site.ts';

export const config: PlasmoCSConfig = {
  matches: [
    'https://www.qcc.com/*',
    'https://www.tianyancha.com/*',
    'https://aiqicha.baidu.com/*',
    'https://www.qixin.com/*',
    'https://*.gsxt.gov.cn/*',
  ],
  run_at: 'document_end',
};

function start(site: Site): void {
  const send = async (request: PageRequest) => {
    // An extension that was updated or removed leaves this script behind without a worker.
    if (chrome.runtime?.id === undefined) {
      overlay.stop();
      return undefined;
    }
    return chrome.runtime.sendMessage(request);
  };
  const quietly = (request: PageRequest): void => {
    send(request).catch(() => undefined);
  };
  const overlay = startOverlay({
    document,
    site,
    ask: (subjects) => send({ kind: 'badges', subjects }),
    tell: (reading) => quietly({ kind: 'page', reading }),
    openPanel: (subject) => quietly({ kind: 'openPanel', subject }),
  });
  chrome.runtime.onMessage.addListener((notice: PageNotice, _sender, answer) => {
    if (notice.kind === 'refresh') overlay.renew(notice.keep);
    else if (notice.kind === 'describe') answer(overlay.report());
    else if (notice.kind === 'evidence') answer(overlay.evidence());
  });
}

const site = siteOf(location.hostname);
if (site !== null) whenSeen(document, () => start(site));
