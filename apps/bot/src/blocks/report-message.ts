import type { KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { reportWording } from '@xinshao/core/wording/slack/report.ts';
import type { SlackMessage } from './alert-message.ts';
import { type ChartBlock, type ChartModel, chartBlock } from './chart.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';
import { type TextTable, textTable } from './text-table.ts';

/** A monthly report in words; nothing is escaped. */
export interface ReportModel {
  readonly locale: Locale;
  readonly title: string;
  readonly lines: readonly string[];
  readonly tables: readonly (TextTable & { readonly title: string; readonly hint: string | null })[];
  readonly charts: readonly ChartModel[];
}

/** Rows of a table that are listed; the rest is counted. */
const ROWS_SHOWN = 15;

/** A monthly report as text and tables. Its charts are blocks that some clients refuse: see `reportCharts`. */
export function reportMessage(model: ReportModel): SlackMessage {
  const bullets = model.lines.map((line) => `• ${escapeText(line)}`).join('\n');
  return {
    text: clip(escapeText([model.title, ...model.lines].join('\n')), LIMITS.messageText),
    blocks: [
      { type: 'header', text: plain(model.title, LIMITS.headerText) },
      { type: 'section', text: mrkdwn(bullets) },
      ...model.tables.flatMap((table) => tableBlocks(table, model)),
    ],
  };
}

/** The charts of a report, at most two; to be placed after its text. */
export function reportCharts(model: ReportModel): ChartBlock[] {
  return model.charts.flatMap((chart) => chartBlock(chart) ?? []).slice(0, 2);
}

function tableBlocks(table: ReportModel['tables'][number], { locale }: ReportModel): KnownBlock[] {
  const { title, header, rows, hint } = table;
  const lines = textTable({ header, rows: rows.slice(0, ROWS_SHOWN) }).map(escapeText);
  const notes = [
    ...(rows.length > ROWS_SHOWN ? [reportWording[locale].more({ count: rows.length - ROWS_SHOWN })] : []),
    ...(hint === null ? [] : [hint]),
  ];
  return [
    { type: 'section', text: mrkdwn(`*${title}*\n\`\`\`${fitting(lines, title.length)}\`\`\``) },
    ...notes.map((note): KnownBlock => ({ type: 'context', elements: [mrkdwn(note)] })),
  ];
}

/** Whole lines, as many as a section takes: a cut inside would lose the end of the code block. */
function fitting(lines: readonly string[], titleLength: number): string {
  let text = '';
  for (const line of lines) {
    if (text.length + line.length + titleLength + 20 > LIMITS.sectionText) break;
    text += text === '' ? line : `\n${line}`;
  }
  // A back quote in a name would end the block.
  return text.replaceAll('`', "'");
}
