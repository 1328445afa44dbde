import type { AllMiddlewareArgs, BlockAction, ButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { CaseStepKind } from '@xinshao/core/collection/case.ts';
import { dayInTimeZone } from '@xinshao/core/day/day.ts';
import { CASE_REFUSAL_LABELS } from '@xinshao/core/wording/labels/collection.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import { collectionWording } from '@xinshao/core/wording/slack/collection.ts';
import { caseView } from '@xinshao/db/collection/case-view.ts';
import { loadingView, noticeView } from '../../blocks/feedback-modal.ts';
import { refusalText, takeStep } from '../../collection/answer-case.ts';
import { caseForm } from '../../collection/case-form.ts';
import { refuseStranger } from '../../lookup/refusal.ts';
import type { Services } from '../../services.ts';
import { presentError } from '../../slack/present-error.ts';
import { showError } from '../../slack/show-error.ts';
import { tellPerson } from '../../slack/tell-person.ts';

type Arguments = SlackActionMiddlewareArgs<BlockAction<ButtonAction>> & AllMiddlewareArgs;

/** A button of a case; its value is `case:version`. All but the letter open a form, a loading view first. */
export function collect(services: Services, kind: CaseStepKind) {
  return async ({ ack, action, body, respond, client }: Arguments): Promise<void> => {
    await ack();
    const slackUserId = body.user.id;
    const [caseId = '', version = ''] = (action.value ?? '').split(':');
    try {
      if (kind === 'ask_letter') {
        const locale = await services.people.localeOf(slackUserId);
        const text = await askLetter(services, slackUserId, caseId, version, locale);
        await tellPerson(services, { client, body, respond }, text, 'open-collection');
        return;
      }
      const opened = await client.views.open({ trigger_id: body.trigger_id, view: loadingView() });
      const viewId = opened.view?.id;
      if (viewId === undefined) return;
      const locale = await services.people.localeOf(slackUserId);
      const view = await caseForm(services, { slackUserId, caseId, kind }, locale).catch((error: unknown) =>
        noticeView(
          locale,
          collectionWording[locale].notPossible,
          presentError(services, error, locale, 'open-collection'),
        ),
      );
      await client.views.update({ view_id: viewId, view });
    } catch (error) {
      await showError(services, { client, body, respond }, error, 'open-collection');
    }
  };
}

/** Two presses on the same message make one letter. @returns what the person is told */
async function askLetter(
  services: Services,
  slackUserId: string,
  caseId: string,
  version: string,
  locale: Locale,
): Promise<string> {
  const words = collectionWording[locale];
  const member = await services.people.staffOf(slackUserId);
  if (member === null) return refuseStranger(services, locale);
  if (services.creditor === null) return words.letterNoCreditor;
  const view = await caseView(services.database, caseId, dayInTimeZone(services.now(), services.timeZone));
  if (view === null) return CASE_REFUSAL_LABELS.missing[locale];
  const submission = `${caseId}:${version}:${member.code}`;
  const result = await takeStep(services, member, caseId, view.policyHash, { kind: 'ask_letter', submission });
  if (result.outcome === 'stored') return words.letterComing;
  return result.outcome === 'repeated' ? words.letterRepeated : refusalText(services, result, locale);
}
