import { OVERLAY_ERRORS, PREFIX_DIGITS, PREFIXES_AT_MOST } from '@xinshao/core/contract/overlay.ts';
import { EVIDENCE_KINDS } from '@xinshao/core/contract/overlay-evidence.ts';
import { AGING_BUCKETS } from '@xinshao/core/facts/facts.ts';
import { REGISTRY_SITES } from '@xinshao/core/registry/sites.ts';
import { LOCALES } from '@xinshao/core/wording/locale.ts';
import * as z from 'zod';

/*
 * The interface's requests and answers as the server checks and describes them. A test holds them equal to the types
 * of packages/core/src/contract, which the extension is compiled against.
 */

const fen = z.int();
const day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const text = (longest: number) => z.string().trim().max(longest);
const customerId = z.int().min(1).max(2_147_483_647);

export const pairingRequest = z.strictObject({
  code: z.string().min(1).max(100),
  publicKey: z.string().max(100),
});
export const pairingAnswer = z.object({
  token: z.string(),
  expiresAt: z.iso.datetime(),
  hashKey: z.string().regex(/^[0-9a-f]{64}$/),
  member: z.object({ code: z.string(), name: z.string(), role: z.string(), locale: z.enum(LOCALES) }),
});

export const disconnectRequest = z.strictObject({});
export const disconnectAnswer = z.object({ disconnected: z.literal(true) });

export const lookupsRequest = z.strictObject({
  prefixes: z.array(z.string().regex(new RegExp(`^[0-9a-f]{${PREFIX_DIGITS}}$`))).max(PREFIXES_AT_MOST),
});
export const lookupsAnswer = z.object({
  entries: z.array(
    z.object({
      hash: z.string().regex(/^[0-9a-f]{64}$/),
      matchedBy: z.enum(['uscc', 'name', 'former_name', 'near']),
      customerId,
      code: z.string(),
      name: z.string(),
      hasUscc: z.boolean(),
      grade: z.string().nullable(),
      limitFen: fen.nullable(),
      termDays: z.int().nullable(),
      stopped: z.boolean(),
      staleSince: day.nullable(),
    }),
  ),
  freshSeconds: z.int(),
});

export const panelRequest = z.strictObject({ id: z.coerce.number().pipe(customerId) });
const panelAlert = z.object({
  id: z.string(),
  severity: z.enum(['red', 'orange', 'yellow']),
  severityText: z.string(),
  labels: z.array(z.string()),
  status: z.string(),
  answerable: z.boolean(),
  slackUrl: z.string().nullable(),
});
const panelGroup = z.object({
  code: z.string(),
  name: z.string(),
  limitFen: fen.nullable(),
  members: z.array(
    z.object({
      customerId,
      code: z.string(),
      name: z.string(),
      grade: z.string().nullable(),
      exposureFen: fen.nullable(),
    }),
  ),
});
const panelDetails = z.object({
  score: z.number(),
  confidence: z.number(),
  recommendedLimitFen: fen.nullable(),
  exposureFen: fen,
  headroomFen: fen.nullable(),
  utilisation: z.number().nullable(),
  overdueFen: fen,
  aging: z.array(z.object({ bucket: z.enum(AGING_BUCKETS), label: z.string(), fen })),
  reasons: z.array(z.string()),
  dataDates: z.array(z.object({ source: z.string(), label: z.string(), day, stale: z.boolean() })),
  openAlerts: z.array(panelAlert),
  openAlertCount: z.int(),
  group: panelGroup.nullable(),
  history: z.array(z.object({ day, grade: z.string().nullable(), exposureFen: fen.nullable() })),
  changes: z.array(z.string()),
  knownEvents: z.array(z.object({ kind: z.string(), label: z.string(), count: z.int(), latestOn: day })),
});
export const panelAnswer = z.object({
  customer: z.object({
    id: customerId,
    code: z.string(),
    name: z.string(),
    uscc: z.string().nullable(),
    ownerName: z.string().nullable(),
  }),
  grade: z.string().nullable(),
  gradeText: z.string(),
  limitFen: fen.nullable(),
  termDays: z.int().nullable(),
  asOf: day.nullable(),
  staleSince: day.nullable(),
  stopped: z.boolean(),
  restrictions: z.array(z.string()),
  details: panelDetails.nullable(),
  detailsHidden: z.string().nullable(),
});

export const searchRequest = z.strictObject({ q: z.string().min(1).max(200) });
const named = { customerId, code: z.string(), name: z.string() };
export const searchAnswer = z.object({
  matches: z.array(
    z.object({
      ...named,
      uscc: z.string().nullable(),
      matchedBy: z.enum(['code', 'uscc', 'name', 'former_name']),
      grade: z.string().nullable(),
    }),
  ),
  suggestions: z.array(z.object(named)),
  branchOf: z.object({ name: z.string(), customerId: customerId.nullable() }).nullable(),
});

export const precheckRequest = z.strictObject({
  name: text(200).min(2),
  uscc: z.string().trim().length(18).nullable(),
  note: text(1_000),
});
export const precheckAnswer = z.object({ precheckId: z.string(), alreadyAsked: z.boolean() });

export const evidenceRequest = z.strictObject({
  customerId,
  site: z.enum(REGISTRY_SITES),
  pageKind: z.enum(['company', 'list']),
  pageId: z.string().trim().min(1).max(100).nullable(),
  day,
  facts: z
    .array(z.strictObject({ kind: z.enum(EVIDENCE_KINDS), count: z.int().min(0).max(100_000) }))
    .max(EVIDENCE_KINDS.length)
    .refine((facts) => new Set(facts.map(({ kind }) => kind)).size === facts.length, 'each kind once'),
  registryStatus: text(50).min(1).nullable(),
});
export const evidenceAnswer = z.object({
  stored: z.array(z.object({ kind: z.string(), count: z.int() })),
  known: z.int(),
});

export const health = z.object({ product: z.literal('xinshao'), ok: z.boolean() });
export const refusal = z.object({ error: z.enum(OVERLAY_ERRORS), message: z.string() });
