import { asLine, type Complaint } from '../blocks/complaints.ts';

export interface RefusalDetails {
  /** Lines of `errors` and, with their severity, of `response_metadata.messages`. */
  lines?: string[];
  /** Seconds, for ratelimited. */
  retryAfter?: number;
}

/** What Slack answers instead of doing what was asked: `{ ok: false, error }`. */
export class SlackRefusal extends Error {
  readonly code: string;
  readonly details: RefusalDetails;

  constructor(code: string, details: RefusalDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }

  static fromComplaints(code: string, complaints: Complaint[]): SlackRefusal {
    return new SlackRefusal(code, { lines: complaints.map(asLine) });
  }

  /** The answer's body, as Slack words it. */
  toBody(): Record<string, unknown> {
    const lines = this.details.lines ?? [];
    return {
      ok: false,
      error: this.code,
      ...(lines.length > 0
        ? { errors: lines, response_metadata: { messages: lines.map((line) => `[ERROR] ${line}`) } }
        : {}),
    };
  }
}
