import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { missingCalendarYear } from '@xinshao/core/feedback/calendar.ts';
import { countOverdueWithoutReminder } from '@xinshao/db/alerts/overdue.ts';
import { longestUntilRiskTold } from '@xinshao/db/alerts/risk-told.ts';
import { countDeliveries, countOpenAlerts } from '@xinshao/db/alerts/undelivered.ts';
import type { Database } from '@xinshao/db/database.ts';
import { QUEUES, type Queue } from '@xinshao/db/queue/queue.ts';
import { queueStatus } from '@xinshao/db/status/system-status.ts';
import { countUndelivered } from '@xinshao/db/status/undelivered.ts';
import { countWaitingRequests } from '@xinshao/db/status/waiting-requests.ts';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Figures for an operator, in Prometheus' text form at `/metrics`. No customer is named in any label. */
export interface Metrics {
  readonly lookup: Histogram<'outcome'>;
  readonly delivery: Histogram<'outcome'>;
  /** How long jobs were ready before they were taken up. */
  readonly queueWait: Histogram<'queue'>;
  readonly monitorRun: Histogram<'outcome'>;
  readonly interactionErrors: Counter<'kind'>;
  /** The exposition text and its content type. */
  render(): Promise<{ readonly contentType: string; readonly body: string }>;
}

/** What the gauges read. */
export interface MetricSources {
  readonly database: Database;
  readonly queue: Queue;
  readonly now: () => Date;
  readonly timeZone: string;
}

/** @param sources null while the database is not open: gauges over it are then left out */
export function createMetrics(sources: MetricSources | null): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const lookup = new Histogram({
    name: 'xinshao_lookup_seconds',
    help: 'Time from a lookup command to its answer',
    labelNames: ['outcome'],
    buckets: [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 3],
    registers,
  });
  const delivery = new Histogram({
    name: 'xinshao_delivery_seconds',
    help: 'Time one delivery job took',
    labelNames: ['outcome'],
    buckets: [0.05, 0.1, 0.5, 1, 3, 10, 30],
    registers,
  });
  const queueWait = new Histogram({
    name: 'xinshao_queue_wait_seconds',
    help: 'Time a delivery job was ready before it was taken up, by queue',
    labelNames: ['queue'],
    buckets: [0.05, 0.1, 0.5, 1, 3, 10, 60, 600],
    registers,
  });
  const monitorRun = new Histogram({
    name: 'xinshao_monitor_run_seconds',
    help: 'Time a monitor run took',
    labelNames: ['outcome'],
    buckets: [0.5, 1, 5, 15, 60, 300, 1800],
    registers,
  });
  const interactionErrors = new Counter({
    name: 'xinshao_interaction_errors_total',
    help: 'Commands and clicks that ended in an error a person saw',
    labelNames: ['kind'],
    registers,
  });
  if (sources !== null) registerGauges(registry, sources);
  return {
    lookup,
    delivery,
    queueWait,
    monitorRun,
    interactionErrors,
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

function registerGauges(registry: Registry, { database, queue, now, timeZone }: MetricSources): void {
  const registers = [registry];
  new Gauge({
    name: 'xinshao_alerts_open',
    help: 'Alerts that are not closed',
    labelNames: ['state', 'severity'],
    registers,
    async collect() {
      this.reset();
      for (const { state, severity, count } of await countOpenAlerts(database)) this.set({ state, severity }, count);
    },
  });
  new Gauge({
    name: 'xinshao_alerts_overdue_without_reminder',
    help: 'Alerts more than five minutes overdue of which nobody was told since their deadline; anything but 0 is wrong',
    registers,
    async collect() {
      this.set(await countOverdueWithoutReminder(database, now()));
    },
  });
  new Gauge({
    name: 'xinshao_risk_told_seconds',
    help: 'Longest time, over the alerts of the last day that risk is told at once, from opening or rise until it was told',
    registers,
    async collect() {
      this.set(await longestUntilRiskTold(database, now()));
    },
  });
  new Gauge({
    name: 'xinshao_holiday_calendar_missing',
    help: '1 from November on while the public holidays of the next year, or of this one, are not known',
    registers,
    collect() {
      this.set(missingCalendarYear(dayInTimeZone(now(), timeZone)) === null ? 0 : 1);
    },
  });
  new Gauge({
    name: 'xinshao_deliveries',
    help: 'Slack messages of alerts that wait, and that Slack refused',
    labelNames: ['state'],
    registers,
    async collect() {
      const { pending, failed } = await countDeliveries(database);
      this.set({ state: 'pending' }, pending);
      this.set({ state: 'failed' }, failed);
    },
  });
  new Gauge({
    name: 'xinshao_limit_requests_waiting',
    help: 'Requests for limits that wait for a decision, or for who asked',
    labelNames: ['state'],
    registers,
    async collect() {
      const { pending, returned } = await countWaitingRequests(database);
      this.set({ state: 'pending' }, pending);
      this.set({ state: 'returned' }, returned);
    },
  });
  new Gauge({
    name: 'xinshao_messages_undelivered',
    help: 'Slack messages of every kind that Slack refused',
    labelNames: ['kind'],
    registers,
    async collect() {
      this.reset();
      for (const { kind, count } of await countUndelivered(database)) this.set({ kind }, count);
    },
  });
  new Gauge({
    name: 'xinshao_queue_oldest_seconds',
    help: 'How long the longest-waiting ready job has been ready, by queue',
    labelNames: ['queue'],
    registers,
    async collect() {
      for (const { queue: name, waitSeconds } of await queueStatus(database)) this.set({ queue: name }, waitSeconds);
    },
  });
  new Gauge({
    name: 'xinshao_jobs',
    help: 'Jobs that wait or run, by queue',
    labelNames: ['queue', 'state'],
    registers,
    async collect() {
      for (const name of Object.values(QUEUES)) {
        const state = await queue.getQueue(name);
        if (state === null) continue;
        this.set({ queue: name, state: 'queued' }, state.queuedCount);
        this.set({ queue: name, state: 'active' }, state.activeCount);
      }
    },
  });
}
