import type {
  DisconnectAnswer,
  LookupsAnswer,
  LookupsRequest,
  OverlayRefusal,
  PairingAnswer,
  PairingRequest,
} from '@xinshao/core/contract/overlay.ts';
import type { EvidenceAnswer, EvidenceRequest } from '@xinshao/core/contract/overlay-evidence.ts';
import type { OverlayHealth } from '@xinshao/core/contract/overlay-health.ts';
import type { CustomerPanel, SearchAnswer } from '@xinshao/core/contract/overlay-panel.ts';
import type { PrecheckAnswer, PrecheckRequest } from '@xinshao/core/contract/overlay-precheck.ts';
import { expectTypeOf, it } from 'vitest';
import type * as z from 'zod';
import type * as schemas from './schemas.ts';

type Schemas = typeof schemas;
type Written<Name extends keyof Schemas> = z.infer<Schemas[Name]>;
/** Schemas know nothing of `readonly`. */
type Writable<T> = T extends object ? { -readonly [Key in keyof T]: Writable<T[Key]> } : T;

// The type-check of the project is what fails here, not the run.
it('the schemas of the server are the types that the extension is compiled against', () => {
  expectTypeOf<Written<'pairingRequest'>>().toEqualTypeOf<Writable<PairingRequest>>();
  expectTypeOf<Written<'pairingAnswer'>>().toEqualTypeOf<Writable<PairingAnswer>>();
  expectTypeOf<Written<'disconnectAnswer'>>().toEqualTypeOf<Writable<DisconnectAnswer>>();
  expectTypeOf<Written<'lookupsRequest'>>().toEqualTypeOf<Writable<LookupsRequest>>();
  expectTypeOf<Written<'lookupsAnswer'>>().toEqualTypeOf<Writable<LookupsAnswer>>();
  expectTypeOf<Written<'panelAnswer'>>().toEqualTypeOf<Writable<CustomerPanel>>();
  expectTypeOf<Written<'searchAnswer'>>().toEqualTypeOf<Writable<SearchAnswer>>();
  expectTypeOf<Written<'precheckRequest'>>().toEqualTypeOf<Writable<PrecheckRequest>>();
  expectTypeOf<Written<'precheckAnswer'>>().toEqualTypeOf<Writable<PrecheckAnswer>>();
  expectTypeOf<Written<'evidenceRequest'>>().toEqualTypeOf<Writable<EvidenceRequest>>();
  expectTypeOf<Written<'evidenceAnswer'>>().toEqualTypeOf<Writable<EvidenceAnswer>>();
  expectTypeOf<Written<'health'>>().toEqualTypeOf<Writable<OverlayHealth>>();
  expectTypeOf<Written<'refusal'>>().toEqualTypeOf<Writable<OverlayRefusal>>();
});
