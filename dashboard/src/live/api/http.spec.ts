import { afterEach, expect, jest, test } from '@jest/globals';
import { NOTHING, request } from './http.ts';

const answers = (body: unknown) =>
  jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(JSON.stringify(body), { status: 400 }));

afterEach(() => {
  jest.restoreAllMocks();
});

test('what is wrong with a field is said once', async () => {
  answers({ error: 'id: use letters; name: is empty', problems: [{ field: 'id', message: 'use letters' }] });
  await expect(request(NOTHING, '/api/x')).rejects.toThrow(/^id: use letters; name: is empty$/);
});

test('problems that the error does not tell are told after it', async () => {
  answers({ error: 'It cannot be saved.', problems: [{ field: 'tiles', message: 'overlap' }] });
  await expect(request(NOTHING, '/api/x')).rejects.toThrow(/^It cannot be saved\.; tiles overlap$/);
});
