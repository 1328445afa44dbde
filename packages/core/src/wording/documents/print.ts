import { catalogue } from '../catalogue.ts';

/** Texts that every printed document has. */
export const printWording = catalogue({
  zh: {
    page: (p: { page: number; pages: number }) => `第 ${p.page} 页，共 ${p.pages} 页`,
    hash: (p: { hash: string }) => `内容散列值 SHA-256：${p.hash}`,
    madeAt: (p: { at: string; by: string }) => `生成于 ${p.at}，操作人 ${p.by}`,
    pagePrefix: '第 ',
    pageMiddle: ' 页，共 ',
    pageSuffix: ' 页',
  },
  en: {
    page: (p: { page: number; pages: number }) => `Page ${p.page} of ${p.pages}`,
    hash: (p: { hash: string }) => `Content hash SHA-256: ${p.hash}`,
    madeAt: (p: { at: string; by: string }) => `Made on ${p.at} by ${p.by}`,
    pagePrefix: 'Page ',
    pageMiddle: ' of ',
    pageSuffix: '',
  },
});
