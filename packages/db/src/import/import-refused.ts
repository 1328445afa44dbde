import { type Refusal, refusalText } from '@xinshao/core/wording/import.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';

/** A file was refused as a whole: nothing of it is stored. `textIn(locale)` says why. */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
  readonly refusal: Refusal;

  constructor(refusal: Refusal, options?: ErrorOptions) {
    super(refusalText(refusal, 'en'), options);
    this.refusal = refusal;
  }

  get code(): Refusal['code'] {
    return this.refusal.code;
  }

  textIn(locale: Locale): string {
    return refusalText(this.refusal, locale);
  }
}
