import {
  bearingHealthSchema,
  machineMonitorSchema,
  type BearingHealth,
  type LearnBearingRequest,
  type LearnMonitorRequest,
  type MachineMonitor,
} from '@linetwin/contracts';
import { z } from 'zod';
import { atQuery, jsonBody, request } from './http.ts';

/** How bearings stand, what monitors say of machines, and learning anew. */
export const conditionApi = {
  /** @param at as they stood then; as they stand when undefined */
  bearings(equipment: string, at: number | undefined, signal?: AbortSignal): Promise<BearingHealth[]> {
    const path = `/api/condition/bearings?equipment=${encodeURIComponent(equipment)}${atQuery(at, '&')}`;
    return request(z.array(bearingHealthSchema), path, { signal });
  },
  learnBearing(body: LearnBearingRequest): Promise<BearingHealth> {
    return request(bearingHealthSchema, '/api/condition/bearings/learn', jsonBody('POST', body));
  },
  /** @param at as it stood then; as it stands when undefined */
  monitor(equipment: string, at: number | undefined, signal?: AbortSignal): Promise<MachineMonitor> {
    const path = `/api/condition/monitors?equipment=${encodeURIComponent(equipment)}${atQuery(at, '&')}`;
    return request(machineMonitorSchema, path, { signal });
  },
  learnMonitor(body: LearnMonitorRequest): Promise<MachineMonitor> {
    return request(machineMonitorSchema, '/api/condition/monitors/learn', jsonBody('POST', body));
  },
};
