/** A place where a rule of the house is broken. */
export interface Violation {
  readonly rule: 'layers' | 'pure_core' | 'length' | 'only';
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}
