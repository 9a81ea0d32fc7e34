import { z } from 'zod';
import { segmentSchema } from '../plant-schema.ts';

/** kg CO2 per kWh of electricity of a region in a year; location-based unless it says otherwise. */
export const carbonFactorSchema = z.strictObject({
  region: segmentSchema,
  year: z.number().int().min(2000).max(2100).describe('Year whose generation the factor describes'),
  kgPerKwh: z.number().positive().max(3),
  published: z.iso.date().optional(),
  source: z.string().min(1),
});

export const carbonFileSchema = z
  .strictObject({ carbonFactors: z.array(carbonFactorSchema).min(1) })
  .check(({ value, issues }) => {
    const seen = new Set<string>();
    value.carbonFactors.forEach(({ region, year }, position) => {
      const key = `${region} ${year}`;
      if (seen.has(key))
        issues.push({
          code: 'custom',
          path: ['carbonFactors', position],
          message: `${key} is given twice`,
          input: value,
        });
      seen.add(key);
    });
  });

export type CarbonFactor = z.infer<typeof carbonFactorSchema>;
export type CarbonFile = z.infer<typeof carbonFileSchema>;
