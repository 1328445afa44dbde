import { contentHash, type DocumentBlock, type PrintedDocument } from '@xinshao/core/documents/printed-document.ts';
import { printWording } from '@xinshao/core/wording/documents/print.ts';
import PDFDocument from 'pdfkit';
import { documentFonts } from './fonts.ts';
import { drawTable } from './pdf-table.ts';

/** Points; 72 to the inch. */
export const MARGIN = 48;
const FOOT_HEIGHT = 44;
const LABEL_WIDTH = 120;

/** The PDF under construction, as pdfkit knows it. */
export type Pdf = InstanceType<typeof PDFDocument>;

/** Width between the margins. */
export function innerWidth(pdf: Pdf): number {
  return pdf.page.width - 2 * MARGIN;
}

/** Where a page's text must end. */
export function pageEnd(pdf: Pdf): number {
  return pdf.page.height - MARGIN - FOOT_HEIGHT;
}

/** Begins a new page unless so many points are left on this one. */
export function needRoom(pdf: Pdf, height: number): void {
  if (pdf.y + height > pageEnd(pdf)) pdf.addPage();
}

/**
 * The document as an A4 PDF with its fonts embedded in part, its content hash and page numbers at the foot of every
 * page. Equal documents give equal bytes.
 */
export async function renderPdf(printed: PrintedDocument): Promise<Buffer> {
  const fonts = documentFonts();
  const madeAt = new Date(printed.madeAt);
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN + FOOT_HEIGHT },
    bufferPages: true,
    lang: printed.language === 'zh' ? 'zh-CN' : 'en',
    info: { Title: printed.title, CreationDate: madeAt, ModDate: madeAt },
    displayTitle: true,
  });
  const written: Promise<Buffer> = new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
  pdf.registerFont('regular', fonts.regular);
  pdf.registerFont('bold', fonts.bold);
  drawTitle(pdf, printed);
  for (const block of printed.blocks) drawBlock(pdf, block);
  drawFeet(pdf, printed);
  pdf.end();
  return written;
}

function drawTitle(pdf: Pdf, { title, subtitle }: PrintedDocument): void {
  pdf
    .font('bold')
    .fontSize(17)
    .text(title, MARGIN, MARGIN, { width: innerWidth(pdf), align: 'center' });
  pdf.moveDown(0.3);
  if (subtitle !== '') {
    pdf.font('regular').fontSize(9.5).fillColor('#444444');
    pdf.text(subtitle, MARGIN, pdf.y, { width: innerWidth(pdf), align: 'center' });
    pdf.fillColor('black');
  }
  pdf.moveDown(0.8);
}

function drawBlock(pdf: Pdf, block: DocumentBlock): void {
  const width = innerWidth(pdf);
  switch (block.kind) {
    case 'heading':
      needRoom(pdf, 60);
      pdf.moveDown(0.5);
      pdf.font('bold').fontSize(12).text(block.text, MARGIN, pdf.y, { width });
      pdf.moveDown(0.3);
      return;
    case 'paragraph':
      pdf.font('regular').fontSize(10.5);
      pdf.text(block.text, MARGIN, pdf.y, { width, align: block.align, lineGap: 2 });
      pdf.moveDown(0.6);
      return;
    case 'facts':
      for (const { label, value } of block.entries) drawFact(pdf, label, value);
      pdf.moveDown(0.6);
      return;
    case 'table':
      drawTable(pdf, block);
      return;
  }
}

function drawFact(pdf: Pdf, label: string, value: string): void {
  const width = innerWidth(pdf) - LABEL_WIDTH;
  pdf.font('regular').fontSize(10);
  needRoom(pdf, Math.min(200, pdf.heightOfString(value, { width })));
  const top = pdf.y;
  pdf.fillColor('#555555').text(label, MARGIN, top, { width: LABEL_WIDTH - 8 });
  const labelEnd = pdf.y;
  pdf.fillColor('black').text(value, MARGIN + LABEL_WIDTH, top, { width });
  // A value that went on on the next page ended there.
  if (pdf.y < labelEnd && pdf.y > top) pdf.y = labelEnd;
  pdf.x = MARGIN;
}

/** Pages are counted only once all of them are there. */
function drawFeet(pdf: Pdf, printed: PrintedDocument): void {
  const words = printWording[printed.language];
  const hash = contentHash(printed);
  const { start, count } = pdf.bufferedPageRange();
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(start + index);
    // Otherwise text below the margin would begin a new page.
    pdf.page.margins.bottom = 0;
    const top = pdf.page.height - MARGIN - FOOT_HEIGHT + 14;
    const width = innerWidth(pdf);
    pdf.lineWidth(0.4).strokeColor('#999999');
    pdf
      .moveTo(MARGIN, top - 6)
      .lineTo(MARGIN + width, top - 6)
      .stroke();
    pdf.font('regular').fontSize(7.5).fillColor('#444444');
    const line = { width, lineBreak: false, ellipsis: true } as const;
    pdf.text(printed.footer, MARGIN, top, { ...line, height: 11 });
    pdf.text(words.hash({ hash }), MARGIN, top + 11, { ...line, height: 11 });
    pdf.text(words.page({ page: index + 1, pages: count }), MARGIN, top + 22, { width, align: 'right', height: 11 });
    pdf.fillColor('black');
  }
}
