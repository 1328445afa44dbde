import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { formatFen } from '@xinshao/core/money/fen.ts';
import type { Policy } from '@xinshao/core/policy/schema.ts';
import { STOP_LABELS } from '@xinshao/core/wording/labels/stops.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { describeEvidence, gradeText } from '@xinshao/core/wording/scoring.ts';
import { alertWording } from '@xinshao/core/wording/slack/alert.ts';
import type { AlertPerson, AlertView } from '@xinshao/db/alerts/alert-view.ts';
import { type Audience, audienceParts } from '@xinshao/db/alerts/audience.ts';
import { stepRecipient } from '@xinshao/db/alerts/step-recipient.ts';
import { type CustomerStop, stopOf } from '@xinshao/db/customers/stop-of.ts';
import type { Database } from '@xinshao/db/database.ts';
import { type AlertMessageModel, alertMessage, type SlackMessage } from '../blocks/alert-message.ts';
import { mention } from '../blocks/text.ts';
import type { People } from '../slack/people.ts';
import { undeliveredTexts } from './open-alert.ts';
import { outcomeOf } from './outcome.ts';
import type { PolicyLibrary } from './policy-library.ts';
import { ruleLabel } from './policy-library.ts';
import { reviewButtonValue, reviewLine, stepsInMessage } from './review.ts';
import { clockTime } from './time.ts';
import { severityMark, severityText } from './words.ts';

/** The message of an alert for one audience: channels read the company's language, a person their own. @param person whom the audience is; null: a channel */
export async function renderAlert(
  context: {
    readonly database: Database;
    readonly policies: PolicyLibrary;
    readonly people: People;
    readonly locale: Locale;
    readonly timeZone: string;
    readonly now: () => Date;
  },
  view: AlertView,
  audience: Audience,
  person: AlertPerson | null,
): Promise<SlackMessage> {
  const today = dayInTimeZone(context.now(), context.timeZone);
  const [policy, reader, answers, stop] = await Promise.all([
    context.policies.of(view.policyHash),
    inSlack(context.people, person),
    whoAnswers(context, view),
    view.state === 'closed' ? null : stopOf(context.database, view.customer.id, today),
  ]);
  const readerId = reader?.slackUserId ?? null;
  const locale = readerId === null ? context.locale : await context.people.localeOf(readerId);
  return alertMessage(alertMessageModel({ ...view, ...answers, stop }, policy, locale, context.timeZone, audience));
}

/** Who answers now: the owner; whoever is above where the owner has left, or is not let into Slack any more. */
async function whoAnswers(
  { database, people }: { readonly database: Database; readonly people: People },
  view: AlertView,
): Promise<Answering> {
  const first = await inSlack(people, await stepRecipient(database, view.id, 'owner'));
  const ownerHasLeft = view.owner !== null && first?.code !== view.owner.code;
  const user = first?.slackUserId ?? null;
  if (user === null || !(await people.isDisabled(user))) return { answering: first, ownerHasLeft };
  return { answering: await inSlack(people, await stepRecipient(database, view.id, 'manager')), ownerHasLeft };
}

interface Answering {
  /** null: nobody is left to answer. */
  readonly answering: AlertPerson | null;
  readonly ownerHasLeft: boolean;
}

/** A person with the Slack user that their e-mail address belongs to; somebody Slack does not know is only named. */
async function inSlack(people: People, person: AlertPerson | null): Promise<AlertPerson | null> {
  if (person === null || person.slackUserId !== null) return person;
  return { ...person, slackUserId: await people.slackUserOf(person).catch(() => null) };
}

/** Puts an alert into words. @param policy null where it is no longer readable: ids are shown then */
function alertMessageModel(
  view: AlertView & Answering & { readonly stop: CustomerStop | null },
  policy: Policy | null,
  locale: Locale,
  timeZone: string,
  audience: Audience,
): AlertMessageModel {
  return {
    locale,
    id: view.id,
    version: view.version,
    state: view.state,
    severity: severityText(view.severity, locale),
    customerId: view.customer.id,
    customerName: view.customer.name,
    openedOn: view.openedOn,
    warnings: view.warnings.map((warning) => ({
      mark: severityMark(warning.severity),
      label: ruleLabel(policy, warning.ruleId, locale),
      evidence: describeEvidence(locale, warning.evidence, policy),
    })),
    exposure: formatFen(view.exposureFen, locale),
    overdue: formatFen(view.overdueFen, locale),
    gradeBefore: view.gradeBefore === null ? null : gradeText(locale, view.gradeBefore, policy),
    gradeAfter: view.gradeAfter === null ? null : gradeText(locale, view.gradeAfter, policy),
    ownerName: view.owner?.name ?? null,
    ownerMention: view.owner === null || view.answering === null ? null : mention(view.answering),
    ownerHasLeft: view.ownerHasLeft,
    due: clockTime(view.dueAt, timeZone),
    stopped: view.stop === null ? null : stopText(view.stop, locale),
    purpose: purposeOf(audience),
    steps: stepsInMessage(view, audience),
    reviewValue: reviewButtonValue(view),
    reviews: view.reviews.map((review) => ({ line: reviewLine(review, locale, timeZone), note: review.note })),
    // The message itself is the proof that it arrived.
    undelivered: undeliveredTexts({ undelivered: view.undelivered.filter(({ what }) => what !== audience) }, locale),
    outcome: outcomeOf(view, { locale, timeZone, policy }),
  };
}

function stopText({ why, until }: CustomerStop, locale: Locale): string {
  const words = alertWording[locale];
  const stop = STOP_LABELS[why][locale];
  return until === null ? words.stopped({ stop }) : words.stoppedUntil({ stop, until });
}

function purposeOf(audience: Audience): AlertMessageModel['purpose'] {
  const { kind } = audienceParts(audience);
  return kind === 'channel' || kind === 'owner' ? 'answer' : kind;
}
