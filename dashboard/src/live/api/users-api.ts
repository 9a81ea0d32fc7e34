import {
  newPasswordAnswerSchema,
  userSchema,
  type ChangeUserRequest,
  type CreateUserRequest,
} from '@linetwin/contracts';
import { z } from 'zod';
import { jsonBody, NOTHING, request } from './http.ts';

/** Users, for admins. */
export const usersApi = {
  list: (signal?: AbortSignal) => request(z.array(userSchema), '/api/users', { signal }),
  create: (user: CreateUserRequest) => request(newPasswordAnswerSchema, '/api/users', jsonBody('POST', user)),
  change: (id: string, change: ChangeUserRequest) =>
    request(userSchema, `/api/users/${id}`, jsonBody('PATCH', change)),
  resetPassword: (id: string) =>
    request(newPasswordAnswerSchema, `/api/users/${id}/password`, { method: 'POST' }),
  signOut: (id: string) => request(NOTHING, `/api/users/${id}/sessions`, { method: 'DELETE' }),
};
