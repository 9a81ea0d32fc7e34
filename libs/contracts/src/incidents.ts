import { ALARM_PRIORITIES, textSchema } from '@linetwin/model';
import { z } from 'zod';
import { atQuerySchema } from './rest.ts';

/**
 * Why something follows from something else. `same-machine`: the cause sits on the machine itself. `sensor`: the value hangs on
 * a sensor that is wrong. `utility`: the machine uses what the other one supplies. `power`: both hang on one supply.
 * `parts-missing`: no part comes from upstream. `parts-blocked`: no part can leave. `part-quality`: a bad part came along.
 */
export const INCIDENT_RELATIONS = [
  'same-machine',
  'sensor',
  'utility',
  'power',
  'parts-missing',
  'parts-blocked',
  'part-quality',
] as const;
export type IncidentRelation = (typeof INCIDENT_RELATIONS)[number];

/** `state`: a machine left Execute for something that is not its own. */
export const INCIDENT_MEMBER_KINDS = ['alarm', 'finding', 'state'] as const;

const memberSchema = z.object({
  kind: z.enum(INCIDENT_MEMBER_KINDS),
  /** Id of the alarm or finding; of a state the address of the machine with `#state`. */
  id: z.string(),
  /** Of what came again, the id of the newest. */
  newestId: z.string(),
  equipment: z.string(),
  /** What shows: a cause of a finding, `signal.limit` of an alarm, a PackML state. */
  key: z.string(),
  title: textSchema,
  /** Source time when it began, ms since 1970 UTC. */
  at: z.number(),
  /** Null while it stands. */
  endedAt: z.number().nullable(),
  /** How often it came again since. */
  repeats: z.number().int().min(0),
  /** What it follows from; null for the first cause, and for what stands here for want of a better place. */
  follows: z
    .object({
      /** Id of the member that it follows from. */
      from: z.string(),
      relation: z.enum(INCIDENT_RELATIONS),
      /** What is supplied, such as `chilledWater`; null where nothing is. */
      medium: z.string().nullable(),
    })
    .nullable(),
});
export type IncidentMember = z.infer<typeof memberSchema>;

const causeSchema = z.object({
  equipment: z.string(),
  /** Cause of a finding, such as `coolant-filter-clogged`, or `alarm:signal.limit` where no rule names one. */
  key: z.string(),
  title: textSchema,
  /** 0 to 1. */
  confidence: z.number().min(0).max(1),
  since: z.number(),
  /** Members that name it. */
  members: z.array(z.string()),
  /** Share of the members that follow from it, 0 to 1. */
  explains: z.number().min(0).max(1),
  /** What would speak against it: each a thing to look at that must not be so. */
  contradictedBy: z.array(textSchema),
  advice: z.array(textSchema),
  sparePart: textSchema.nullable(),
});
export type IncidentCause = z.infer<typeof causeSchema>;

/** Alarms and findings with one first cause, as they stand. */
export const incidentSchema = z.object({
  id: z.string(),
  /** Id of the line. */
  line: z.string(),
  state: z.enum(['open', 'closed']),
  openedAt: z.number(),
  /** When it was closed, at the end of its last member or some quiet time later. */
  closedAt: z.number().nullable(),
  changedAt: z.number(),
  /** The incident that it turned out to be part of; it is closed then. */
  mergedInto: z.string().nullable(),
  /** Of the most urgent member so far. */
  priority: z.union(ALARM_PRIORITIES.map((p) => z.literal(p))),
  /** First cause, and what else it could be, likeliest first. */
  cause: causeSchema,
  alternatives: z.array(causeSchema),
  /** Oldest first. */
  members: z.array(memberSchema),
  /** Members that are counted but no longer listed. */
  more: z.number().int().min(0),
  /** Grows with every change. */
  revision: z.number().int().min(1),
});
export type Incident = z.infer<typeof incidentSchema>;

const time = z.coerce.number().min(-8.64e15).max(8.64e15);

/** `GET /api/incidents`: incidents that touch the time between `from` and `to`, open ones when no time is given. */
export const incidentQuerySchema = atQuerySchema.extend({
  line: z.string().min(1).max(64).optional(),
  equipment: z.string().min(1).max(256).optional(),
  state: z.enum(['open', 'closed']).optional(),
  from: time.optional(),
  to: time.optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
});
export type IncidentQuery = z.infer<typeof incidentQuerySchema>;
