import { z } from 'zod';

/** That a person has taken an incident on. */
export const incidentResponseSchema = z.object({
  incident: z.string(),
  at: z.number(),
  by: z.string(),
  /** On a page, or from the link of a notice. */
  via: z.enum(['page', 'link']),
});
export type IncidentResponse = z.infer<typeof incidentResponseSchema>;
