import {
  planAskedSchema,
  sectionHoldSchema,
  startPlanSchema,
  type PlanAsked,
  type SectionHold,
  type StartPlan,
} from '@linetwin/contracts';
import { z } from 'zod';
import { jsonBody, request } from './http.ts';

/** Plans of starts against tariff and demand. */
export const plannerApi = {
  newest(signal?: AbortSignal): Promise<StartPlan[]> {
    return request(z.array(startPlanSchema), '/api/plans?limit=10', { signal });
  },
  /** Planned pauses that run now, and why their sections are not held. */
  holds(signal?: AbortSignal): Promise<SectionHold[]> {
    return request(z.array(sectionHoldSchema), '/api/plans/holds', { signal });
  },
  ask(lines: string[], hours: number, by: string | undefined): Promise<PlanAsked> {
    return request(planAskedSchema, '/api/plans', jsonBody('POST', { lines, hours, by }));
  },
  apply(id: string, by: string | undefined): Promise<StartPlan> {
    return request(startPlanSchema, `/api/plans/${encodeURIComponent(id)}/apply`, jsonBody('POST', { by }));
  },
  withdraw(id: string, by: string | undefined): Promise<StartPlan> {
    return request(
      startPlanSchema,
      `/api/plans/${encodeURIComponent(id)}/withdraw`,
      jsonBody('POST', { by }),
    );
  },
};
