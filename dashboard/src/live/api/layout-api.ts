import {
  layoutPreviewSchema,
  layoutSavedSchema,
  layoutStateSchema,
  type PlaceMoveRequest,
} from '@linetwin/contracts';
import { jsonBody, request } from './http.ts';

/** Where machines stand, as the plant files say it. */
export const layoutApi = {
  state: (signal?: AbortSignal) => request(layoutStateSchema, '/api/layout', { signal }),
  preview: (moves: readonly PlaceMoveRequest[], signal?: AbortSignal) =>
    request(layoutPreviewSchema, '/api/layout/preview', { ...jsonBody('POST', { moves }), signal }),
  save: (version: string, moves: readonly PlaceMoveRequest[]) =>
    request(layoutSavedSchema, '/api/layout', jsonBody('PUT', { version, moves })),
};
