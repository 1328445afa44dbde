import { idsOf } from '../companies.ts';
import { escapeHtml } from '../html.ts';
import { LABELS, type RegistrySite, riskTabs } from '../site.ts';

/** Class names end in hashes of a build. */
const BUILD = 'x7Q2f';

export const tianyancha: RegistrySite = {
  host: 'www.tianyancha.com',
  title: '天眼查',
  listPath: '/nsearch',
  listKey: 'key',
  highlight: 'em',
  nameSelector: `a.index_alink__${BUILD}`,
  companyPath: (company) => `/company/${idsOf(company).digits}`,
  item: ({ company, language }, marked) => `<div class="index_search-box__${BUILD}"><div class="index_name__${BUILD}">
<a class="index_alink__${BUILD}" href="https://www.tianyancha.com${tianyancha.companyPath(company)}" target="_self"><span>${marked}</span></a></div>
<div class="index_tags__${BUILD}"><span>${LABELS[language].status}</span><a href="${tianyancha.companyPath(company)}/sfpm">司法案件 2</a></div>
<div>${LABELS[language].uscc}：<span>${company.uscc}</span></div></div>`,
  company: (shown) => {
    const { company, name, language } = shown;
    return `<h1 class="index_company-name__${BUILD}"><span>${escapeHtml(name)}</span><span class="index_reg-status__${BUILD}">${LABELS[language].status}</span></h1>
<ul class="index_tabs__${BUILD}"><li><a href="${tianyancha.companyPath(company)}/background">• ${escapeHtml(name)}</a></li>
<li><a href="${tianyancha.companyPath(company)}">${escapeHtml(name)}</a></li>${riskTabs(shown)
      .map(
        ({ label, count }) =>
          `<li><a href="${tianyancha.companyPath(company)}/sfpm">${label}<i>(${count})</i></a></li>`,
      )
      .join('')}</ul>
<div class="index_detail-line__${BUILD}"><span>${LABELS[language].uscc}</span><span class="index_detail-credit-code__${BUILD}">${company.uscc}</span></div>
${company.formerNames.length === 0 ? '' : `<div>${LABELS[language].former}：${escapeHtml(company.formerNames.join('、'))}</div>`}`;
  },
  companyTitle: (name) => `${name} - 天眼查`,
  embedded: ({ company, name }) =>
    `<script id="__NEXT_DATA__" type="application/json">${JSON.stringify({
      props: { pageProps: { company: { id: Number(idsOf(company).digits), name, creditCode: company.uscc } } },
    }).replaceAll('<', '\\u003c')}</script>`,
  rewrite: (company) => ({ href: `https://www.tianyancha.com${tianyancha.companyPath(company)}` }),
};
