import type { GeneralAbility } from '@xinshao/core/roles/abilities.ts';
import type { Locale } from '@xinshao/core/wording/locale.ts';
import type { TokenHolder } from '@xinshao/db/overlay/pairing.ts';
import type * as z from 'zod';
import type { Services } from '../../services.ts';
import type { Limiter } from './limiter.ts';
import { Refused } from './refused.ts';

/** Where a request's content stands. */
export type Source = 'body' | 'params' | 'nothing';

export interface PublicContext {
  readonly services: Services;
  readonly locale: Locale;
  /** Where the request came from; never logged. */
  readonly address: string;
  /** What the browser says of itself; anything at all. */
  readonly userAgent: string | undefined;
  /** Wrong pairing codes, by address. */
  readonly wrongCodes: Limiter;
  /** Adds to the line that is logged of this request. Never a name, an address or a secret. */
  note(details: Readonly<Record<string, unknown>>): void;
}

export interface MemberContext extends PublicContext {
  readonly holder: TokenHolder;
}

/** One operation of the interface: what its description and its handler are made from. */
export interface OverlayRoute {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`, with parameters as `:name`. */
  readonly path: string;
  readonly summary: string;
  readonly from: Source;
  readonly request: z.ZodType | null;
  readonly answer: z.ZodType;
  /** What the holder of the token must be able to; null: no token is asked for. */
  readonly ability: GeneralAbility | null;
  /** @param holder null where no token is asked for */
  run(context: PublicContext, holder: TokenHolder | null, content: unknown): Promise<unknown>;
}

interface Definition<Request extends z.ZodType, Answer extends z.ZodType> {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly summary: string;
  readonly from: Source;
  readonly request: Request;
  readonly answer: Answer;
}

/** Anybody who reaches the server may ask. */
export function publicRoute<Request extends z.ZodType, Answer extends z.ZodType>(
  definition: Definition<Request, Answer> & {
    handle(context: PublicContext, request: z.infer<Request>): Promise<DeepReadonly<z.infer<Answer>>>;
  },
): OverlayRoute {
  const { handle, ...described } = definition;
  return {
    ...described,
    ability: null,
    run: (context, _holder, content) => handle(context, checked(definition.request, content)),
  };
}

/** Only for holders of a token whose role has the ability. */
export function memberRoute<Request extends z.ZodType, Answer extends z.ZodType>(
  definition: Definition<Request, Answer> & {
    readonly ability: GeneralAbility;
    handle(context: MemberContext, request: z.infer<Request>): Promise<DeepReadonly<z.infer<Answer>>>;
  },
): OverlayRoute {
  const { handle, ...described } = definition;
  return {
    ...described,
    run: (context, holder, content) => {
      if (holder === null) throw new Refused('not_connected');
      return handle({ ...context, holder }, checked(definition.request, content));
    },
  };
}

type DeepReadonly<T> = T extends object ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> } : T;

function checked<Request extends z.ZodType>(schema: Request, content: unknown): z.infer<Request> {
  const parsed = schema.safeParse(content);
  if (!parsed.success) throw new Refused('wrong_request');
  return parsed.data;
}
