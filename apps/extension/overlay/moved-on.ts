import type { Subject } from '../messages.ts';
import { roughly } from '../sites/reading/names.ts';
import { SETTLED_AFTER_MS } from './settled-after.ts';

const MOST_REMEMBERED = 20;

/** What companies a document showed so far, each under its address: pages move on without loading. */
export interface MovedOn {
  /**
   * Whether a reading still has a part of another company in it: what the last one left in a cell that is filled late,
   * or in a heading that is. Nobody's badge may rest on half of one company and half of another.
   * @param id what the site calls the company of the address
   * @param since milliseconds since the page came to that address
   */
  isHalfway(id: string | null, subject: Subject, since: number): boolean;
  remember(id: string | null, subject: Subject): void;
}

export function createMovedOn(): MovedOn {
  const shown = new Map<string | null, Subject>();
  return {
    isHalfway(id, subject, since) {
      for (const [other, before] of shown) {
        if (other === id) continue;
        const isSameName = roughly(before.name) === roughly(subject.name);
        const isSameCode = before.uscc !== null && before.uscc === subject.uscc;
        // Nobody else has a company's code, however long the page stays like this.
        if (isSameCode && !isSameName) return true;
        // A name may be another company's as well: once the page had time enough for its own, it is.
        if (since > SETTLED_AFTER_MS) continue;
        if (isSameName && !isSameCode && before.uscc !== null && subject.uscc !== null) return true;
        if (!isSameName && subject.formerNames.some((name) => before.formerNames.includes(name))) return true;
      }
      return false;
    },
    remember(id, subject) {
      shown.delete(id);
      shown.set(id, subject);
      for (const oldest of shown.keys()) {
        if (shown.size <= MOST_REMEMBERED) break;
        shown.delete(oldest);
      }
    },
  };
}
