/** One measured number and what is required of it. */
export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** How many times the thing it is compared with, measured in the same run. */
  readonly ratio?: number;
  /** The requirement in words, e.g. `≥ 150000`. */
  readonly required: string;
  readonly pass: boolean;
}
