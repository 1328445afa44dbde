import type { Button, KnownBlock, MrkdwnElement } from '@slack/types';
import type { ReviewDecision } from '@xinshao/core/alerts/review.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { promiseWording } from '@xinshao/core/wording/promises.ts';
import { alertWording } from '@xinshao/core/wording/slack/alert.ts';
import { cardWording } from '@xinshao/core/wording/slack/card.ts';
import { endMeasureWording } from '@xinshao/core/wording/slack/end-measure.ts';
import { reviewWording } from '@xinshao/core/wording/slack/review.ts';
import { type AgingBar, agingChart } from './aging.ts';
import { OPEN_FEEDBACK, reviewButton, type SlackMessage } from './alert-message.ts';
import { endGrantButton } from './end-grant.ts';
import { endMeasureButton } from './end-measure.ts';
import { LIMITS } from './limits.ts';
import { escapeText, mrkdwn, plain } from './text.ts';

/** What the card says; texts are worded already and not yet escaped. */
export interface CustomerCardModel {
  readonly locale: Locale;
  readonly name: string;
  readonly code: string;
  readonly uscc: string | null;
  readonly ownerName: string | null;
  /** The former name that was typed, where that is how the customer was found. */
  readonly formerName: string | null;
  /** Worded; null: new credit is not on hold. Everyone who sees the customer sees it. */
  readonly hold: string | null;
  /** What holds for the customer by decision of risk, the strictest first: everybody sees it at once. */
  readonly measures: readonly MeasureModel[];
  /** Where limit and terms were approved here, worded; null: they are the imported ones. */
  readonly grant: string | null;
  /** The grant that the viewer may end before its time; null: none. */
  readonly endableGrant: string | null;
  /** null: never assessed. */
  readonly standing: StandingModel | null;
  /** null: the viewer may see grade, limit and terms only (§9). */
  readonly details: DetailsModel | null;
}

export interface MeasureModel {
  readonly text: string;
  readonly grave: boolean;
  /** For those who see details; null: not for this viewer. */
  readonly reason: string | null;
  /** Its number where the viewer may end it; null: they may not. */
  readonly endableId: string | null;
}

export interface StandingModel {
  /** e.g. `AA 优秀`; null: insufficient data. */
  readonly grade: string | null;
  readonly limit: string;
  readonly terms: string;
  readonly asOf: string;
  readonly staleSince: string | null;
}

export interface DetailsModel {
  readonly score: string;
  readonly confidence: string;
  readonly recommended: string;
  readonly exposure: string;
  readonly headroom: string;
  readonly utilisation: string;
  readonly overdue: string;
  /** Empty: no receivables. */
  readonly aging: readonly AgingBar[];
  readonly reasons: readonly string[];
  readonly dataDates: readonly string[];
  readonly openAlerts: readonly OpenAlertModel[];
  /** Worded, the latest last; left out: the customer promised nothing. */
  readonly promises?: readonly string[];
}

export interface OpenAlertModel {
  readonly id: string;
  readonly version: number;
  readonly severity: string;
  readonly labels: readonly string[];
  /** Worded deadline, or that it was answered. */
  readonly status: string;
  readonly answerable: boolean;
  /** What the viewer may decide about it. */
  readonly decisions: readonly ReviewDecision[];
  /** Value of the buttons of the decisions. */
  readonly reviewValue: string;
}

const REASONS_SHOWN = 6;
/** Several alerts may each have put their own on the customer. */
const MEASURES_SHOWN = 6;

/** The answer to `/credit` when exactly one customer fits. */
export function customerCardMessage(model: CustomerCardModel): SlackMessage {
  const words = cardWording[model.locale];
  const grade = model.standing === null ? words.notAssessed : (model.standing.grade ?? words.insufficient);
  return {
    text: [
      words.fallback({ name: escapeText(model.name), grade: escapeText(grade) }),
      ...model.measures.slice(0, MEASURES_SHOWN).map(({ text }) => escapeText(text)),
    ].join(' · '),
    blocks: [
      { type: 'header', text: plain(model.name, LIMITS.headerText) },
      { type: 'context', elements: identity(model) },
      ...holdBlocks(model),
      ...measureBlocks(model),
      ...standingBlocks(model),
      ...(model.standing === null ? [] : detailBlocks(model)),
    ],
  };
}

function identity(model: CustomerCardModel): MrkdwnElement[] {
  const words = cardWording[model.locale];
  const parts = [
    words.code({ code: escapeText(model.code) }),
    ...(model.uscc === null ? [] : [escapeText(model.uscc)]),
    model.ownerName === null ? words.noOwner : words.owner({ name: escapeText(model.ownerName) }),
    ...(model.standing === null ? [] : [words.asOf({ day: model.standing.asOf })]),
    ...(model.formerName === null
      ? []
      : [words.matchedByFormerName({ typed: escapeText(model.formerName), name: escapeText(model.name) })]),
  ];
  return [mrkdwn(parts.join('　·　'))];
}

function holdBlocks({ hold }: CustomerCardModel): KnownBlock[] {
  return hold === null ? [] : [{ type: 'section', text: mrkdwn(`*${escapeText(hold)}*`) }];
}

