import { abnormalOperation } from './abnormal-operation.ts';
import { bureauDrop } from './bureau-drop.ts';
import { conflictingData } from './conflicting-data.ts';
import { dispute } from './dispute.ts';
import { documentsMissing } from './documents-missing.ts';
import { groupLeader, groupMember } from './group-drag.ts';
import { highDebt } from './high-debt.ts';
import { limitOverused } from './limit-overused.ts';
import { branch, formerName, nearNameLiability, nearNameLimited, nothingKnown } from './names.ts';
import { newCustomer } from './new-customer.ts';
import { recall } from './recall.ts';
import { recovered } from './recovered.ts';
import { slowDecline } from './slow-decline.ts';
import { specialCharacters } from './special-characters.ts';
import type { Story } from './story.ts';
import { suddenDefault } from './sudden-default.ts';
import { suedBySupplier } from './sued-by-supplier.ts';

/** Every story, each told by one customer. */
export const STORIES: readonly Story[] = [
  slowDecline,
  suddenDefault,
  suedBySupplier,
  groupLeader,
  groupMember,
  dispute,
  recovered,
  limitOverused,
  highDebt,
  newCustomer,
  documentsMissing,
  bureauDrop,
  abnormalOperation,
  conflictingData,
  recall,
  specialCharacters,
  nearNameLimited,
  nearNameLiability,
  branch,
  formerName,
  nothingKnown,
];
