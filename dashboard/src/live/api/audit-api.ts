import { auditEntrySchema, type AuditEntry, type AuditQuery } from '@linetwin/contracts';
import { z } from 'zod';
import { request } from './http.ts';

export type AuditFilter = Partial<Omit<AuditQuery, 'before' | 'limit'>>;

/** The audit log, for admins. */
export const auditApi = {
  read(filter: AuditFilter, before: number | undefined, limit: number, signal?: AbortSignal) {
    const query = parameters({ ...filter, before, limit });
    return request<AuditEntry[]>(z.array(auditEntrySchema), `/api/audit?${query}`, { signal });
  },
  /** Address of the same entries as a file. */
  fileAddress: (filter: AuditFilter) => `/api/audit.csv?${parameters(filter)}`,
};

function parameters(values: Record<string, string | number | undefined>): string {
  const known = Object.entries(values).filter(([, value]) => value !== undefined && value !== '');
  return new URLSearchParams(known.map(([name, value]) => [name, String(value)])).toString();
}
