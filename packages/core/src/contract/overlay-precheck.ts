/** `POST /prechecks`: asks risk to look at a company that is no customer yet. */
export interface PrecheckRequest {
  readonly name: string;
  /** Only with a right check digit; null: the page shows none. */
  readonly uscc: string | null;
  /** What the person adds; may be empty. */
  readonly note: string;
}

export interface PrecheckAnswer {
  readonly precheckId: string;
  /** Somebody asked about the same company within a day: no second message was sent. */
  readonly alreadyAsked: boolean;
}
