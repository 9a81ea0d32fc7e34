import {
  MEASURE_MODES,
  measureLimitSchema,
  recommendationSchema,
  type PricedLedgerRow,
  type MeasureLimit,
  type MeasureMode,
  type MeasureModeRow,
  type Recommendation,
} from '@linetwin/contracts';
import { z } from 'zod';
import { jsonBody, request } from './http.ts';

const modeSchema = z.object({ line: z.string(), measure: z.string(), mode: z.enum(MEASURE_MODES) });
const ledgerSchema = z.object({
  yuan: z.number(),
  kgCo2: z.number(),
  unpricedKwh: z.number(),
  line: z.string(),
  measure: z.string(),
  recommendations: z.number(),
  ended: z.number(),
  estimatedKwh: z.number(),
  measured: z.number(),
  measuredKwh: z.number(),
  verified: z.number(),
  verifiedKwh: z.number(),
  refuted: z.number(),
});

/** What would save energy, what was done, and what it saved. */
export const savingsApi = {
  open(signal?: AbortSignal): Promise<Recommendation[]> {
    return request(z.array(recommendationSchema), '/api/savings/recommendations?open=true&limit=200', {
      signal,
    });
  },
  ended(signal?: AbortSignal): Promise<Recommendation[]> {
    return request(z.array(recommendationSchema), '/api/savings/recommendations?open=false&limit=50', {
      signal,
    });
  },
  apply(id: string, by: string | undefined, seenAt: number): Promise<Recommendation> {
    const path = `/api/savings/recommendations/${encodeURIComponent(id)}/apply`;
    return request(recommendationSchema, path, jsonBody('POST', { by, seenAt }));
  },
  end(id: string, by: string | undefined): Promise<Recommendation> {
    const path = `/api/savings/recommendations/${encodeURIComponent(id)}/end`;
    return request(recommendationSchema, path, jsonBody('POST', { by }));
  },
  ledger(signal?: AbortSignal): Promise<PricedLedgerRow[]> {
    return request(z.array(ledgerSchema), '/api/savings/ledger', { signal });
  },
  modes(signal?: AbortSignal): Promise<MeasureModeRow[]> {
    return request(z.array(modeSchema), '/api/savings/modes', { signal });
  },
  setMode({ line, measure }: MeasureModeRow, mode: MeasureMode): Promise<MeasureModeRow> {
    const path = `/api/savings/modes/${encodeURIComponent(line)}/${encodeURIComponent(measure)}`;
    return request(modeSchema, path, jsonBody('PUT', { mode }));
  },
  limits(signal?: AbortSignal): Promise<MeasureLimit[]> {
    return request(z.array(measureLimitSchema), '/api/savings/limits', { signal });
  },
  /** @param value in the unit of the limit; `null` goes back to the usual one */
  setLimit({ line, limit }: MeasureLimit, value: number | null): Promise<MeasureLimit> {
    const path = `/api/savings/limits/${encodeURIComponent(line)}/${encodeURIComponent(limit)}`;
    return request(measureLimitSchema, path, jsonBody('PUT', { value }));
  },
};
