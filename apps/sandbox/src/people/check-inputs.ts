import type { InputElement } from '../blocks/layout.ts';
import { plainValue } from '../state/plain-value.ts';
import type { StateValues, View } from '../types.ts';

type Locale = 'zh-CN' | 'en-US';

const words = {
  required: { 'zh-CN': '请填写此项', 'en-US': 'Please complete this required field.' },
  short: { 'zh-CN': '至少输入 # 个字符', 'en-US': 'Please enter at least # characters.' },
  long: { 'zh-CN': '最多输入 # 个字符', 'en-US': 'Please enter at most # characters.' },
  number: { 'zh-CN': '请输入数字', 'en-US': 'Please enter a number.' },
  wholeNumber: { 'zh-CN': '请输入整数', 'en-US': 'Please enter a whole number.' },
  small: { 'zh-CN': '不能小于 #', 'en-US': 'Please enter a number of at least #.' },
  big: { 'zh-CN': '不能大于 #', 'en-US': 'Please enter a number of at most #.' },
  email: { 'zh-CN': '请输入有效的邮箱地址', 'en-US': 'Please enter a valid email address.' },
  url: {
    'zh-CN': '请输入以 http:// 或 https:// 开头的网址',
    'en-US': 'Please enter a URL starting with http:// or https://.',
  },
  date: { 'zh-CN': '请选择有效日期', 'en-US': 'Please choose a valid date.' },
  many: { 'zh-CN': '最多选择 # 项', 'en-US': 'Please choose at most #.' },
} satisfies Record<string, Record<Locale, string>>;

type Word = keyof typeof words;
type Complaint = { word: Word; amount?: string | number };

function textComplaint(element: InputElement, text: string): Complaint | undefined {
  switch (element.type) {
    case 'plain_text_input':
      if (text.length < (element.min_length ?? 0)) return { word: 'short', amount: element.min_length ?? 0 };
      if (text.length > (element.max_length ?? 3000)) return { word: 'long', amount: element.max_length ?? 3000 };
      return undefined;
    case 'number_input': {
      if (!/^-?\d+(\.\d+)?$/.test(text)) return { word: 'number' };
      if (!element.is_decimal_allowed && text.includes('.')) return { word: 'wholeNumber' };
      if (element.min_value !== undefined && Number(text) < Number(element.min_value)) {
        return { word: 'small', amount: element.min_value };
      }
      if (element.max_value !== undefined && Number(text) > Number(element.max_value)) {
        return { word: 'big', amount: element.max_value };
      }
      return undefined;
    }
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : { word: 'email' };
    case 'url_text_input':
      return /^https?:\/\/\S+$/.test(text) ? undefined : { word: 'url' };
    case 'datepicker': {
      const day = new Date(`${text}T00:00:00Z`);
      const real = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
      return real ? undefined : { word: 'date' };
    }
    default:
      return undefined;
  }
}

function complaintOf(element: InputElement, value: string | string[] | null, optional: boolean): Complaint | undefined {
  const empty = value === null || value.length === 0 || (typeof value === 'string' && value.trim() === '');
  if (empty) return optional ? undefined : { word: 'required' };
  if (typeof value === 'string') return textComplaint(element, value);
  const maximum =
    element.type === 'file_input'
      ? (element.max_files ?? 10)
      : 'max_selected_items' in element
        ? element.max_selected_items
        : undefined;
  return maximum !== undefined && value.length > maximum ? { word: 'many', amount: maximum } : undefined;
}

/**
 * What Slack's client refuses before a submission leaves: required inputs left empty, lengths, numbers, addresses.
 * @returns block_id → message in the person's language; empty when all is well
 */
export function checkInputs(view: View, values: StateValues, locale: Locale): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of view.blocks) {
    if (block.type !== 'input' || block.block_id === undefined) continue;
    const held = values[block.block_id]?.[block.element.action_id ?? ''];
    const complaint = complaintOf(block.element, held ? plainValue(held) : null, block.optional === true);
    if (complaint) {
      errors[block.block_id] = words[complaint.word][locale].replace('#', String(complaint.amount ?? ''));
    }
  }
  return errors;
}
