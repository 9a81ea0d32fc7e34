import { displaySchema, pairingSchema, pairingStateSchema } from '@linetwin/contracts';
import { z } from 'zod';
import { jsonBody, NOTHING, request } from './http.ts';

/** Wall displays: pairing a screen, and for admins all of them. */
export const displaysApi = {
  startPairing: () => request(pairingSchema, '/api/pairing', { method: 'POST' }),
  claim: (secret: string) => request(pairingStateSchema, '/api/pairing/claim', jsonBody('POST', { secret })),
  list: (signal?: AbortSignal) => request(z.array(displaySchema), '/api/displays', { signal }),
  approve: (code: string, name: string) =>
    request(displaySchema, '/api/displays', jsonBody('POST', { code, name })),
  revoke: (id: string) => request(NOTHING, `/api/displays/${id}`, { method: 'DELETE' }),
};
