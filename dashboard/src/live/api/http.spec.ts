import { afterEach, expect, jest, test } from '@jest/globals';
import { NOTHING, request, tellFailuresBy } from './http.ts';

const fetched = jest.spyOn(globalThis, 'fetch');
const answer = (status: number, body: unknown) =>
  fetched.mockResolvedValue(new Response(JSON.stringify(body), { status }));
const failure = () => request(NOTHING, '/api/x').catch((error: Error) => error.message);

afterEach(() => tellFailuresBy(() => undefined));

test('a refusal of the server is told in the words of the page', async () => {
  tellFailuresBy(({ text, values }) => (text === 'order-closed' ? `工单已关闭 ${values.by}` : undefined));
  answer(409, { error: 'closed', words: { text: 'order-closed', values: { by: '王芳' } } });
  expect(await failure()).toBe('工单已关闭 王芳');
  answer(409, { error: 'only the server knows', words: { text: 'unknown', values: {} } });
  expect(await failure()).toBe('only the server knows');
});

test('a server that cannot be reached is told in the words of the page', async () => {
  tellFailuresBy(({ text }) => (text === 'unreachable' ? '无法连接服务器' : undefined));
  fetched.mockRejectedValue(new TypeError('Failed to fetch'));
  expect(await failure()).toBe('无法连接服务器');
});

test('what is wrong with a request is said once', async () => {
  answer(400, { error: 'from: no', problems: [{ field: 'from', message: 'no' }] });
  expect(await failure()).toBe('from: no');
});

test('problems that the error does not tell are told after it', async () => {
  answer(400, { error: 'It cannot be saved.', problems: [{ field: 'tiles', message: 'overlap' }] });
  expect(await failure()).toBe('It cannot be saved.; tiles overlap');
});
