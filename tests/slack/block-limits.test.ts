import { type AlertMessageModel, alertMessage } from '@xinshao/bot/blocks/alert-message.ts';
import { type CustomerCardModel, customerCardMessage } from '@xinshao/bot/blocks/customer-card.ts';
import { feedbackFormView, loadingView, noticeView } from '@xinshao/bot/blocks/feedback-modal.ts';
import { alertsBlocks, customersBlocks, homeView } from '@xinshao/bot/blocks/home.ts';
import { branchMessage, choiceMessage, helpMessage, nothingFoundMessage } from '@xinshao/bot/blocks/lookup-answers.ts';
import { reviewFormView } from '@xinshao/bot/blocks/review-modal.ts';
import { type StepMessageModel, stepMessage } from '@xinshao/bot/blocks/step-message.ts';
import { clip } from '@xinshao/bot/blocks/text.ts';
import { SUBCOMMANDS } from '@xinshao/bot/commands/subcommands.ts';
import { feedbackChoices } from '@xinshao/bot/present/words.ts';
import { REVIEW_ACTIONS, REVIEW_DECISIONS } from '@xinshao/core/alerts/review.ts';
import { LOCALES } from '@xinshao/core/wording/locale.ts';
import { checkBlocks } from '@xinshao/sandbox/blocks/check-blocks.ts';
import { checkView } from '@xinshao/sandbox/blocks/view.ts';
import { describe, expect, it } from 'vitest';

/** Longer than anything Slack takes, with characters that must not be halved. */
const LONG = '长&<😀'.repeat(3_000);

const message = (blocks: unknown) => expect(checkBlocks(blocks, { surface: 'message' })).toMatchObject({ ok: true });

