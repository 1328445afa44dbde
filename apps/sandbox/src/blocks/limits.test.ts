import { describe, expect, it } from 'vitest';
import { checkBlocks, type Surface } from './check-blocks.ts';
import { asLine } from './complaints.ts';
import { checkView } from './view.ts';

const x = (length: number) => 'x'.repeat(length);
const many = <Item>(count: number, make: (index: number) => Item) =>
  Array.from({ length: count }, (_, index) => make(index));
const plain = (length: number) => ({ type: 'plain_text', text: x(length) });
const mrkdwn = (length: number) => ({ type: 'mrkdwn', text: x(length) });
const divider = () => ({ type: 'divider' });
const button = (more: object = {}) => ({ type: 'button', text: plain(1), action_id: 'b', ...more });
const actions = (...elements: object[]) => [{ type: 'actions', elements }];
const option = (text: number, value: number) => ({ text: plain(text), value: x(value) });
const select = (more: object) => actions({ type: 'static_select', action_id: 's', ...more });
const input = (element: object, more: object = {}) => [{ type: 'input', label: plain(1), element, ...more }];
const textInput = (more: object = {}) => ({ type: 'plain_text_input', action_id: 't', ...more });
const dialog = (title: number, text: number, confirm: number) =>
  actions(button({ confirm: { title: plain(title), text: mrkdwn(text), confirm: plain(confirm), deny: plain(1) } }));
const cell = () => ({ type: 'raw_text', text: '1' });
const table = (rows: number, columns: number) => [{ type: 'table', rows: many(rows, () => many(columns, cell)) }];
const dataTable = (rows: number) => [{ type: 'data_table', caption: 'c', rows: many(rows, () => [cell()]) }];
const chart = (series: number, points: number, title = 1) => ({
  type: 'data_visualization',
  title: x(title),
  chart: {
    type: 'line',
    axis_config: { categories: many(points, (index) => `p${index}`) },
    series: many(series, (index) => ({
      name: `s${index}`,
      data: many(points, (point) => ({ label: `p${point}`, value: point })),
    })),
  },
});
const pie = (segments: number) => [
  {
    type: 'data_visualization',
    title: 't',
    chart: { type: 'pie', segments: many(segments, (index) => ({ label: `s${index}`, value: 1 })) },
  },
];

/** [what, the blocks at a size, the largest size that passes, the surface]. */
const limits: [string, (size: number) => object[], number, Surface?][] = [
  ['blocks of a message', (size) => many(size, divider), 50],
  ['blocks of a modal', (size) => many(size, divider), 100, 'modal'],
  ['blocks of Home', (size) => many(size, divider), 100, 'home'],
  ['section text', (size) => [{ type: 'section', text: mrkdwn(size) }], 3000],
  ['section fields', (size) => [{ type: 'section', fields: many(size, () => mrkdwn(1)) }], 10],
  ['section field text', (size) => [{ type: 'section', fields: [mrkdwn(size)] }], 2000],
  ['header text', (size) => [{ type: 'header', text: plain(size) }], 150],
  ['block_id', (size) => [{ type: 'divider', block_id: x(size) }], 255],
  ['action_id', (size) => actions(button({ action_id: x(size) })), 255],
  ['button text', (size) => actions(button({ text: plain(size) })), 75],
  ['button value', (size) => actions(button({ value: x(size) })), 2000],
  ['button url', (size) => actions(button({ url: x(size) })), 3000],
  ['elements of actions', (size) => actions(...many(size, (index) => button({ action_id: `b${index}` }))), 25],
  ['elements of context', (size) => [{ type: 'context', elements: many(size, () => mrkdwn(1)) }], 10],
  [
    'options of a menu',
    (size) => select({ options: many(size, (index) => ({ text: plain(1), value: `${index}` })) }),
    100,
  ],
  ['option text', (size) => select({ options: [option(size, 1)] }), 75],
  ['option value', (size) => select({ options: [option(1, size)] }), 150],
  ['menu placeholder', (size) => select({ options: [option(1, 1)], placeholder: plain(size) }), 150],
  ['options of an overflow menu', (size) => actions({ type: 'overflow', options: many(size, () => option(1, 1)) }), 5],
  ['radio buttons', (size) => actions({ type: 'radio_buttons', options: many(size, () => option(1, 1)) }), 10],
  ['title of a confirm dialog', (size) => dialog(size, 1, 1), 100],
  ['text of a confirm dialog', (size) => dialog(1, size, 1), 300],
  ['button of a confirm dialog', (size) => dialog(1, 1, size), 30],
  ['input label', (size) => input(textInput(), { label: plain(size) }), 2000, 'modal'],
  ['input hint', (size) => input(textInput(), { hint: plain(size) }), 2000, 'modal'],
  ['input max_length', (size) => input(textInput({ max_length: size })), 3000, 'modal'],
  ['image description', (size) => [{ type: 'image', image_url: 'https://example.com/a.png', alt_text: x(size) }], 2000],
  ['table rows', (size) => table(size, 2), 100],
  ['table columns', (size) => table(2, size), 20],
  ['tables in a message', (size) => many(size, () => table(1, 1)).flat(), 1],
  ['data_table rows', dataTable, 101],
  ['chart title', (size) => [chart(1, 1, size)], 50],
  ['chart series', (size) => [chart(size, 2)], 6],
  ['chart points', (size) => [chart(1, size)], 20],
  ['pie segments', pie, 6],
  ['charts in a message', (size) => many(size, () => chart(1, 1)), 2],
];

