import { type AlertMessageModel, alertMessage } from '@xinshao/bot/blocks/alert-message.ts';
import type { ChartModel } from '@xinshao/bot/blocks/chart.ts';
import { collectionMessage, collectionReminder, listedCase } from '@xinshao/bot/blocks/collection-message.ts';
import { type CollectionFormKind, collectionFormView } from '@xinshao/bot/blocks/collection-modal.ts';
import { connectionMessage } from '@xinshao/bot/blocks/connection-message.ts';
import { type CustomerCardModel, customerCardMessage } from '@xinshao/bot/blocks/customer-card.ts';
import { feedbackHistoryView } from '@xinshao/bot/blocks/feedback-history.ts';
import { feedbackFormView, loadingView, noticeView } from '@xinshao/bot/blocks/feedback-modal.ts';
import { alertsBlocks, customersBlocks, homeView } from '@xinshao/bot/blocks/home.ts';
import { limitChoiceMessage } from '@xinshao/bot/blocks/limit-choice.ts';
import { limitDecisionView, limitFormView } from '@xinshao/bot/blocks/limit-form.ts';
import { type LimitRequestModel, limitRequestEntry, limitRequestMessage } from '@xinshao/bot/blocks/limit-request.ts';
import { homeListControls } from '@xinshao/bot/blocks/list-controls.ts';
import { branchMessage, choiceMessage, helpMessage, nothingFoundMessage } from '@xinshao/bot/blocks/lookup-answers.ts';
import { LINES_IN_MESSAGE, LINES_ON_PAGE, noticeListView, noticeMessage } from '@xinshao/bot/blocks/notice-message.ts';
import { type PortfolioModel, portfolioHomeBlocks, portfolioMessage } from '@xinshao/bot/blocks/portfolio.ts';
import { precheckForm, precheckMessage, precheckTold } from '@xinshao/bot/blocks/precheck-message.ts';
import { type ReportModel, reportCharts, reportMessage } from '@xinshao/bot/blocks/report-message.ts';
import { reviewFormView } from '@xinshao/bot/blocks/review-modal.ts';
import { reviewsBlocks } from '@xinshao/bot/blocks/reviews.ts';
import { statusMessage } from '@xinshao/bot/blocks/status-message.ts';
import { type StepMessageModel, stepMessage } from '@xinshao/bot/blocks/step-message.ts';
import { teamBlocks } from '@xinshao/bot/blocks/team.ts';
import { clip } from '@xinshao/bot/blocks/text.ts';
import { SUBCOMMANDS } from '@xinshao/bot/commands/subcommands.ts';
import { feedbackChoices } from '@xinshao/bot/present/words.ts';
import { REVIEW_ACTIONS, REVIEW_DECISIONS } from '@xinshao/core/alerts/review.ts';
import { CASE_STEPS } from '@xinshao/core/collection/case.ts';
import { COLLECTION_STAGES } from '@xinshao/core/collection/stages.ts';
import type { FeedbackAnswers } from '@xinshao/core/feedback/form.ts';
import { LOCALES } from '@xinshao/core/wording/locale.ts';
import { checkBlocks } from '@xinshao/sandbox/blocks/check-blocks.ts';
import { checkView } from '@xinshao/sandbox/blocks/view.ts';
import { describe, expect, it } from 'vitest';

/** Longer than anything Slack takes, with characters that must not be halved. */
const LONG = '长&<😀'.repeat(3_000);

