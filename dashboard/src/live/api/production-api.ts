import {
  orderProgressSchema,
  overviewSchema,
  productionAnswerSchema,
  productionOrderSchema,
  shiftsAnswerSchema,
  stopSchema,
  type ExplainRequest,
  type IndicatorRow,
  type NewOrder,
  type OrderChange,
  type OrderProgress,
  type ProductionOrder,
  type ProductionOverview,
  type ProductionStop,
  type ShiftSpan,
} from '@linetwin/contracts';
import { z } from 'zod';
import { request } from './http.ts';

/** A line and a span of time, ms since 1970 UTC; with `at` as it stood then. */
export interface LineSpan {
  line: string;
  from: number;
  to: number;
  at?: number;
}

const query = (values: Record<string, string | number | undefined>) =>
  new URLSearchParams(
    Object.entries(values).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  ).toString();
const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** What the production page asks the server. */
export const productionApi = {
  overview: (span: LineSpan, signal: AbortSignal): Promise<ProductionOverview> =>
    request(overviewSchema, `/api/production/overview?${query({ ...span })}`, { signal }),
  /** Indicators of every machine of a line. */
  machines: (span: LineSpan, signal: AbortSignal): Promise<IndicatorRow[]> =>
    productionApi.indicators(span, 'machine', signal),
  /** @param by what there is a row for: machine, shift, product, order, hour or day */
  indicators: async (span: LineSpan, by: string, signal: AbortSignal): Promise<IndicatorRow[]> =>
    (await request(productionAnswerSchema, `/api/production?${query({ ...span, by })}`, { signal })).rows,
  shifts: (span: LineSpan, signal: AbortSignal): Promise<ShiftSpan[]> =>
    request(shiftsAnswerSchema, `/api/production/shifts?${query({ ...span })}`, { signal }),
  stops: (span: LineSpan, asked: boolean, signal: AbortSignal): Promise<ProductionStop[]> =>
    request(z.array(stopSchema), `/api/production/stops?${query({ ...span, asked: String(asked) })}`, {
      signal,
    }),
  explain: (body: ExplainRequest): Promise<ProductionStop> =>
    request(stopSchema, '/api/production/stops/explain', json('POST', body)),
  /** @param at as they stood then; as they stand when undefined */
  orders: (line: string, at: number | undefined, signal: AbortSignal): Promise<OrderProgress[]> =>
    request(z.array(orderProgressSchema), `/api/production/orders?${query({ line, limit: 30, at })}`, {
      signal,
    }),
  createOrder: (body: NewOrder): Promise<ProductionOrder> =>
    request(productionOrderSchema, '/api/production/orders', json('POST', body)),
  changeOrder: (id: string, body: OrderChange): Promise<ProductionOrder> =>
    request(productionOrderSchema, `/api/production/orders/${encodeURIComponent(id)}`, json('PATCH', body)),
};

/** Address of the report of a span as a document. */
export function reportFile(span: LineSpan, lang: 'zh' | 'en'): string {
  return `/api/production/report?${query({ ...span, lang })}`;
}

/** Address of the indicators of a span as a file. */
export function indicatorFile(span: LineSpan, by: string, format: 'csv' | 'xlsx'): string {
  return `/api/production?${query({ ...span, by, format })}`;
}
