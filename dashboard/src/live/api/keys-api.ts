import {
  gatewaySchema,
  newGatewayAnswerSchema,
  newTokenAnswerSchema,
  tokenSchema,
  type CreateGatewayRequest,
  type CreateTokenRequest,
} from '@linetwin/contracts';
import { z } from 'zod';
import { jsonBody, request } from './http.ts';

/** Keys of programs and gateways, for admins. */
export const keysApi = {
  tokens: (signal?: AbortSignal) => request(z.array(tokenSchema), '/api/tokens', { signal }),
  createToken: (token: CreateTokenRequest) =>
    request(newTokenAnswerSchema, '/api/tokens', jsonBody('POST', token)),
  revokeToken: (id: string) => request(z.undefined(), `/api/tokens/${id}`, { method: 'DELETE' }),
  gateways: (signal?: AbortSignal) => request(z.array(gatewaySchema), '/api/gateways', { signal }),
  createGateway: (gateway: CreateGatewayRequest) =>
    request(newGatewayAnswerSchema, '/api/gateways', jsonBody('POST', gateway)),
  revokeGateway: (id: string) => request(z.undefined(), `/api/gateways/${id}`, { method: 'DELETE' }),
};