function measureBlocks({ locale, measures }: CustomerCardModel): KnownBlock[] {
  const blocks = measures.slice(0, MEASURES_SHOWN).map(({ text, grave, reason, endableId }): KnownBlock => {
    const why = reason === null ? '' : `\n${reviewWording[locale].reason({ reason: escapeText(reason) })}`;
    const line = mrkdwn(`${grave ? '⛔' : '👁️'} *${escapeText(text)}*${why}`);
    if (endableId === null) return { type: 'section', text: line };
    return { type: 'section', text: line, accessory: endMeasureButton(locale, endableId) };
  });
  const more = measures.length - blocks.length;
  if (more <= 0) return blocks;
  return [...blocks, { type: 'context', elements: [mrkdwn(endMeasureWording[locale].more({ count: more }))] }];
}

function standingBlocks(model: CustomerCardModel): KnownBlock[] {
  const words = cardWording[model.locale];
  const { standing } = model;
  if (standing === null) return [{ type: 'section', text: mrkdwn(words.notAssessed) }];
  const fields = figures(model, standing).map(([label, value]) =>
    mrkdwn(`*${label}*\n${escapeText(value)}`, LIMITS.fieldText),
  );
  const blocks: KnownBlock[] = [{ type: 'section', fields }];
  if (model.grant !== null) blocks.push({ type: 'context', elements: [mrkdwn(escapeText(model.grant))] });
  if (model.endableGrant !== null) {
    blocks.push({ type: 'actions', elements: [endGrantButton(model.locale, model.endableGrant)] });
  }
  if (standing.staleSince !== null) {
    blocks.push({ type: 'section', text: mrkdwn(words.staleSince({ day: standing.staleSince })) });
  }
  return blocks;
}

/** Label and value, at most ten: what one section holds. */
function figures({ locale, details }: CustomerCardModel, standing: StandingModel): [string, string][] {
  const words = cardWording[locale];
  const grade: [string, string] = [words.grade, standing.grade ?? words.insufficient];
  const terms: [string, string][] = [
    [words.limit, standing.limit],
    [words.terms, standing.terms],
  ];
  if (details === null) return [grade, ...terms];
  return [
    grade,
    [words.score, details.score],
    [words.confidence, details.confidence],
    ...terms,
    [words.exposure, details.exposure],
    [words.headroom, details.headroom],
    [words.utilisation, details.utilisation],
    [words.overdue, details.overdue],
    [words.recommended, details.recommended],
  ];
}

function detailBlocks(model: CustomerCardModel): KnownBlock[] {
  const words = cardWording[model.locale];
  const { details } = model;
  if (details === null) return [{ type: 'context', elements: [mrkdwn(words.detailsHidden)] }];
  const blocks: KnownBlock[] = [];
  if (details.aging.length > 0) {
    blocks.push({ type: 'section', text: mrkdwn(`*${words.aging}*\n${agingChart(details.aging)}`) });
  }
  if (details.reasons.length > 0) {
    const listed = details.reasons.slice(0, REASONS_SHOWN).map((reason) => `• ${escapeText(reason)}`);
    blocks.push({ type: 'section', text: mrkdwn(`*${words.reasons}*\n${listed.join('\n')}`) });
  }
  const promises = details.promises ?? [];
  if (promises.length > 0) {
    const listed = promises.map((promise) => `• ${escapeText(promise)}`);
    blocks.push({ type: 'section', text: mrkdwn([`*${promiseWording[model.locale].title}*`, ...listed].join('\n')) });
  }
  if (details.openAlerts.length > 0) {
    blocks.push({ type: 'divider' }, { type: 'section', text: mrkdwn(`*${words.openAlerts}*`) });
    blocks.push(...details.openAlerts.flatMap((alert) => openAlertBlocks(model.locale, alert)));
  }
  if (details.dataDates.length > 0) {
    const list = details.dataDates.map(escapeText).join(' · ');
    blocks.push({ type: 'context', elements: [mrkdwn(words.dataDates({ list }))] });
  }
  return blocks;
}

/** One alert in a list: what it is about, when it is due, and what the viewer may do about it. */
export function openAlertBlocks(locale: Locale, alert: OpenAlertModel, customerName?: string): KnownBlock[] {
  const title = [`${alert.severity} #${alert.id}`, ...(customerName === undefined ? [] : [escapeText(customerName)])];
  const labels = alert.labels.map(escapeText).join(locale === 'zh' ? '、' : ', ');
  const text = mrkdwn(`*${title.join(' ')}*　${labels}\n${escapeText(alert.status)}`, LIMITS.listEntry);
  const [first, ...others] = openAlertButtons(locale, alert);
  if (first === undefined) return [{ type: 'section', text }];
  // A single button stands beside the text.
  if (others.length === 0) return [{ type: 'section', text, accessory: first }];
  return [
    { type: 'section', text },
    { type: 'actions', elements: [first, ...others] },
  ];
}

function openAlertButtons(
  locale: Locale,
  { id, version, answerable, decisions, reviewValue }: OpenAlertModel,
): Button[] {
  const answer: Button = {
    type: 'button',
    action_id: OPEN_FEEDBACK,
    text: plain(alertWording[locale].submit, LIMITS.buttonText),
    value: `${id}:${version}`,
  };
  return [...(answerable ? [answer] : []), ...decisions.map((decision) => reviewButton(locale, decision, reviewValue))];
}
