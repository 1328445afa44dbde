import type { Button, KnownBlock } from '@slack/types';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { portfolioWording } from '@xinshao/core/wording/slack/portfolio.ts';
import { type AgingBar, agingChart } from './aging.ts';
import type { SlackMessage } from './alert-message.ts';
import { type ChartModel, chartBlock } from './chart.ts';
import { LIMITS } from './limits.ts';
import { clip, escapeText, mrkdwn, plain } from './text.ts';

/** Begins the action id of the buttons below a message about the portfolio; their value is what to break it down by. */
export const PORTFOLIO_VIEW = 'portfolio_view:';
export const PORTFOLIO_CHARTS = 'portfolio_charts';

/** What is said of the portfolio; texts are worded already and not yet escaped. */
export interface PortfolioModel {
  readonly locale: Locale;
  readonly asOf: string;
  /** Label and value, at most ten. */
  readonly figures: readonly (readonly [string, string])[];
  /** Since last month. */
  readonly change: string;
  /** null: all data are fresh. */
  readonly stale: string | null;
  readonly grades: readonly AgingBar[];
  readonly aging: readonly AgingBar[];
  readonly concentration: string;
  readonly breakdown: {
    readonly choice: string;
    readonly title: string;
    readonly bars: readonly AgingBar[];
    readonly note: string | null;
    readonly chart: ChartModel;
  };
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly gradeChart: ChartModel;
  /** One line for notifications. */
  readonly summary: string;
}

/** Widest label of a bar: long names would push the bars out of sight. */
const BAR_LABEL = 14;

/**
 * The portfolio on the Home tab, where Slack takes no charts: figures and bars of text.
 * @param controls the buttons that choose the breakdown
 */
export function portfolioHomeBlocks(model: PortfolioModel, controls: readonly KnownBlock[]): KnownBlock[] {
  const words = portfolioWording[model.locale];
  return [
    ...summaryBlocks(model),
    barsBlock(words.grades, model.grades),
    barsBlock(words.aging, model.aging),
    barsBlock(model.breakdown.title, model.breakdown.bars),
    contextBlock([model.concentration, ...(model.breakdown.note === null ? [] : [model.breakdown.note])].join(' · ')),
    ...controls,
    {
      type: 'actions',
      elements: [
        {
          type: 'button',
          action_id: PORTFOLIO_CHARTS,
          text: plain(words.charts, LIMITS.buttonText),
          value: model.breakdown.choice,
        },
      ],
    },
  ];
}

/** The portfolio as a message with two charts, and what else it can be broken down by as buttons. */
export function portfolioMessage(model: PortfolioModel): SlackMessage {
  const charted = (chart: ChartModel) => [chartBlock(chart)].filter((block) => block !== null);
  const words = portfolioWording[model.locale];
  const notes = [model.concentration, ...(model.breakdown.note === null ? [] : [model.breakdown.note])].join(' · ');
  const gradeText = barsBlock(words.grades, model.grades);
  const breakdownText = barsBlock(model.breakdown.title, model.breakdown.bars);
  const end = [contextBlock(notes), choiceButtons(model)];
  const text = [...summaryBlocks(model), gradeText, breakdownText, ...end];
  return {
    text: clip(escapeText(model.summary), LIMITS.messageText),
    blocks: [
      ...summaryBlocks(model),
      ...charted(model.gradeChart),
      gradeText,
      ...charted(model.breakdown.chart),
      breakdownText,
      ...end,
    ],
    withoutCharts: text,
  };
}

function summaryBlocks(model: PortfolioModel): KnownBlock[] {
  const words = portfolioWording[model.locale];
  const fields = model.figures
    .slice(0, LIMITS.fieldsPerSection)
    .map(([label, value]) => mrkdwn(`*${escapeText(label)}*\n${escapeText(value)}`, LIMITS.fieldText));
  return [
    { type: 'section', text: mrkdwn(`*${words.title}*　${words.asOf({ day: escapeText(model.asOf) })}`) },
    { type: 'section', fields },
    contextBlock([model.change, ...(model.stale === null ? [] : [model.stale])].join('　')),
  ];
}

function barsBlock(title: string, bars: readonly AgingBar[]): KnownBlock {
  const chart = agingChart(bars.map((bar) => ({ ...bar, label: escapeText(clip(bar.label, BAR_LABEL)) })));
  return {
    type: 'section',
    text: mrkdwn(bars.length === 0 ? `*${escapeText(title)}*` : `*${escapeText(title)}*\n${chart}`),
  };
}

function contextBlock(text: string): KnownBlock {
  return { type: 'context', elements: [mrkdwn(escapeText(text))] };
}

function choiceButtons({ choices, breakdown }: PortfolioModel): KnownBlock {
  const elements = choices.map(({ value, label }): Button => {
    const button: Button = {
      type: 'button',
      action_id: `${PORTFOLIO_VIEW}${value}`,
      text: plain(label, LIMITS.buttonText),
      value,
    };
    return value === breakdown.choice ? { ...button, style: 'primary' } : button;
  });
  return { type: 'actions', elements };
}
