import { z } from 'zod';

/** The outer shape of a `manifest.json`; each record is checked on its own, so that errors name the record. */
export const manifestSchema = z.looseObject({
  dataset: z.string().default('unnamed'),
  licence: z.string().default('not stated'),
  records: z.array(z.record(z.string(), z.unknown())),
});

const positive = z.number().positive();

const bearingSchema = z.looseObject({
  model: z.string().nullish(),
  balls: z.number().int().min(3).nullish(),
  ball_d_in: positive.nullish(),
  ball_d_mm: positive.nullish(),
  pitch_d_in: positive.nullish(),
  pitch_d_mm: positive.nullish(),
  contact_deg: z.number().min(0).max(60).nullish(),
  orders: z.record(z.string(), positive).default({}),
});

/** A record of one raw vibration channel. Fields this project does not use pass through unread. */
export const vibrationRecordSchema = z.looseObject({
  id: z.string().min(1),
  record: z.coerce.string().min(1),
  file: z.string().regex(/^[^/\\]+\.f32$/, 'must be the name of an .f32 file in the same folder'),
  samples: z.number().int().positive(),
  fs_hz: positive,
  unit: z.string().default('unknown'),
  channel: z.string().default('unknown'),
  group: z.string().nullish(),
  rpm: positive.nullish(),
  fault: z.string().default('unknown'),
  fault_end: z.string().nullish(),
  bearing: bearingSchema.nullish(),
  snapshot_samples: z.number().int().positive().nullish(),
  notes: z.array(z.string()).default([]),
});

export type VibrationRecord = z.infer<typeof vibrationRecordSchema>;
