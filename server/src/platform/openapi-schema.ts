import { z } from 'zod';

/** A zod schema as the schema object of the OpenAPI page, so that what is checked is what is documented. */
export function openApiSchema(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, { io: 'input', target: 'openapi-3.0', unrepresentable: 'any' });
}
