import type { Block, InteractiveElement } from '../src/blocks/layout.ts';
import type { StateValues } from '../src/types.ts';

function initial(element: InteractiveElement): StateValues[string][string] | undefined {
  if (
    !(
      'initial_option' in element ||
      'initial_options' in element ||
      'initial_user' in element ||
      'initial_date' in element
    )
  ) {
    return undefined;
  }
  return {
    type: element.type,
    ...('initial_option' in element ? { selected_option: element.initial_option } : {}),
    ...('initial_options' in element ? { selected_options: element.initial_options } : {}),
    ...('initial_user' in element ? { selected_user: element.initial_user } : {}),
    ...('initial_date' in element ? { selected_date: element.initial_date } : {}),
  };
}

/** What the elements of a message start with. */
export function stateValuesOfMessage(blocks: Block[]): StateValues {
  const values: StateValues = {};
  for (const block of blocks) {
    const elements =
      block.type === 'actions'
        ? block.elements
        : block.type === 'input'
          ? [block.element]
          : block.type === 'section' && block.accessory && block.accessory.type !== 'image'
            ? [block.accessory]
            : [];
    for (const element of elements) {
      const value = initial(element);
      if (!value) continue;
      const blockId = block.block_id ?? '';
      values[blockId] = { ...values[blockId], [element.action_id ?? '']: value };
    }
  }
  return values;
}
