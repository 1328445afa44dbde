import type { AgingBucket } from '../facts/facts.ts';
import type { Severity } from '../warnings/warning.ts';

/*
 * `GET /customers/:id/panel` and `POST /search`: what a person sees who opens a customer. Every such look is recorded.
 * Amounts in fen, days as YYYY-MM-DD, texts worded for the reader and not escaped.
 */

export interface CustomerPanel {
  readonly customer: {
    readonly id: number;
    readonly code: string;
    readonly name: string;
    readonly uscc: string | null;
    /** null: nobody is named. */
    readonly ownerName: string | null;
  };
  /** null: insufficient data, or never assessed. */
  readonly grade: string | null;
  /** The grade as policy words it, such as `AA 优秀`; or why there is none. */
  readonly gradeText: string;
  readonly limitFen: number | null;
  /** The terms in force; 0: paid before shipment. */
  readonly termDays: number | null;
  /** Day of the assessment; null: never assessed. */
  readonly asOf: string | null;
  /** Day since which the data are older than policy allows; null: fresh. */
  readonly staleSince: string | null;
  /** New credit is on hold or the customer is suspended. */
  readonly stopped: boolean;
  /** What holds for the customer, each in words: hold on new credit, measures of risk. */
  readonly restrictions: readonly string[];
  /** §9: null when the reader may see grade, limit and terms only; `detailsHidden` then says who may see more. */
  readonly details: PanelDetails | null;
  readonly detailsHidden: string | null;
}

export interface PanelDetails {
  /** 0–100. */
  readonly score: number;
  /** 0–1. */
  readonly confidence: number;
  readonly recommendedLimitFen: number | null;
  readonly exposureFen: number;
  /** limit − exposure; null without a limit; negative when the limit is overrun. */
  readonly headroomFen: number | null;
  /** exposure / limit; null without a limit. */
  readonly utilisation: number | null;
  readonly overdueFen: number;
  /** Open amount by days past due, all buckets in order. */
  readonly aging: readonly { readonly bucket: AgingBucket; readonly label: string; readonly fen: number }[];
  /** Heaviest first. */
  readonly reasons: readonly string[];
  readonly dataDates: readonly {
    readonly source: string;
    readonly label: string;
    readonly day: string;
    readonly stale: boolean;
  }[];
  /** The first few; `openAlertCount` says how many there are. */
  readonly openAlerts: readonly PanelAlert[];
  readonly openAlertCount: number;
  /** null: the customer belongs to no group. */
  readonly group: PanelGroup | null;
  /** The last twelve month ends and today, oldest first. */
  readonly history: readonly PanelPoint[];
  /** What is different from the end of last month, in words; empty: nothing, or nothing is known of then. */
  readonly changes: readonly string[];
  /** What we know from outside, for comparison with the page: by kind, the last 24 months. */
  readonly knownEvents: readonly {
    readonly kind: string;
    readonly label: string;
    /** What a site last showed and an officer confirmed, or our own events, whichever is more. */
    readonly count: number;
    readonly latestOn: string;
  }[];
}

export interface PanelAlert {
  readonly id: string;
  readonly severity: Severity;
  readonly severityText: string;
  /** What it is about. */
  readonly labels: readonly string[];
  readonly status: string;
  /** The reader may answer it. */
  readonly answerable: boolean;
  /** Its message in Slack; null: not delivered, or not known. */
  readonly slackUrl: string | null;
}

export interface PanelGroup {
  readonly code: string;
  readonly name: string;
  readonly limitFen: number | null;
  /** The other members; figures only of those whose details the reader may see. */
  readonly members: readonly {
    readonly customerId: number;
    readonly code: string;
    readonly name: string;
    readonly grade: string | null;
    readonly exposureFen: number | null;
  }[];
}

/** null: not assessed by then. */
export interface PanelPoint {
  readonly day: string;
  readonly grade: string | null;
  readonly exposureFen: number | null;
}

/** `POST /search`, `{ q }`: any text a person types or selects. Several matches show no grade (§7). */
export interface SearchAnswer {
  readonly matches: readonly SearchMatch[];
  /** Near names; never with a grade (§7). */
  readonly suggestions: readonly { readonly customerId: number; readonly code: string; readonly name: string }[];
  /** The text named a branch: its parent, whose grade it does not inherit; the id when the parent is a customer. */
  readonly branchOf: { readonly name: string; readonly customerId: number | null } | null;
}

export interface SearchMatch {
  readonly customerId: number;
  readonly code: string;
  readonly name: string;
  readonly uscc: string | null;
  readonly matchedBy: 'code' | 'uscc' | 'name' | 'former_name';
  /** null: several matches, insufficient data, or never assessed. */
  readonly grade: string | null;
}
