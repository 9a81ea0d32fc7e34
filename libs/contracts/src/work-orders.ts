import { textSchema } from '@linetwin/model';
import { z } from 'zod';

const who = z.string().trim().min(1).max(64).optional();
const text = z.string().trim().min(1).max(1000);

/** How a step of guided troubleshooting came out. */
export const STEP_RESULTS = ['as-expected', 'not-as-expected', 'not-checked'] as const;

/** What a person does with the work order of an incident. */
export const workOrderChangeSchema = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('assign'), to: z.string().trim().min(1).max(64), by: who }),
  z.strictObject({ change: z.literal('comment'), text, by: who }),
  z.strictObject({
    change: z.literal('use-part'),
    part: z.string().trim().min(1).max(120),
    count: z.number().int().min(1).max(10_000),
    by: who,
  }),
  z.strictObject({ change: z.literal('spend-time'), minutes: z.number().int().min(1).max(1440), by: who }),
  z.strictObject({
    change: z.literal('answer-step'),
    tree: z.string().regex(/^[\w-]{1,40}$/),
    step: z.string().regex(/^[\w-]{1,40}$/),
    result: z.enum(STEP_RESULTS),
    by: who,
  }),
  z.strictObject({
    change: z.literal('judge-cause'),
    /** Whether the named cause was the one that was found on the machine. */
    right: z.boolean(),
    /** What it was, where it was another one. */
    found: z.string().trim().max(300).optional(),
    by: who,
  }),
  z.strictObject({ change: z.literal('close'), text: text.optional(), by: who }),
  z.strictObject({ change: z.literal('reopen'), text, by: who }),
]);
export type WorkOrderChange = z.infer<typeof workOrderChangeSchema>;

/** A picture that somebody took on the spot; it is fetched by its id. */
const photoTaken = z.strictObject({ change: z.literal('photo'), photo: z.string() });

/** One change as it is kept, for ever. */
export const workOrderEventSchema = z.object({
  at: z.number(),
  by: z.string(),
  change: z.union([workOrderChangeSchema, photoTaken]),
});
export type WorkOrderEvent = z.infer<typeof workOrderEventSchema>;

/** Work order of an incident, as its changes leave it. It exists as soon as somebody does something about the incident. */
export const workOrderSchema = z.object({
  /** Id of the incident, which names the order too. */
  incident: z.string(),
  equipment: z.string(),
  /** Cause that was named when the order began. */
  cause: z.string(),
  state: z.enum(['open', 'closed']),
  assignee: z.string().nullable(),
  openedAt: z.number(),
  closedAt: z.number().nullable(),
  minutes: z.number(),
  parts: z.array(z.object({ part: z.string(), count: z.number() })),
  judged: z.object({ right: z.boolean(), found: z.string().nullable(), by: z.string() }).nullable(),
  events: z.array(workOrderEventSchema),
});
export type WorkOrder = z.infer<typeof workOrderSchema>;

/** `GET /api/work-orders`. */
export const listedWorkOrderSchema = workOrderSchema.extend({
  /** What the cause is called; null where no record of its incident says so. */
  title: textSchema.nullable(),
});
export type ListedWorkOrder = z.infer<typeof listedWorkOrderSchema>;

/** How often a cause that was named was the one that people found. */
export const causePrecisionSchema = z.object({
  /** Key of the cause that was named when it was judged. */
  cause: z.string(),
  /** What it is called; null where no record of an incident says so. */
  title: textSchema.nullable(),
  right: z.number().int(),
  wrong: z.number().int(),
});
export type CausePrecision = z.infer<typeof causePrecisionSchema>;

/** Largest photo, as JPEG. The page makes it this small before it is sent. */
export const MAX_PHOTO_BYTES = 1_500_000;

const bilingual = z.object({ zh: z.string(), en: z.string() });

/** A guided search for the cause of an incident, with what is already known of its steps. */
export const troubleshootingSchema = z.object({
  tree: z.string(),
  title: bilingual,
  steps: z.array(
    z.object({
      id: z.string(),
      measure: bilingual,
      expected: bilingual.nullable(),
      /** What it is when the step is not as expected. */
      otherwise: bilingual,
      /** Addresses of signals that tell it. */
      signals: z.array(z.string()),
      /** What alarms on these signals and findings of the incident already say of it. */
      known: z.enum(['as-expected', 'not-as-expected']).nullable(),
    }),
  ),
});
export type Troubleshooting = z.infer<typeof troubleshootingSchema>;
