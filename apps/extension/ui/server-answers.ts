import type { EvidenceAnswer } from '@xinshao/core/contract/overlay-evidence.ts';
import type {
  CustomerPanel,
  PanelAlert,
  PanelDetails,
  PanelGroup,
  SearchAnswer,
} from '@xinshao/core/contract/overlay-panel.ts';
import type { PrecheckAnswer } from '@xinshao/core/contract/overlay-precheck.ts';
import { AGING_BUCKETS } from '@xinshao/core/facts/facts.ts';
import { isListOf, isNumber, isOneOf, isShaped, isText, isTruth, orNull } from './guard.ts';

/*
 * What the server answers, checked before it is shown. The contract's types decide what must be here: the compiler
 * refuses a property that is missing.
 */

type Item<List> = List extends readonly (infer T)[] ? T : never;

const isAlert = isShaped<PanelAlert>({
  id: isText,
  severity: isOneOf('red', 'orange', 'yellow'),
  severityText: isText,
  labels: isListOf(isText),
  status: isText,
  answerable: isTruth,
  slackUrl: orNull(isText),
});

const isGroup = isShaped<PanelGroup>({
  code: isText,
  name: isText,
  limitFen: orNull(isNumber),
  members: isListOf(
    isShaped<Item<PanelGroup['members']>>({
      customerId: isNumber,
      code: isText,
      name: isText,
      grade: orNull(isText),
      exposureFen: orNull(isNumber),
    }),
  ),
});

const isDetails = isShaped<PanelDetails>({
  score: isNumber,
  confidence: isNumber,
  recommendedLimitFen: orNull(isNumber),
  exposureFen: isNumber,
  headroomFen: orNull(isNumber),
  utilisation: orNull(isNumber),
  overdueFen: isNumber,
  aging: isListOf(
    isShaped<Item<PanelDetails['aging']>>({ bucket: isOneOf(...AGING_BUCKETS), label: isText, fen: isNumber }),
  ),
  reasons: isListOf(isText),
  dataDates: isListOf(
    isShaped<Item<PanelDetails['dataDates']>>({ source: isText, label: isText, day: isText, stale: isTruth }),
  ),
  openAlerts: isListOf(isAlert),
  openAlertCount: isNumber,
  group: orNull(isGroup),
  history: isListOf(
    isShaped<Item<PanelDetails['history']>>({ day: isText, grade: orNull(isText), exposureFen: orNull(isNumber) }),
  ),
  changes: isListOf(isText),
  knownEvents: isListOf(
    isShaped<Item<PanelDetails['knownEvents']>>({ kind: isText, label: isText, count: isNumber, latestOn: isText }),
  ),
});

export const isCustomerPanel = isShaped<CustomerPanel>({
  customer: isShaped<CustomerPanel['customer']>({
    id: isNumber,
    code: isText,
    name: isText,
    uscc: orNull(isText),
    ownerName: orNull(isText),
  }),
  grade: orNull(isText),
  gradeText: isText,
  limitFen: orNull(isNumber),
  termDays: orNull(isNumber),
  asOf: orNull(isText),
  staleSince: orNull(isText),
  stopped: isTruth,
  restrictions: isListOf(isText),
  details: orNull(isDetails),
  detailsHidden: orNull(isText),
});

export const isSearchAnswer = isShaped<SearchAnswer>({
  matches: isListOf(
    isShaped<Item<SearchAnswer['matches']>>({
      customerId: isNumber,
      code: isText,
      name: isText,
      uscc: orNull(isText),
      matchedBy: isOneOf('code', 'uscc', 'name', 'former_name'),
      grade: orNull(isText),
    }),
  ),
  suggestions: isListOf(
    isShaped<Item<SearchAnswer['suggestions']>>({ customerId: isNumber, code: isText, name: isText }),
  ),
  branchOf: orNull(isShaped<NonNullable<SearchAnswer['branchOf']>>({ name: isText, customerId: orNull(isNumber) })),
});

export const isPrecheckAnswer = isShaped<PrecheckAnswer>({ precheckId: isText, alreadyAsked: isTruth });

export const isEvidenceAnswer = isShaped<EvidenceAnswer>({
  stored: isListOf(isShaped<Item<EvidenceAnswer['stored']>>({ kind: isText, count: isNumber })),
  known: isNumber,
});
