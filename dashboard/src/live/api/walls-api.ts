import { shownWallSchema, wallLayoutSchema, wallsAnswerSchema, type WallRequest } from '@linetwin/contracts';
import { z } from 'zod';
import { jsonBody, request } from './http.ts';

/** Walls that people laid out, and what this screen shows. */
export const wallsApi = {
  shown: (layout: string, signal?: AbortSignal) =>
    request(shownWallSchema, layout ? `/api/wall?${new URLSearchParams({ layout })}` : '/api/wall', {
      signal,
    }),
  list: (signal?: AbortSignal) => request(wallsAnswerSchema, '/api/walls', { signal }),
  add: (wall: WallRequest) => request(wallLayoutSchema, '/api/walls', jsonBody('POST', wall)),
  change: (id: string, wall: WallRequest) =>
    request(wallLayoutSchema, `/api/walls/${encodeURIComponent(id)}`, jsonBody('PUT', wall)),
  remove: (id: string) =>
    request(z.undefined(), `/api/walls/${encodeURIComponent(id)}`, { method: 'DELETE' }),
  assign: (display: string, layout: string | null) =>
    request(z.undefined(), `/api/displays/${encodeURIComponent(display)}/wall`, jsonBody('PUT', { layout })),
};
