import { catalogue } from '../catalogue.ts';

/** Texts of a prospect that somebody names to risk. Parameters are already escaped. */
export const precheckWording = catalogue({
  zh: {
    fallback: (p: { name: string; by: string }) => `请预审：${p.name}（${p.by}）`,
    title: (p: { name: string }) => `🔎 *请预审：${p.name}*`,
    uscc: (p: { uscc: string }) => `统一社会信用代码：${p.uscc}`,
    noUscc: '统一社会信用代码：页面未显示',
    asked: (p: { by: string; at: string }) => `${p.by} 于 ${p.at} 在浏览登记网站时提出；这家公司目前不是客户`,
    note: (p: { note: string }) => `> ${p.note}`,
  },
  en: {
    fallback: (p: { name: string; by: string }) => `Please check: ${p.name} (${p.by})`,
    title: (p: { name: string }) => `🔎 *Please check: ${p.name}*`,
    uscc: (p: { uscc: string }) => `Unified social credit code: ${p.uscc}`,
    noUscc: 'Unified social credit code: not shown on the page',
    asked: (p: { by: string; at: string }) =>
      `Asked by ${p.by} on ${p.at} while reading a registry site; no customer at present`,
    note: (p: { note: string }) => `> ${p.note}`,
  },
});
