import { idsOf } from '../companies.ts';
import { escapeHtml } from '../html.ts';
import { LABELS, type RegistrySite, riskTabs } from '../site.ts';

export const gsxt: RegistrySite = {
  host: 'www.gsxt.gov.cn',
  title: '国家企业信用信息公示系统',
  listPath: '/corp-query-search-1.html',
  listKey: 'searchword',
  highlight: 'font',
  nameSelector: 'a.search_list_item > h1',
  companyPath: (company) => `/${idsOf(company).opaque}`,
  item: (
    { company, language },
    marked,
  ) => `<a class="search_list_item db" href="${gsxt.companyPath(company)}"><h1 class="f20">
 ${marked}
</h1><div class="wrap-corpStatus">${LABELS[language].status}</div><div class="div-map2"><span>${LABELS[language].uscc}：</span><span>${company.uscc}</span></div></a>`,
  company: (shown) => {
    const { company, name, language } = shown;
    return `<div class="companyName"><div class="fullName">${escapeHtml(name)}</div>
${company.formerNames.length === 0 ? '' : `<div class="former">${LABELS[language].former}：${escapeHtml(company.formerNames.join('、'))}</div>`}<span class="companyStatus">${LABELS[language].status}</span></div>
<ul class="tab">${riskTabs(shown)
      .map(({ label, count }) => `<li>${label}（${count}）</li>`)
      .join('')}</ul>
<div class="overview"><dl><dt class="item">${LABELS[language].uscc}：</dt><dd class="result">${company.uscc}</dd></dl>
<dl><dt class="item">${LABELS[language].person}：</dt><dd class="result">王某</dd></dl></div>`;
  },
  companyTitle: () => '国家企业信用信息公示系统',
  rewrite: (company) => ({ href: gsxt.companyPath(company) }),
};
