import {
  causePrecisionSchema,
  incidentResponseSchema,
  incidentSchema,
  listedWorkOrderSchema,
  noticeLinkSchema,
  troubleshootingSchema,
  workOrderSchema,
  type WorkOrder,
  type WorkOrderChange,
} from '@linetwin/contracts';
import { z } from 'zod';
import { ApiError, atQuery, jsonBody, request } from './http.ts';

const path = encodeURIComponent;

/** Incidents, who took them on, and what was done about them: at an instant, or now where it is undefined. */
export const incidentsApi = {
  ofMachine(
    equipment: string,
    { from, to }: { from: number; to?: number },
    at: number | undefined,
    signal?: AbortSignal,
  ) {
    const query = new URLSearchParams({ equipment, from: String(Math.round(from)), limit: '50' });
    if (to !== undefined) query.set('to', String(Math.round(to)));
    return request(z.array(incidentSchema), `/api/incidents?${query}${atQuery(at, '&')}`, { signal });
  },
  read: (id: string, at: number | undefined, signal?: AbortSignal) =>
    request(incidentSchema, `/api/incidents/${path(id)}${atQuery(at)}`, { signal }),
  responses: (ids: readonly string[], at: number | undefined, signal?: AbortSignal) =>
    request(
      z.array(incidentResponseSchema),
      `/api/incident-responses?incidents=${path(ids.join(','))}${atQuery(at, '&')}`,
      { signal },
    ),
  acknowledge: (id: string, by: string | undefined) =>
    request(incidentResponseSchema, `/api/incident-responses/${path(id)}`, jsonBody('POST', { by })),
  /** `null` before anything was done about the incident. */
  async workOrder(id: string, at: number | undefined, signal?: AbortSignal): Promise<WorkOrder | null> {
    try {
      return await request(workOrderSchema, `/api/work-orders/${path(id)}${atQuery(at)}`, { signal });
    } catch (error) {
      if (error instanceof ApiError && error.status === 404) return null;
      throw error;
    }
  },
  workOrders: (at: number | undefined, signal?: AbortSignal) =>
    request(z.array(listedWorkOrderSchema), `/api/work-orders${atQuery(at)}`, { signal }),
  change: (id: string, change: WorkOrderChange) =>
    request(workOrderSchema, `/api/work-orders/${path(id)}/changes`, jsonBody('POST', change)),
  addPhoto: (id: string, jpeg: Blob, by: string | undefined) =>
    request(workOrderSchema, `/api/work-orders/${path(id)}/photos${by ? `?by=${path(by)}` : ''}`, {
      method: 'POST',
      headers: { 'content-type': 'image/jpeg' },
      body: jpeg,
    }),
  troubleshooting: (id: string, at: number | undefined, signal?: AbortSignal) =>
    request(z.array(troubleshootingSchema), `/api/work-orders/${path(id)}/troubleshooting${atQuery(at)}`, {
      signal,
    }),
  photoUrl: (id: string, photo: string) => `/api/work-orders/${path(id)}/photos/${path(photo)}`,
  precision: (at: number | undefined, signal?: AbortSignal) =>
    request(z.array(causePrecisionSchema), `/api/work-orders/precision${atQuery(at)}`, { signal }),
  link: (token: string, signal?: AbortSignal) =>
    request(noticeLinkSchema, `/api/notice-links/${path(token)}`, { signal }),
  acknowledgeLink: (token: string) =>
    request(incidentResponseSchema, `/api/notice-links/${path(token)}/acknowledge`, { method: 'POST' }),
};
