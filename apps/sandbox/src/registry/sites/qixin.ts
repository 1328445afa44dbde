import { idsOf } from '../companies.ts';
import { escapeHtml } from '../html.ts';
import { LABELS, type RegistrySite, riskTabs } from '../site.ts';

export const qixin: RegistrySite = {
  host: 'www.qixin.com',
  title: '启信宝',
  listPath: '/search',
  listKey: 'key',
  highlight: 'em',
  nameSelector: '.company-title a',
  companyPath: (company) => `/company/${idsOf(company).uuid}`,
  item: (
    { company, language },
    marked,
  ) => `<div class="result"><div class="company-title"><a href="${qixin.companyPath(company)}">${marked}</a></div>
<div class="legal-person">${LABELS[language].person}：王某　${LABELS[language].uscc}：${company.uscc}</div></div>`,
  company: (shown) => {
    const { company, name, language } = shown;
    return `<h1 class="head-name">${escapeHtml(name)}</h1> <span class="tag">${LABELS[language].status}</span>
${company.formerNames.length === 0 ? '' : `<span>${LABELS[language].former}：${escapeHtml(company.formerNames.join('、'))}</span>`}
<div class="tab">${riskTabs(shown)
      .map(({ label, count }) => `<a href="#risk">${label} ${count}</a> `)
      .join('')}</div>
<dl class="basic"><dt>${LABELS[language].uscc}</dt><dd>${company.uscc}</dd><dt>${LABELS[language].person}</dt><dd>王某</dd><dt>${LABELS[language].state}</dt><dd>${LABELS[language].status}</dd></dl>`;
  },
  companyTitle: (name) => `${name} - 启信宝`,
  rewrite: (company) => ({ href: qixin.companyPath(company) }),
};