const LONG_ANSWERS: FeedbackAnswers = {
  contact_method: 'phone',
  contacted_at: '2026-10-30',
  contact_person: LONG,
  cause: 'dispute',
  customer_says: LONG,
  recovery: 'likely',
  recovery_percent: 90,
  proposed_action: 'watch',
  promise: { date: '2026-11-30', amountFen: Number.MAX_SAFE_INTEGER },
  no_promise_reason: LONG,
  dispute_detail: LONG,
  fraud_detail: LONG,
  group_detail: LONG,
};

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
    ownerHasLeft: false,
    due: '2026-10-31 17:00',
    stopped: LONG,
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
    outcome: {
      by: LONG,
      at: LONG,
      lines: Array.from({ length: 14 }, () => ({ label: LONG, value: LONG })),
      remark: LONG,
      more: Array.from({ length: 20 }, () => LONG),
    },
  };
  const reviews = Array.from({ length: 5 }, () => ({ line: LONG, note: LONG }));
  const openAlert = {
    id: '1',
    version: 1,
    severity: LONG,
    labels: [LONG, LONG],
    status: LONG,
    answerable: true,
    decisions: REVIEW_DECISIONS,
    reviewValue: '9223372036854775807:99',
  };

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

  it.each([
    { inThread: true, answerable: true },
    { inThread: false, answerable: true },
    { inThread: false, answerable: false },
  ])('a reminder or an escalation: %j', (where) => {
    const ids = { alertId: '9223372036854775807', alertVersion: 2_147_483_647, customerId: 2_147_483_647 };
    const decisions = { decisions: REVIEW_DECISIONS, reviewValue: '9223372036854775807:99' };
    const model: StepMessageModel = { locale, text: LONG, ...ids, ...decisions, ...where };
    const { text, blocks } = stepMessage(model);
    message(blocks);
    expect(text.length).toBeLessThanOrEqual(4_000);
  });

  it('the customer card', () => {
    const card: CustomerCardModel = {
      locale,
      grant: LONG,
      endableGrant: '9223372036854775807',
      name: LONG,
      code: LONG,
      uscc: LONG,
      ownerName: LONG,
      formerName: LONG,
      hold: LONG,
      measures: Array.from({ length: 40 }, () => ({
        text: LONG,
        grave: true,
        reason: LONG,
        endableId: '9223372036854775807',
      })),
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
      initial: LONG_ANSWERS,
      edits: true,
      attachments: { maximumFiles: 5, maximumMegabytes: 10, types: ['pdf', 'jpg'] },
      attached: Array.from({ length: 20 }, (_, file) => ({ value: `F${file}`, label: LONG })),
    });
    for (const view of [form, loadingView(), noticeView(locale, LONG, LONG)]) {
      expect(checkView(view, 'modal')).toMatchObject({ ok: true });
    }
  });

  it('the record of a hundred answers', () => {
    const answers = Array.from({ length: 100 }, (_, place) => ({
      revision: 100 - place,
      by: LONG,
      at: LONG,
      remark: LONG,
      lines: Array.from({ length: 14 }, () => ({ label: LONG, value: LONG })),
      files: Array.from({ length: 5 }, () => LONG),
    }));
    const promises = Array.from({ length: 50 }, () => LONG);
    const view = feedbackHistoryView({ locale, alertId: '1', customerName: LONG, hasFiles: true, promises, answers });
    expect(checkView(view, 'modal')).toMatchObject({ ok: true });
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
        estimate: LONG,
        actions: choices,
        verdicts: choices,
        cutHint: LONG,
      });
      expect(checkView(view, 'modal')).toMatchObject({ ok: true });
    }
  });

  it('a monthly report of 200 rules and people, with its charts', () => {
    const many = <T>(of: T): T[] => Array.from({ length: 200 }, () => of);
    const table = { title: '各规则', hint: LONG, header: many(LONG).slice(0, 7), rows: many(many(LONG).slice(0, 7)) };
    const series = many({ name: LONG, values: many(1) }).slice(0, 2);
    const named = series.map((one, place) => ({ ...one, name: `${place}${LONG}` }));
    const chart = { kind: 'bar' as const, title: LONG, categories: many(LONG), series: named };
    const model: ReportModel = {
      locale,
      title: LONG,
      lines: many(LONG),
      tables: [table, table, table, table, table],
      charts: [chart, chart, { ...chart, categories: [] }],
    };
    const { blocks } = reportMessage(model);
    const charts = reportCharts(model);
    expect(charts).toHaveLength(2);
    message([...blocks, ...charts]);
    const tables = blocks.filter((block) => JSON.stringify(block).includes('```'));
    expect(tables).toHaveLength(5);
    for (const block of tables) expect(JSON.stringify(block).split('```')).toHaveLength(3);
  });

  const bars = Array.from({ length: 11 }, () => ({ label: LONG, share: 0.1, amount: '¥1.00亿 · 48,395' }));
  const chart: ChartModel = {
    kind: 'bar',
    title: LONG,
    categories: Array.from({ length: 50 }, () => LONG),
    series: Array.from({ length: 9 }, () => ({ name: LONG, values: Array.from({ length: 50 }, (_, value) => value) })),
  };
  const portfolio: PortfolioModel = {
    locale,
    asOf: '2026-10-31',
    figures: Array.from({ length: 12 }, () => [LONG, LONG] as const),
    change: LONG,
    stale: LONG,
    grades: bars,
    aging: bars,
    concentration: LONG,
    breakdown: { choice: 'a', title: LONG, bars, note: LONG, chart },
    choices: [
      { value: 'a', label: LONG },
      { value: 'b', label: LONG },
    ],
    gradeChart: chart,
    summary: LONG,
  };

  it('the portfolio, with charts and without', () => {
    const { text, blocks, withoutCharts } = portfolioMessage(portfolio);
    message(blocks);
    message(withoutCharts);
    expect(text.length).toBeLessThanOrEqual(4_000);
    expect(JSON.stringify(withoutCharts)).not.toContain('data_visualization');
    const empty = { ...chart, categories: [] };
    message(
      portfolioMessage({
        ...portfolio,
        gradeChart: empty,
        breakdown: { ...portfolio.breakdown, bars: [], chart: empty },
      }).blocks,
    );
  });

  it('a limit request as a message and on Home, its forms, and the choice of a customer', () => {
    const request: LimitRequestModel = {
      locale,
      id: '9223372036854775807',
      version: 2_147_483_647,
      customerId: 1,
      customerName: LONG,
      requesterName: LONG,
      state: LONG,
      headlines: [LONG, LONG],
      figures: Array.from({ length: 12 }, () => [LONG, LONG] as const),
      paragraphs: Array.from({ length: 6 }, () => ({ heading: LONG, lines: [LONG, LONG] })),
      history: Array.from({ length: 50 }, () => LONG),
      footer: LONG,
      offers: ['approve', 'return', 'reject', 'edit', 'withdraw'],
      decisionValue: '9223372036854775807:2147483647:3:99',
    };
    message(limitRequestMessage(request).blocks);
    message(limitRequestEntry(request));
    const customers = Array.from({ length: 10 }, (_, customerId) => ({ customerId, code: LONG, name: LONG }));
    message(limitChoiceMessage(locale, LONG, customers, { limitFen: 1_000_000_000_000, termDays: 720 }).blocks);
    const form = limitFormView({
      locale,
      metadata: '{}',
      edits: true,
      paragraphs: [LONG, LONG, LONG, LONG],
      figures: Array.from({ length: 12 }, () => [LONG, LONG] as const),
      filled: { limit: '10,000,000,000.00', terms: '720', until: '2026-12-31', reason: 'x'.repeat(1_000) },
    });
    const decisions = (['approve', 'return', 'reject'] as const).map((decision) =>
      limitDecisionView({ locale, metadata: '{}', decision, about: LONG }),
    );
    for (const view of [form, ...decisions]) expect(checkView(view, 'modal')).toMatchObject({ ok: true });
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
      stop: LONG,
    }));
    const members = customers.map(({ name }) => ({ name, owed: 9, overdue: 9, review: 9, rate: LONG, exposure: LONG }));
    const answer = [LONG, LONG];
    const reviews = alerts.map((one) => ({ ...one, customerId: 1, reviewValue: '1:1', answer }));
    const filters = Array.from({ length: 6 }, (_, value) => ({ value: String(value), label: LONG }));
    const controls = homeListControls(locale, 'list', { filter: '1', page: 2, pages: 3, filters });
    const list = <Item>(items: readonly Item[]) => ({ heading: LONG, empty: LONG, items, controls });
    const sections = [
      reviewsBlocks(locale, list(reviews.slice(0, 5))),
      alertsBlocks(locale, list(alerts)),
      customersBlocks(locale, list(customers)),
      teamBlocks(locale, list(members)),
      portfolioHomeBlocks(portfolio, controls),
    ];
    for (const section of sections) {
      expect(checkView(homeView({ locale, name: LONG, updatedAt: LONG, sections: [section] }), 'home')).toMatchObject({
        ok: true,
      });
    }
    const view = homeView({ locale, name: LONG, updatedAt: LONG, sections: [...sections, ...sections] });
    expect(checkView(view, 'home')).toMatchObject({ ok: true });
  });
});