describe('every size passes at its limit and is refused one over', () => {
  it.each(limits)('%s', (_what, make, limit, surface = 'message') => {
    expect(checkBlocks(make(limit), { surface })).toMatchObject({ ok: true });
    expect(checkBlocks(make(limit + 1), { surface })).toMatchObject({ ok: false });
  });
});

/** The complaints about some blocks, as Slack words them. */
const complaints = (blocks: object[], surface: Surface = 'message') => {
  const checked = checkBlocks(blocks, { surface });
  return checked.ok ? [] : checked.complaints.map(asLine);
};

describe('what is wrong is said with its place', () => {
  it.each([
    [[{ type: 'shout' }], 'unsupported type: shout [json-pointer:/blocks/0/type]'],
    [[{ type: 'header' }], 'missing required field: text [json-pointer:/blocks/0]'],
    [[{ type: 'section' }], 'missing required field: text [json-pointer:/blocks/0]'],
    [[{ type: 'header', text: mrkdwn(1) }], 'value must be one of: plain_text [json-pointer:/blocks/0/text/type]'],
    [[{ type: 'divider', colour: 1 }], 'invalid additional property: colour [json-pointer:/blocks/0]'],
    [
      actions(...many(26, (index) => button({ action_id: `${index}` }))),
      'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
    ],
    [[{ type: 'section', text: mrkdwn(0) }], 'must be more than 0 characters [json-pointer:/blocks/0/text/text]'],
    [
      many(2, () => ({ type: 'divider', block_id: 'a' })),
      '`block_id` `a` already exists [json-pointer:/blocks/1/block_id]',
    ],
    [input({ type: 'file_input' }), 'unsupported type: file_input [json-pointer:/blocks/0/element/type]'],
  ])('%j', (blocks, line) => {
    expect(complaints(blocks)).toContain(line);
  });

  it('the same action_id twice in one block is refused, in two blocks it is not', () => {
    expect(complaints([{ type: 'actions', block_id: 'a', elements: [button(), button()] }])).toEqual([
      '`action_id` `b` already exists for `block_id` `a` [json-pointer:/blocks/0/elements/1/action_id]',
    ]);
    expect(complaints([...actions(button()), ...actions(button())])).toEqual([]);
  });

  it('tables and charts are for messages only', () => {
    for (const blocks of [table(1, 1), pie(1), dataTable(1)]) {
      expect(complaints(blocks)).toEqual([]);
      expect(complaints(blocks, 'home')[0]).toMatch(/^unsupported type/);
    }
  });
});

describe('modals', () => {
  const modal = (more: object = {}) => ({ type: 'modal', title: plain(1), blocks: [divider()], ...more });
  const outcome = (view: object) => {
    const checked = checkView(view, 'modal');
    return checked.ok ? 'ok' : checked.error;
  };

  it.each([
    ['title', (size: number) => modal({ title: plain(size) }), 24],
    ['submit', (size: number) => modal({ submit: plain(size) }), 24],
    ['close', (size: number) => modal({ close: plain(size) }), 24],
    ['private_metadata', (size: number) => modal({ private_metadata: x(size) }), 3000],
    ['callback_id', (size: number) => modal({ callback_id: x(size) }), 255],
    ['external_id', (size: number) => modal({ external_id: x(size) }), 255],
  ])('%s passes at its limit and is refused one over', (_what, make, limit) => {
    expect(outcome(make(limit))).toBe('ok');
    expect(outcome(make(limit + 1))).toBe('invalid_arguments');
  });

  it('inputs need a submit button; titles are plain text; 250 kB is too large', () => {
    expect(outcome(modal({ blocks: input(textInput()) }))).toBe('invalid_arguments');
    expect(outcome(modal({ blocks: input(textInput()), submit: plain(2) }))).toBe('ok');
    expect(outcome(modal({ title: mrkdwn(2) }))).toBe('invalid_arguments');
    expect(outcome(modal({ blocks: many(90, () => ({ type: 'section', text: mrkdwn(3000) })) }))).toBe(
      'view_too_large',
    );
    expect(outcome({ type: 'home', blocks: [] })).toBe('invalid_arguments');
  });
});
