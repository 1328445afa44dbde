import { describe, expect, it } from 'vitest';
import { contentHash, facts, heading, type PrintedDocument, paragraph } from './printed-document.ts';
import { readPrintedHtml, renderHtml } from './render-html.ts';

const EVIL = '<img src=x onerror=alert(1)></script><script>alert(2)</script>"\'&有限公司';

const printed: PrintedDocument = {
  language: 'zh',
  title: `催款函 ${EVIL}`,
  subtitle: EVIL,
  madeAt: '2026-10-31T02:00:00.000Z',
  blocks: [
    heading(EVIL),
    paragraph(`第一行\n${EVIL}`),
    facts([
      ['客户', EVIL],
      ['地址', null],
    ]),
    {
      kind: 'table',
      columns: [
        { label: EVIL, align: 'left', weight: 2 },
        { label: '金额', align: 'right', weight: 1 },
      ],
      rows: [[EVIL, '1,000.00']],
      total: ['合计', '1,000.00'],
      empty: '无',
    },
  ],
  footer: EVIL,
};

describe('a printed page', () => {
  const html = renderHtml(printed);

  it('shows what people typed as text: no name becomes an element or ends the script', () => {
    expect(html).not.toContain('<img');
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/<\/script>/g)).toHaveLength(1);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;');
    expect(html).toContain("default-src 'none'");
  });

  it('prints on A4 with page numbers and its hash', () => {
    expect(html).toContain('size: A4');
    expect(html).toContain('counter(page)');
    expect(html).toContain(contentHash(printed));
  });

  it('leaves out facts nobody knows', () => {
    expect(html).not.toContain('地址');
  });

  it('says so where a table has no rows', () => {
    const [, , , table] = printed.blocks;
    if (table?.kind !== 'table') throw new Error('no table');
    expect(renderHtml({ ...printed, blocks: [{ ...table, rows: [], total: null }] })).toContain('>无</td>');
  });

  it('is read back as the document it was made from, also with other line ends', () => {
    expect(readPrintedHtml(html)).toEqual(printed);
    expect(readPrintedHtml(html.replaceAll('\n', '\r\n'))).toEqual(printed);
  });

  it.each([
    [
      'a visible amount',
      (text: string) => text.replace('<td class="right">1,000.00</td>', '<td class="right">9.00</td>'),
    ],
    ['the content behind it', (text: string) => text.replace('"1,000.00"', '"9.00"')],
    ['the printed hash', (text: string) => text.replace(contentHash(printed), '0'.repeat(64))],
    ['its end', (text: string) => `${text}<p>extra</p>`],
    ['all of it', () => '<html></html>'],
  ])('is not recognised once somebody changed %s', (_what, change) => {
    const changed = change(html);
    expect(changed).not.toBe(html);
    expect(readPrintedHtml(changed)).toBeNull();
  });

  it('changes its hash with any part of the content', () => {
    expect(contentHash({ ...printed, footer: 'x' })).not.toBe(contentHash(printed));
    expect(contentHash({ ...printed, madeAt: '2026-10-31T02:00:00.001Z' })).not.toBe(contentHash(printed));
  });
});
