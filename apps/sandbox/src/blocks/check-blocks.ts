import { type Complaint, complaintsOf } from './complaints.ts';
import { type Block, block } from './layout.ts';

/** Where blocks are shown; each surface takes its own number and its own types of blocks. */
export type Surface = 'message' | 'modal' | 'home';

const maximumBlocks: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
const onlyIn: Partial<Record<Block['type'], readonly Surface[]>> = {
  table: ['message'],
  data_table: ['message'],
  data_visualization: ['message'],
  alert: ['modal'],
};
const atMost: Partial<Record<Block['type'], number>> = { table: 1, data_table: 1, data_visualization: 2 };

/** Blocks that some clients do not know yet; a switch of the sandbox refuses them. */
export const newBlockTypes: readonly string[] = ['table', 'data_table', 'data_visualization', 'alert'];

export interface CheckOptions {
  surface: Surface;
  /** Where the blocks sit in the request, for JSON pointers. */
  prefix?: readonly PropertyKey[];
  refuseNewBlocks?: boolean;
}

export type CheckedBlocks = { ok: true; blocks: Block[] } | { ok: false; complaints: Complaint[] };

/** Elements of a block that carry an action_id. */
export function interactiveElements(one: Block) {
  switch (one.type) {
    case 'actions':
      return one.elements;
    case 'input':
      return [one.element];
    case 'section':
      return one.accessory && one.accessory.type !== 'image' ? [one.accessory] : [];
    default:
      return [];
  }
}

function semanticComplaints(blocks: Block[], surface: Surface, pointer: string): Complaint[] {
  const complaints: Complaint[] = [];
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  blocks.forEach((one, index) => {
    const here = `${pointer}/${index}`;
    const count = (counts.get(one.type) ?? 0) + 1;
    counts.set(one.type, count);
    const allowedSurfaces = onlyIn[one.type];
    if (allowedSurfaces && !allowedSurfaces.includes(surface)) {
      complaints.push({ message: `unsupported type: ${one.type}`, pointer: `${here}/type` });
    }
    const allowedCount = atMost[one.type];
    if (allowedCount !== undefined && count > allowedCount) {
      complaints.push({ message: `no more than ${allowedCount} ${one.type} blocks allowed`, pointer: here });
    }
    if (one.block_id !== undefined) {
      if (seen.has(one.block_id)) {
        complaints.push({ message: `\`block_id\` \`${one.block_id}\` already exists`, pointer: `${here}/block_id` });
      }
      seen.add(one.block_id);
    }
    if (one.type === 'section' && one.text === undefined && one.fields === undefined) {
      complaints.push({ message: 'missing required field: text', pointer: here });
    }
    if (one.type === 'image' && (one.image_url === undefined) === (one.slack_file === undefined)) {
      complaints.push({ message: 'must provide exactly one of image_url and slack_file', pointer: here });
    }
    if (one.type === 'input' && one.element.type === 'file_input' && surface !== 'modal') {
      complaints.push({ message: 'unsupported type: file_input', pointer: `${here}/element/type` });
    }
    complaints.push(...elementComplaints(one, here));
  });
  return complaints;
}

function elementComplaints(one: Block, here: string): Complaint[] {
  const complaints: Complaint[] = [];
  const actionIds = new Set<string>();
  interactiveElements(one).forEach((element, index) => {
    const inside =
      one.type === 'actions'
        ? `${here}/elements/${index}`
        : `${here}/${one.type === 'input' ? 'element' : 'accessory'}`;
    if (element.action_id !== undefined) {
      if (actionIds.has(element.action_id)) {
        const message = `\`action_id\` \`${element.action_id}\` already exists for \`block_id\` \`${one.block_id ?? ''}\``;
        complaints.push({ message, pointer: `${inside}/action_id` });
      }
      actionIds.add(element.action_id);
    }
    if (element.type === 'static_select' || element.type === 'multi_static_select') {
      if ((element.options === undefined) === (element.option_groups === undefined)) {
        complaints.push({ message: 'must provide exactly one of options and option_groups', pointer: inside });
      }
    }
    if (element.type === 'static_select' && element.initial_option) {
      const values = (element.options ?? element.option_groups?.flatMap((group) => group.options) ?? []).map(
        (option) => option.value,
      );
      if (!values.includes(element.initial_option.value)) {
        complaints.push({
          message: 'initial_option must match one of the options',
          pointer: `${inside}/initial_option`,
        });
      }
    }
    if (element.type === 'radio_buttons' && element.initial_option) {
      if (!element.options.some((option) => option.value === element.initial_option?.value)) {
        complaints.push({
          message: 'initial_option must match one of the options',
          pointer: `${inside}/initial_option`,
        });
      }
    }
  });
  return complaints;
}

/**
 * Refuses what Slack refuses in a list of blocks.
 * @returns the blocks as typed values, or every complaint found (never an empty list).
 */
export function checkBlocks(value: unknown, options: CheckOptions): CheckedBlocks {
  const prefix = options.prefix ?? ['blocks'];
  const schema = block.array().max(maximumBlocks[options.surface]);
  const parsed = schema.safeParse(value);
  if (!parsed.success) return { ok: false, complaints: complaintsOf(parsed.error, value, prefix) };
  const pointer = `/${prefix.map(String).join('/')}`;
  const complaints = semanticComplaints(parsed.data, options.surface, pointer);
  if (options.refuseNewBlocks) {
    parsed.data.forEach((one, index) => {
      if (newBlockTypes.includes(one.type)) {
        complaints.push({ message: `unsupported type: ${one.type}`, pointer: `${pointer}/${index}/type` });
      }
    });
  }
  return complaints.length > 0 ? { ok: false, complaints } : { ok: true, blocks: parsed.data };
}
