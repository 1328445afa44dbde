import type { InteractiveElement } from '../blocks/layout.ts';
import { type Hub, personOf } from '../hub.ts';
import { nextTs } from '../state/state.ts';
import { givenValue } from '../state/values.ts';
import type { ActResult, ClickTarget, GivenValue, GivenValues, StateValues } from '../types.ts';
import { offeredOptions } from './options.ts';
import { channelField, interactionBase } from './payloads.ts';
import { elementsOf, type PlacedElement, type Surface, surfaceAt, valuesOf } from './targets.ts';

/** The element a person means: by action_id, and among several by a button's value or by index. */
function choose(surface: Surface, actionId: string, given: GivenValue | undefined): PlacedElement {
  const found = elementsOf(surface.blocks).filter(({ element }) => element.action_id === actionId);
  const buttons = found.filter(({ element }) => element.type === 'button');
  if (buttons.length > 0) {
    const byIndex = typeof given === 'number' ? buttons[given] : undefined;
    const byValue = buttons.find(({ element }) => element.type === 'button' && element.value === given);
    const button = given === undefined || given === null ? buttons[0] : (byIndex ?? byValue);
    if (button) return button;
    throw new Error(`No button ${actionId} with ${JSON.stringify(given)} there`);
  }
  // The same action_id may stand in several blocks; the one that tells the app is meant.
  const first = found.find(({ block }) => block.type !== 'input' || block.dispatch_action) ?? found[0];
  if (!first) {
    const there = elementsOf(surface.blocks).map(({ element }) => element.action_id);
    throw new Error(`No element ${actionId} there; there are: ${there.join(', ') || 'none'}`);
  }
  return first;
}

/** The `actions` entry of a payload. */
function actionOf(hub: Hub, placed: PlacedElement, value: Record<string, unknown>): Record<string, unknown> {
  const { element, blockId } = placed;
  const shared = { action_id: element.action_id, block_id: blockId, action_ts: nextTs(hub.state, hub.now()) };
  if (element.type === 'button') {
    const { text, value: carried, style, url } = element;
    return {
      ...shared,
      type: 'button',
      text,
      ...(carried === undefined ? {} : { value: carried }),
      ...(style === undefined ? {} : { style }),
      ...(url === undefined ? {} : { url }),
    };
  }
  return { ...shared, ...value };
}

const holdsState = (element: InteractiveElement) => element.type !== 'button' && element.type !== 'overflow';

/** Writes what was typed into a surface's values. @throws Error for elements or options that are not there */
export function typeInto(hub: Hub, userId: string, surface: Surface, typed: GivenValues): StateValues {
  const values = valuesOf(surface);
  for (const [blockId, byAction] of Object.entries(typed)) {
    for (const [actionId, given] of Object.entries(byAction)) {
      const placed = elementsOf(surface.blocks).find(
        (one) => one.blockId === blockId && one.element.action_id === actionId,
      );
      if (!placed) throw new Error(`No element ${actionId} in block ${blockId}`);
      const value = givenValue(
        placed.element,
        given,
        offered(hub, userId, placed.element, values[blockId]?.[actionId]),
      );
      values[blockId] = { ...values[blockId], [actionId]: value };
    }
  }
  return values;
}

function offered(hub: Hub, userId: string, element: InteractiveElement, held: Record<string, unknown> | undefined) {
  const initial =
    element.type === 'external_select'
      ? element.initial_option
        ? [element.initial_option]
        : []
      : element.type === 'multi_external_select'
        ? (element.initial_options ?? [])
        : [];
  const kept = held && 'selected_option' in held && isOption(held.selected_option) ? [held.selected_option] : [];
  return [...offeredOptions(hub, userId, element.action_id ?? ''), ...initial, ...kept];
}

const isOption = (value: unknown): value is { text: { type: 'plain_text'; text: string }; value: string } =>
  typeof value === 'object' && value !== null && 'value' in value && 'text' in value;

/**
 * Clicks a button or changes a menu, picker or dispatching input.
 * @throws Error when there is no such element in front of the person
 */
export async function click(
  hub: Hub,
  userId: string,
  target: ClickTarget,
  actionId: string,
  given?: GivenValue,
  typed: GivenValues = {},
): Promise<ActResult> {
  const user = personOf(hub, userId);
  const surface = surfaceAt(hub, userId, target);
  const placed = choose(surface, actionId, given);
  const values = typeInto(hub, userId, surface, typed);
  const { element, blockId } = placed;
  let value: Record<string, unknown> = {};
  if (element.type !== 'button') {
    const held = givenValue(element, given ?? null, offered(hub, userId, element, values[blockId]?.[actionId]));
    value = held;
    if (holdsState(element)) values[blockId] = { ...values[blockId], [actionId]: held };
  }
  const action = actionOf(hub, placed, value);
  const base = { type: 'block_actions', ...interactionBase(hub, user), actions: [action] };
  const { block } = placed;
  if (block.type === 'input' && !block.dispatch_action) return { ok: true, ack: undefined };
  if (surface.kind === 'view') {
    const isModal = surface.view.type === 'modal';
    return hub.deliverer
      .interact('interactive', {
        ...base,
        trigger_id: hub.triggers.create(userId, isModal ? surface.view.id : undefined),
        container: { type: 'view', view_id: surface.view.id },
        view: surface.view,
      })
      .then(asAct);
  }
  const { channel, ts, threadTs, ephemeral } = surface;
  const message = { ts, ephemeral };
  const responseTarget = {
    channel: channel.id,
    user: userId,
    message,
    ...(threadTs === undefined ? {} : { threadTs }),
  };
  return hub.deliverer
    .interact('interactive', {
      ...base,
      trigger_id: hub.triggers.create(userId),
      container: {
        type: 'message',
        message_ts: ts,
        channel_id: channel.id,
        is_ephemeral: ephemeral,
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      },
      channel: channelField(channel),
      message: surface.body,
      state: { values },
      response_url: hub.responseUrls.create(responseTarget),
    })
    .then(asAct);
}

/** What a person learns of a delivery. */
export const asAct = (
  outcome: { ok: true; body: unknown } | { ok: false; error: string; detail: string },
): ActResult => (outcome.ok ? { ok: true, ack: outcome.body } : outcome);
