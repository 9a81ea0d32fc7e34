import { z } from 'zod';

/** `proposed` until somebody applies it, `applied` while rules follow it, `withdrawn` by a person, `replaced` by a newer one. */
export const PLAN_STATES = ['proposed', 'applied', 'withdrawn', 'replaced'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

/** What something does in a plan from one quarter to another, counted from the plan's begin. */
export const planSpanSchema = z.object({
  resource: z.string(),
  /** A run of an order, or how a machine or furnace waits meanwhile. */
  what: z.enum(['run', 'ready', 'rest', 'warm-up']),
  order: z.string().nullable(),
  from: z.number().int(),
  to: z.number().int(),
});
export type PlanSpan = z.infer<typeof planSpanSchema>;

/** Energy of a part of the plant that is planned: a section, or a line with its furnaces and without its section. */
export const planPartSchema = z.object({
  part: z.string(),
  kwh: z.number(),
  energyYuan: z.number(),
  /** Its own highest quarter, kW. */
  maximumKw: z.number(),
});
export type PlanPart = z.infer<typeof planPartSchema>;

/** One way to run the plant over the time of the plan. Powers are means of quarters, kW. */
export const planWaySchema = z.object({
  spans: z.array(planSpanSchema),
  kw: z.array(z.number()),
  kwh: z.number(),
  energyYuan: z.number(),
  /** What its highest quarter adds to the month's demand charge. */
  demandYuan: z.number(),
  totalYuan: z.number(),
  maximumKw: z.number(),
  overContractKw: z.number(),
  /** Its energy by planned part; none in plans of version 1. */
  parts: z.array(planPartSchema).default([]),
});
export type PlanWay = z.infer<typeof planWaySchema>;

export const planOrderSchema = z.object({
  id: z.string(),
  line: z.string(),
  product: z.string(),
  /** An order of people, or what the shift plan wants where there is none. */
  source: z.enum(['order', 'shift']),
  dueAt: z.number(),
  /** Good parts still to be made. */
  quantity: z.number(),
  quarters: z.number().int(),
  /** By how much it misses its date at the least, minutes; 0 when it is kept. */
  lateMinutes: z.number(),
  /** Work of it that finds no place within the plan, minutes. */
  unplacedMinutes: z.number(),
});
export type PlanOrder = z.infer<typeof planOrderSchema>;

/** A power or pace that the plan rests on, and where it is from: the plant's own ledger, or the plant files. */
export const planInputSchema = z.object({
  resource: z.string(),
  runningKw: z.number(),
  readyKw: z.number(),
  restKw: z.number(),
  warmUpMinutes: z.number(),
  canRest: z.boolean(),
  secondsPerPart: z.number().nullable(),
  source: z.enum(['ledger', 'plant-files']),
});
export type PlanInput = z.infer<typeof planInputSchema>;

/** A plan of whose stocks a greater share than this is assumed says so, and does not apply itself. */
export const MAX_ASSUMED_SHARE = 0.1;

/** A section of a line that is planned for itself, with the stock behind it. Pieces are finished pieces: two rings are one bearing. */
export const planSectionSchema = z.object({
  /** Its resource in spans and inputs. */
  id: z.string(),
  line: z.string(),
  /** First and last of its stations. */
  stations: z.tuple([z.string(), z.string()]),
  /** Addresses of its machines, and of the furnace behind it in which pieces stay. */
  machines: z.array(z.string()),
  furnace: z.string(),
  stayMinutes: z.number(),
  /** Pieces that it makes in the plan. */
  pieces: z.number(),
  stock: z.object({
    /** Pieces that waited when it was planned, and those in the furnace. */
    now: z.number(),
    inFurnace: z.number(),
    /** Share of both that nobody measured: it is taken as if the line had run at its pace. */
    assumedShare: z.number(),
    room: z.number(),
    /** Bounds that a plan keeps, for stops that nobody foresees. */
    least: z.number(),
    most: z.number(),
    /** Pieces at the end of each quarter; they go on after the plan as long as a piece stays in the furnace. */
    today: z.array(z.number()),
    plan: z.array(z.number()),
  }),
});
export type PlanSection = z.infer<typeof planSectionSchema>;

/** Why a section, or a machine of it, is not held in a pause that an applied plan has for it. */
export const HOLD_REASONS = [
  /** Plans only advise on this line, or may not apply themselves. */
  'advises',
  'stock-unknown',
  /** The stock lacks so much against the plan that its reserve would be used up. */
  'stock-low',
  /** An order that the plan keeps is over its date. */
  'late',
  'records-away',
  'refused',
  'unanswered',
  /** The machine went back by itself because it heard nothing. */
  'watchdog',
  /** A person ended it. */
  'person',
  /** Something else that was commanded stands there. */
  'other-command',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** A planned pause that runs now, and whether the machines of its section are held in it. */
export const sectionHoldSchema = z.object({
  section: z.string(),
  plan: z.string(),
  /** Begin of the next run, or the end of the plan, ms since 1970 UTC. */
  until: z.number(),
  machines: z.array(
    z.object({ equipment: z.string(), held: z.boolean(), reason: z.enum(HOLD_REASONS).nullable() }),
  ),
});
export type SectionHold = z.infer<typeof sectionHoldSchema>;

/** Starts of one or more lines, with all that they rest on. Times are ms since 1970 UTC. */
export const startPlanSchema = z.object({
  id: z.string(),
  /** Version of the way plans are made: plans of different versions are not compared. */
  version: z.number().int(),
  lines: z.array(z.string()),
  madeAt: z.number(),
  /** A person's name, or `shift` for the plan before a shift. */
  by: z.string(),
  from: z.number(),
  quarters: z.number().int(),
  /** How good it is: within the gap of the best, the best until time was over, or today's way because nothing was better. */
  status: z.enum(['optimal', 'feasible', 'today']),
  state: z.enum(PLAN_STATES),
  changedAt: z.number(),
  changedBy: z.string(),
  orders: z.array(planOrderSchema),
  inputs: z.array(planInputSchema),
  /** Sections that are planned for themselves; none in plans of version 1. */
  sections: z.array(planSectionSchema).default([]),
  yuanPerKwh: z.array(z.number()),
  period: z.array(z.enum(['sharp', 'peak', 'flat', 'valley', 'deepValley'])),
  otherKw: z.array(z.number()),
  contractKw: z.number().nullable(),
  /** Highest quarter of the month when it was made, kW. */
  reachedKw: z.number(),
  demandYuanPerKw: z.number(),
  today: planWaySchema,
  plan: planWaySchema,
  /** Saving of the starts alone, everything kept ready, yuan. */
  startsSaveYuan: z.number(),
  solver: z.object({ ms: z.number(), rows: z.number(), binaries: z.number() }),
});
export type StartPlan = z.infer<typeof startPlanSchema>;

/** `GET /api/plans`: newest first. */
export const plansQuerySchema = z.object({
  line: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});
export type PlansQuery = z.infer<typeof plansQuerySchema>;

/** `POST /api/plans`: lines left out are not moved. */
export const planRequestSchema = z.strictObject({
  lines: z.array(z.string().min(1).max(64)).min(1).max(20),
  hours: z.number().int().min(4).max(48).default(24),
  by: z.string().trim().min(1).max(80).optional(),
});
export type PlanRequest = z.infer<typeof planRequestSchema>;

/** Answer of a request: the plan of this id is made by a worker. */
export const planAskedSchema = z.object({ id: z.string() });
export type PlanAsked = z.infer<typeof planAskedSchema>;

/** `POST /api/plans/{id}/apply` and `/withdraw` */
export const planChangeSchema = z.strictObject({ by: z.string().trim().min(1).max(80).optional() });
export type PlanChange = z.infer<typeof planChangeSchema>;

/** Pieces that were seen to wait in the stock behind a section. */
export interface SeenStock {
  section: string;
  pieces: number;
}

/** A plan that a worker makes. */
export interface MakePlanJob {
  id: string;
  lines: string[];
  /** Begin of the plan, ms since 1970 UTC, on a quarter of an hour. */
  from: number;
  quarters: number;
  by: string;
  /** Stocks as the twin knew them; a worker has none. What is left out was not known. */
  stocks?: SeenStock[];
}
