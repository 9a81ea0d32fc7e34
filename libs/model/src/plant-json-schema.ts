import { z } from 'zod';
import { carbonFileSchema } from './energy/carbon-schema.ts';
import { metersFileSchema } from './energy/meter-schema.ts';
import { tariffFileSchema } from './energy/tariff-schema.ts';
import { productionFileSchema } from './production/production-schema.ts';
import { kindFileSchema, lineFileSchema, siteFileSchema, traitFileSchema } from './plant-schema.ts';

const FILES = {
  site: siteFileSchema,
  trait: traitFileSchema,
  kind: kindFileSchema,
  line: lineFileSchema,
  meters: metersFileSchema,
  tariff: tariffFileSchema,
  carbonFactors: carbonFileSchema,
  production: productionFileSchema,
};

/** JSON Schemas of the plant file types, for editors that complete and check YAML while one types (draft 7, which all of them know). */
export function plantJsonSchemas(): Record<keyof typeof FILES, object> {
  const schemas = Object.entries(FILES).map(([name, schema]) => [
    name,
    z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', target: 'draft-7' }),
  ]);
  return Object.fromEntries(schemas) as Record<keyof typeof FILES, object>;
}
