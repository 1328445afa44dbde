import { idsOf } from '../companies.ts';
import { escapeHtml } from '../html.ts';
import { LABELS, type RegistrySite, riskTabs } from '../site.ts';

export const aiqicha: RegistrySite = {
  host: 'aiqicha.baidu.com',
  title: '爱企查',
  listPath: '/s',
  listKey: 'q',
  highlight: 'em',
  nameSelector: 'h3.title a[title]',
  companyPath: (company) => `/company_detail_${idsOf(company).digits}`,
  // The card is a link without an address; the link inside it is put there by a script on the real site.
  item: (
    { company, name, language },
    marked,
  ) => `<div class="card" data-log-title="item-${idsOf(company).digits}"><div class="wrap">
<h3 class="title"><a title="${escapeHtml(name)}">${marked}</a></h3><span class="status">${LABELS[language].status}</span>
<div class="legal">${LABELS[language].uscc}：${company.uscc}</div></div></div>`,
  company: (shown) => {
    const { company, name, language } = shown;
    return `<div class="company-info"><h1 class="name">${escapeHtml(name)}<span class="status">${LABELS[language].status}</span>${
      company.formerNames.length === 0
        ? ''
        : `<div class="former">${LABELS[language].former}：${escapeHtml(company.formerNames.join('、'))}</div>`
    }</h1></div>
<div class="tab">${riskTabs(shown)
      .map(({ label, count }) => `<div class="tab-item">${label}<span>${count}</span></div>`)
      .join('')}</div>
<table class="table"><tr><td class="label">${LABELS[language].uscc}</td><td class="value">${company.uscc}<span>${LABELS[language].copy}</span></td></tr></table>`;
  },
  companyTitle: (name) => `${name} - 爱企查`,
  rewrite: () => ({}),
};
