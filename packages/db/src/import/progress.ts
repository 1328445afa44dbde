import type { ImportProgress } from './options.ts';

const INTERVAL_MS = 250;

/** Reports four times a second how far an import is, as long as it runs. */
export class ProgressMeter {
  rows = 0;
  bytes = 0;
  phase: ImportProgress['phase'] = 'reading';
  readonly #totalBytes: number;
  readonly #report: ((progress: ImportProgress) => void) | undefined;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(totalBytes: number, report: ((progress: ImportProgress) => void) | undefined) {
    this.#totalBytes = totalBytes;
    this.#report = report;
    if (report) this.#timer = setInterval(() => this.#tell(), INTERVAL_MS);
  }

  /** Stops the timer, after a last report. */
  stop(): void {
    clearInterval(this.#timer);
    this.#tell();
  }

  #tell(): void {
    this.#report?.({ rows: this.rows, bytes: this.bytes, totalBytes: this.#totalBytes, phase: this.phase });
  }
}
