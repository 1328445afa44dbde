import { OVERLAY_PATH } from '@xinshao/core/contract/overlay.ts';
import * as z from 'zod';
import type { OverlayRoute } from './route.ts';
import { refusal } from './schemas.ts';

/** The interface described as OpenAPI 3.1, made from the schemas that requests are checked with. */
export function openApi(routes: readonly OverlayRoute[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Xinshao overlay', version: '1' },
    servers: [{ url: OVERLAY_PATH }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: { Refusal: schemaOf(refusal, 'output') },
    },
  };
}

function operation({ summary, from, request, answer, ability }: OverlayRoute): Record<string, unknown> {
  const asked = request === null ? {} : requestPart(from, schemaOf(request, 'input'));
  return {
    summary,
    ...(ability === null ? {} : { security: [{ token: [] }] }),
    ...asked,
    responses: {
      200: { description: 'done', content: { 'application/json': { schema: schemaOf(answer, 'output') } } },
      default: {
        description: 'refused',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    },
  };
}

function requestPart(from: OverlayRoute['from'], schema: Record<string, unknown>): Record<string, unknown> {
  if (from === 'nothing') return {};
  if (from === 'body') return { requestBody: { required: true, content: { 'application/json': { schema } } } };
  const properties = typeof schema.properties === 'object' && schema.properties !== null ? schema.properties : {};
  return {
    parameters: Object.entries(properties).map(([name, described]) => ({
      name,
      in: 'path',
      required: true,
      schema: described,
    })),
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Record<string, unknown> {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return described;
}
