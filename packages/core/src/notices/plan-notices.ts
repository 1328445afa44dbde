import type { NoticeRules } from '../policy/notices-schema.ts';
import { bundle, type PlacePlan } from './bundle.ts';
import { coolDown } from './cool-down.ts';
import { dedupe } from './dedupe.ts';
import type { Notice } from './notice.ts';

export interface NoticePlan<N extends Notice> {
  readonly places: readonly PlacePlan<N>[];
  /** Known already: only the message that stands changes. */
  readonly edit: readonly N[];
}

/** How everybody concerned learns of what a run found: dedupe, cool down, bundle. Sending it throttles. */
export function planNotices<N extends Notice>(notices: readonly N[], rules: NoticeRules): NoticePlan<N> {
  const { tell, edit } = coolDown(dedupe(notices));
  return { places: bundle(tell, rules), edit };
}
