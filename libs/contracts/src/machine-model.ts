import { z } from 'zod';

/** A larger file would hold up the hall; models for screens are a hundredth of it, bytes. */
export const MAX_MACHINE_MODEL_BYTES = 32 * 1024 * 1024;

/** Why a model file cannot be shown. */
export const MACHINE_MODEL_PROBLEMS = ['missing', 'too-large', 'not-glb'] as const;
export type MachineModelProblem = (typeof MACHINE_MODEL_PROBLEMS)[number];

/** `GET /api/machine-models`: the glTF files that kinds of the plant name. */
export const machineModelsSchema = z.array(
  z.object({
    file: z.string(),
    /** Address of its content, which never changes; `null` where the file cannot be shown. */
    url: z.string().nullable(),
    problem: z.enum(MACHINE_MODEL_PROBLEMS).nullable(),
  }),
);
export type MachineModelFile = z.infer<typeof machineModelsSchema>[number];
