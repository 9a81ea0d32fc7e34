import { textSchema } from '@linetwin/model';
import { z } from 'zod';
import { incidentSchema } from './incidents.ts';

/** That a person has taken an incident on. */
export const incidentResponseSchema = z.object({
  incident: z.string(),
  at: z.number(),
  by: z.string(),
  /** On a page, or from the link of a notice. */
  via: z.enum(['page', 'link']),
});
export type IncidentResponse = z.infer<typeof incidentResponseSchema>;

/** `GET /api/notice-links/{token}`: what whoever holds a link sees without signing in. */
export const noticeLinkSchema = z.object({
  incident: incidentSchema,
  response: incidentResponseSchema.nullable(),
  /** Where the cause lies; null where the machine left the plant. */
  machine: z.object({ id: z.string(), name: textSchema }).nullable(),
});
export type NoticeLink = z.infer<typeof noticeLinkSchema>;