describe.each(LOCALES)('messages about many alerts (%s)', (locale) => {
  const button = (actionId: string) => ({ actionId, label: LONG, value: '9223372036854775807:2147483647:99:99' });
  const line = {
    ...{ id: '9223372036854775807', name: LONG, mark: '🔴', figures: LONG, remark: LONG },
    buttons: [button('one'), button('two'), button('three')],
  };

  it('the message with every section, the longest single section, and a page of the list', () => {
    const section = (count: number) => ({
      ...{ intro: [LONG, LONG, LONG], total: 3_228, listValue: '9223372036854775807:999999:approval' },
      lines: Array.from({ length: count }, () => line),
    });
    const four = [5, 5, 5, 5].map(section);
    message(noticeMessage({ locale, title: LONG, sections: four }).blocks);
    message(noticeMessage({ locale, title: LONG, sections: [section(LINES_IN_MESSAGE)] }).blocks);
    const lines = section(LINES_ON_PAGE).lines;
    const page = { locale, lines, total: 3_228, offset: 40, valueAt: (offset: number) => String(offset) };
    expect(checkView(noticeListView(page), 'modal')).toMatchObject({ ok: true });
  });

  it('how the system is doing', () => {
    const lines = Array.from({ length: 10 }, () => LONG);
    message(statusMessage({ locale, lines, undelivered: lines, retryable: true }).blocks);
  });
});