describe.each(LOCALES)('what the bot sends keeps within what Slack takes (%s)', (locale) => {
  const alert: AlertMessageModel = {
    locale,
    id: '9223372036854775807',
    version: 2_147_483_647,
    state: 'open',
    severity: '🔴 红色',
    customerId: 1,
    customerName: LONG,
    openedOn: '2026-10-31',
    warnings: Array.from({ length: 200 }, () => ({ mark: '🔴', label: LONG, evidence: LONG })),
    exposure: LONG,
    overdue: LONG,
    gradeBefore: LONG,
    gradeAfter: LONG,
    ownerName: LONG,
    ownerMention: '<@U1>',
    due: '2026-10-31 17:00',
    outcome: null,
    purpose: 'answer',
    steps: ['submit_feedback'],
    reviewValue: '9223372036854775807:99',
    reviews: [],
    undelivered: [],
  };
  const answered: AlertMessageModel = {
    ...alert,
    state: 'answered',
    outcome: { by: LONG, at: LONG, lines: Array.from({ length: 14 }, () => ({ label: LONG, value: LONG })) },
  };
  const reviews = Array.from({ length: 5 }, () => ({ line: LONG, note: LONG }));
  const openAlert = { id: '1', version: 1, severity: LONG, labels: [LONG, LONG], status: LONG, answerable: true };

  it.each<[string, AlertMessageModel]>([
    ['open', alert],
    ['answered', answered],
    ['returned', { ...answered, state: 'returned' }],
    ['closed', { ...answered, state: 'closed', steps: [], reviews }],
    ['for review', { ...answered, purpose: 'review', steps: ['accept', 'return', 'close'], reviews }],
    ['with a question', { ...answered, state: 'returned', purpose: 'question', reviews }],
  ])('the alert message, %s', (_state, model) => {
    const { text, blocks } = alertMessage(model);
    message(blocks);
    expect(text.length).toBeLessThanOrEqual(4_000);
  });

  it.each([true, false])('a reminder or an escalation, in a thread: %s', (inThread) => {
    const ids = { alertId: '9223372036854775807', alertVersion: 2_147_483_647, customerId: 2_147_483_647 };
    const model: StepMessageModel = { locale, text: LONG, ...ids, answerable: true, inThread };
    const { text, blocks } = stepMessage(model);
    message(blocks);
    expect(text.length).toBeLessThanOrEqual(4_000);
  });

  it('the customer card', () => {
    const card: CustomerCardModel = {
      locale,
      name: LONG,
      code: LONG,
      uscc: LONG,
      ownerName: LONG,
      formerName: LONG,
      hold: LONG,
      measures: Array.from({ length: 4 }, () => ({ text: LONG, grave: true, reason: LONG })),
      standing: { grade: LONG, limit: LONG, terms: LONG, asOf: LONG, staleSince: LONG },
      details: {
        score: LONG,
        confidence: LONG,
        recommended: LONG,
        exposure: LONG,
        headroom: LONG,
        utilisation: LONG,
        overdue: LONG,
        aging: Array.from({ length: 7 }, () => ({ label: LONG, share: 1 / 7, amount: LONG })),
        reasons: Array.from({ length: 50 }, () => LONG),
        dataDates: Array.from({ length: 50 }, () => LONG),
        openAlerts: Array.from({ length: 5 }, () => openAlert),
      },
    };
    message(customerCardMessage(card).blocks);
    message(customerCardMessage({ ...card, details: null }).blocks);
    message(customerCardMessage({ ...card, standing: null, details: null }).blocks);
  });

  it('choice, suggestions, branch and help', () => {
    const customers = Array.from({ length: 200 }, (_, customerId) => ({ customerId, code: LONG, name: LONG }));
    message(choiceMessage(locale, LONG, customers).blocks);
    message(nothingFoundMessage(locale, LONG, customers).blocks);
    message(branchMessage(locale, LONG, { name: LONG, customer: null }).blocks);
    message(
      helpMessage(
        locale,
        SUBCOMMANDS.map(({ help }) => help[locale]),
      ).blocks,
    );
  });

  it('the feedback form with every field, the loading view and notices', () => {
    const form = feedbackFormView({
      locale,
      alertId: '9223372036854775807',
      steps: 1,
      question: LONG,
      customerName: LONG,
      due: LONG,
      warnings: Array.from({ length: 100 }, () => LONG),
      notice: LONG,
      today: '2026-10-31',
      choices: feedbackChoices(locale),
      asksPromise: true,
      details: ['dispute_detail', 'fraud_detail', 'group_detail'],
    });
    for (const view of [form, loadingView(), noticeView(locale, LONG, LONG)]) {
      expect(checkView(view, 'modal')).toMatchObject({ ok: true });
    }
  });

  it('the three forms of a review', () => {
    const choices = REVIEW_ACTIONS.map((value) => ({ value, label: LONG }));
    const lines = Array.from({ length: 14 }, () => ({ label: LONG, value: LONG }));
    for (const decision of REVIEW_DECISIONS) {
      const view = reviewFormView({
        locale,
        alertId: '9223372036854775807',
        steps: 1,
        decision,
        customerName: LONG,
        answer: { by: LONG, at: LONG, lines },
        actions: choices,
        verdicts: choices,
      });
      expect(checkView(view, 'modal')).toMatchObject({ ok: true });
    }
  });

  it('the Home tab of somebody with 1,000 alerts and 1,000 customers', () => {
    const alerts = Array.from({ length: 1_000 }, () => ({ ...openAlert, customerName: LONG }));
    const customers = Array.from({ length: 1_000 }, (_, customerId) => ({
      customerId,
      name: LONG,
      grade: LONG,
      overdue: LONG,
      exposure: LONG,
      limit: LONG,
    }));
    const sections = [alertsBlocks(locale, alerts), customersBlocks(locale, customers)];
    const view = homeView({ locale, name: LONG, updatedAt: LONG, sections: [...sections, ...sections] });
    expect(checkView(view, 'home')).toMatchObject({ ok: true });
  });
});

it('the check itself notices one character too many', () => {
  const header = (length: number) => [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(length) } }];
  expect(checkBlocks(header(150), { surface: 'message' }).ok).toBe(true);
  expect(checkBlocks(header(151), { surface: 'message' }).ok).toBe(false);
  expect(clip('x'.repeat(151), 150)).toHaveLength(150);
});
