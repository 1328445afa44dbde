import { idsOf } from '../companies.ts';
import { escapeHtml } from '../html.ts';
import { LABELS, type RegistrySite, riskTabs } from '../site.ts';

export const qcc: RegistrySite = {
  host: 'www.qcc.com',
  title: '企查查',
  listPath: '/web/search',
  listKey: 'key',
  highlight: 'em',
  nameSelector: '.maininfo a.title.copy-value',
  companyPath: (company) => `/firm/${idsOf(company).hex}.html`,
  item: (
    { company, language },
    marked,
  ) => `<tr class="tsd1"><td class="logo"><a href="${qcc.companyPath(company)}"><i class="logo-box"></i></a></td>
<td><div class="maininfo"><a href="${qcc.companyPath(company)}" class="title copy-value" target="_self">${marked}</a>
<span class="tag">${LABELS[language].status}</span></div>
<div class="relate"><span>${LABELS[language].uscc}：${company.uscc}</span>${
    company.formerNames.length === 0
      ? ''
      : `<span class="former">${LABELS[language].former}：${escapeHtml(company.formerNames.join('、'))}</span>`
  }</div></td></tr>`,
  company: (shown) => {
    const { company, name, language } = shown;
    return `<div class="company-detail"><div class="title"><h1 class="copy-value">${escapeHtml(name)}</h1>
<span class="copy-button">${LABELS[language].copy}</span>${
      company.formerNames.length === 0
        ? ''
        : `<span class="former">${LABELS[language].former}：${escapeHtml(company.formerNames.join('、'))}</span>`
    }</div></div>
<nav><a href="${qcc.companyPath(company)}#risk">司法风险 3</a> <a href="/csusong/${idsOf(company).hex}.html">${escapeHtml(name)}</a>${riskTabs(
      shown,
    )
      .map(({ label, count }) => ` <a href="/crun/${idsOf(company).hex}.html">${label} <span>${count}</span></a>`)
      .join('')}</nav>
<table class="ntable"><tr><td class="tb">${LABELS[language].uscc}</td><td><span class="copy-value">${company.uscc}</span> <a>${LABELS[language].copy}</a></td>
<td class="tb">${LABELS[language].person}</td><td>王某</td>
<td class="tb">${LABELS[language].state}</td><td>${LABELS[language].status}</td></tr></table>`;
  },
  companyTitle: (name) => `${name} - 企查查`,
  rewrite: (company) => ({ href: qcc.companyPath(company) }),
};