it.each(LOCALES)('what the bot sends of a prospect keeps within what Slack takes (%s)', (locale) => {
  const customer = { id: 2_147_483_647, name: LONG };
  const about = { locale, name: LONG, happened: LONG, outcome: LONG, customer };
  const offers = ['take', 'done', 'decline'] as const;
  const shown = { id: '9223372036854775807', version: 2_147_483_647, uscc: LONG, note: LONG, by: LONG, at: LONG };
  message(precheckMessage({ ...about, ...shown, offers, isTaken: true }).blocks);
  message(precheckTold(about).blocks);
  const customers = Array.from({ length: 10 }, (_, id) => ({ id, name: LONG, code: LONG }));
  for (const kind of ['done', 'decline'] as const) {
    const form = precheckForm({ locale, metadata: '{}', kind, name: LONG, customers });
    expect(checkView(form, 'modal')).toMatchObject({ ok: true });
  }
});

it.each(LOCALES)('what the bot sends of a connected browser keeps within what Slack takes (%s)', (locale) => {
  const shown = { locale, id: '9223372036854775807', version: 2, browser: LONG, connectedAt: LONG, expiresAt: LONG };
  for (const endedAt of [null, LONG]) message(connectionMessage({ ...shown, endedAt }).blocks);
});

it('the check itself notices one character too many', () => {
  const header = (length: number) => [{ type: 'header', text: { type: 'plain_text', text: 'x'.repeat(length) } }];
  expect(checkBlocks(header(150), { surface: 'message' }).ok).toBe(true);
  expect(checkBlocks(header(151), { surface: 'message' }).ok).toBe(false);
  expect(clip('x'.repeat(151), 150)).toHaveLength(150);
});

describe.each(LOCALES)('what the bot sends of collection keeps within what Slack takes (%s)', (locale) => {
  const collection = {
    locale,
    id: '9223372036854775807',
    version: 2_147_483_647,
    customerId: 1,
    title: LONG,
    fallback: LONG,
    fields: Array.from({ length: 6 }, () => ({ label: 'x', value: LONG })),
    paragraphs: Array.from({ length: 6 }, () => LONG),
    context: LONG,
    steps: CASE_STEPS,
  };

  it('messages, reminders and lists of collection', () => {
    message(collectionMessage(collection).blocks);
    message(collectionReminder({ ...collection, text: LONG }).blocks);
    message([listedCase(locale, collection.id, LONG, LONG)]);
  });

  it.each(CASE_STEPS.filter((step): step is CollectionFormKind => step !== 'ask_letter'))(
    'the form of collection: %s',
    (kind) => {
      const view = collectionFormView({
        locale,
        kind,
        metadata: { caseId: collection.id, kind, from: 'litigation', request: 2_147_483_647 },
        introduction: [LONG, LONG],
        today: '2026-10-31',
        channels: [{ value: 'phone', label: LONG }],
        stages: COLLECTION_STAGES.map((value) => ({ value, label: LONG })),
        advised: 'visit',
        total: '90,071,992,547,409.91',
      });
      expect(checkView(view, 'modal')).toMatchObject({ ok: true });
    },
  );
});
