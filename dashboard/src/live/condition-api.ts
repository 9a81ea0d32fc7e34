import {
  bearingHealthSchema,
  machineMonitorSchema,
  type BearingHealth,
  type LearnBearingRequest,
  type LearnMonitorRequest,
  type MachineMonitor,
} from '@linetwin/contracts';
import { z } from 'zod';
import { jsonBody, request } from './api.ts';

/** How bearings stand, what monitors say of machines, and learning anew. */
export const conditionApi = {
  bearings(equipment: string, signal?: AbortSignal): Promise<BearingHealth[]> {
    const path = `/api/condition/bearings?equipment=${encodeURIComponent(equipment)}`;
    return request(z.array(bearingHealthSchema), path, { signal });
  },
  learnBearing(body: LearnBearingRequest): Promise<BearingHealth> {
    return request(bearingHealthSchema, '/api/condition/bearings/learn', jsonBody('POST', body));
  },
  /** @param to end of the day that is shown, ms since 1970 UTC */
  monitor(equipment: string, to: number, signal?: AbortSignal): Promise<MachineMonitor> {
    const path = `/api/condition/monitors?equipment=${encodeURIComponent(equipment)}&to=${Math.round(to)}`;
    return request(machineMonitorSchema, path, { signal });
  },
  learnMonitor(body: LearnMonitorRequest): Promise<MachineMonitor> {
    return request(machineMonitorSchema, '/api/condition/monitors/learn', jsonBody('POST', body));
  },
};
