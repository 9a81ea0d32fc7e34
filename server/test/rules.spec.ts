import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Alarm, BackTestAnswer, BackTestSummary, RuleDetail } from '@linetwin/contracts';
import { eventually, TEST_SPINDLE } from '@linetwin/testing';
import { testDefinition } from '../src/rules/testing.ts';
import { firstAdmin } from './backup-steps.ts';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

let server: TestServer;
let machine: Machine;
let admin: Awaited<ReturnType<typeof firstAdmin>>;

beforeAll(async () => {
  server = await TestServer.start({ environment: { LINETWIN_ROLES: 'api,ingest,worker' } });
  machine = await Machine.connect(server.mqtt);
  admin = await firstAdmin(server, 'Qv7-harbor-tulip-48');
}, 90_000);

afterAll(async () => {
  await machine?.close();
  await server?.stop();
}, 30_000);

/** Asks as the admin, who may do what engineers may. */
async function post<T>(path: string, body: object): Promise<T> {
  const { status, body: answer } = await admin.ask('POST', `/api/${path}`, body);
  if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
  return answer as T;
}

const reason = 'because of the test';

test('a rule is written, tested on history, switched live, raises an alarm, and goes on after a kill', async () => {
  const now = Date.now();
  // Ten minutes of history in which the spindle was warm once.
  for (let second = 600; second > 0; second -= 1)
    await machine.tell(
      TEST_SPINDLE,
      { state: 'Execute', temperature: second > 300 && second < 360 ? 65 : 50 },
      { time: now - second * 1000 },
    );
  const definition = testDefinition({ expression: 'average("temperature", "10s") > 60', onDelayS: 5 });
  const { id } = await post<RuleDetail>('rules', { definition, reason });
  await expect(post(`rules/${id}/switch`, { to: 'live', version: 1, reason })).rejects.toThrow(/not tested/);

  const range = { from: now - 3_600_000, to: now - 1000 };
  await expect(
    post(`rules/${id}/back-tests`, { version: 1, from: range.to - 1000, to: range.to }),
  ).rejects.toThrow(/an hour at least/);
  const range1 = { from: range.from - 1000, to: range.to };
  const asked = await post<BackTestSummary>(`rules/${id}/back-tests`, { version: 1, ...range1 });
  const done = await eventually(
    'the back-test',
    () => server.get<BackTestAnswer>(`rules/${id}/back-tests/${asked.id}`),
    ({ state }) => state === 'done' || state === 'failed',
    60_000,
  );
  expect(done).toMatchObject({ state: 'done', raised: 1, problem: null });
  expect(done.outcome!.machines).toMatchObject([{ equipment: TEST_SPINDLE, raised: 1 }]);
  expect(done.outcome!.unknownMs).toBeGreaterThan(2_900_000);
  await post(`rules/${id}/back-tests/${asked.id}/seen`, {});
  await post(`rules/${id}/switch`, { to: 'live', version: 1, reason });

  const standing = () =>
    server.get<Alarm[]>('alarms').then((all) => all.filter(({ rule }) => rule?.id === id));
  for (let second = 0; second < 30; second++)
    await machine.tell(TEST_SPINDLE, { state: 'Execute', temperature: 66 }, { time: now + second * 1000 });
  const [alarm] = await eventually('the alarm', standing, ({ length }) => length === 1);
  expect(alarm).toMatchObject({ limit: 'rule', equipment: TEST_SPINDLE, rule: { version: 1 } });

  await machine.close();
  await server.killWithHelpers();
  server = await TestServer.start({
    folder: server.folder,
    environment: { LINETWIN_ROLES: 'api,ingest,worker' },
  });
  machine = await Machine.connect(server.mqtt);
  expect(await standing()).toMatchObject([{ id: alarm.id, state: 'Unacknowledged' }]);
  for (let second = 30; second < 60; second++)
    await machine.tell(TEST_SPINDLE, { state: 'Execute', temperature: 40 }, { time: now + second * 1000 });
  await eventually('its end', standing, ([one]) => one?.state === 'ReturnedToNormalUnacknowledged');
}, 240_000);
