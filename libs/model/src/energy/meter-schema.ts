import { z } from 'zod';
import { segmentSchema, textSchema } from '../plant-schema.ts';

/** Levels of a meter tree, from the top (domain table 3.1); a meter hangs below one of a higher level. */
export const METER_LEVELS = ['site', 'transformer', 'line', 'machine', 'load'] as const;
export type MeterLevel = (typeof METER_LEVELS)[number];

const signalPath = z
  .string()
  .regex(/^[^/\s]+\/[^/\s]+\/[^/\s]+\/[^/\s]+$/, 'write area/line/equipment/signal');

/** One meter as declared. Without counter, power, readings or formula it is the sum of what hangs below it. */
export const meterSchema = z.strictObject({
  id: segmentSchema,
  name: textSchema,
  level: z.enum(METER_LEVELS),
  parent: z.string().optional().describe('Meter above; only the one of the site has none'),
  line: segmentSchema
    .optional()
    .describe('The machines of this line hang below, each with its own energy counter and its loads'),
  counter: signalPath.optional().describe('Signal that counts kWh upwards: area/line/equipment/signal'),
  power: signalPath.optional().describe('Signal of kW that is summed over time: area/line/equipment/signal'),
  readings: z.literal(true).optional().describe('Not connected: its readings are imported from files'),
  plus: z.array(z.string()).min(1).optional().describe('Virtual meter: these meters added up'),
  minus: z.array(z.string()).optional().describe('Virtual meter: these meters taken off'),
  factor: z
    .number()
    .positive()
    .default(1)
    .describe('kWh per counted unit, such as the ratio of the current transformers'),
  rollsOverAt: z
    .number()
    .positive()
    .optional()
    .describe('Counted units after which the register starts from 0 again; left out: it never does'),
  reactive: signalPath
    .optional()
    .describe('Signal of reactive power in kvar at this meter, for the power factor of the bill'),
  ambient: signalPath
    .optional()
    .describe('Signal of the temperature of the air that what hangs below works in; baselines may use it'),
  ratedKva: z.number().positive().optional().describe('Rated power of the transformer'),
  contractKw: z.number().positive().optional().describe('Contract demand: greatest 15 min mean agreed'),
});

export const metersFileSchema = z.strictObject({
  billing: z
    .strictObject({
      tariffRegion: segmentSchema.describe('Region whose tariff tables apply'),
      carbonRegion: segmentSchema.describe('Region whose carbon factors apply'),
      basis: z
        .enum(['demand', 'capacity', 'energy'])
        .default('energy')
        .describe('Two-part users pay maximum demand or transformer capacity besides energy'),
    })
    .optional(),
  meters: z.array(meterSchema).min(1),
});

export type MeterDefinition = z.infer<typeof meterSchema>;
export type MetersFile = z.infer<typeof metersFileSchema>;
export type Billing = NonNullable<MetersFile['billing']>;
