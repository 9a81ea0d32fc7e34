import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeBurst, type KeptBurst, type StatisticsAnswer } from '@linetwin/contracts';
import { eventually, impactBurstBytes, TEST_PRESS, TEST_SPINDLE } from '@linetwin/testing';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

let server: TestServer;
let machine: Machine;

beforeAll(async () => {
  server = await TestServer.start({
    environment: { LINETWIN_ROLES: 'api,ingest,worker', LINETWIN_BURSTS_PER_SENSOR: '2' },
  });
  machine = await Machine.connect(server.mqtt);
}, 90_000);
afterAll(async () => {
  await machine?.close();
  await server?.stop();
}, 30_000);

const refusal = async (path: string) => {
  const answer = await fetch(`${server.http}/api/${path}`);
  return [answer.status, ((await answer.json()) as { error: string }).error];
};

describe('what an engineer asks of a running server', () => {
  test('is figured out of the values, and exported as they came', async () => {
    const time = Date.now() - 10_000;
    for (const [i, power] of [2, 4, 9].entries())
      await machine.tell(TEST_PRESS, { power }, { time: time + i * 1000 });
    const range = `signals=${TEST_PRESS}/power&from=${time}&to=${time + 5000}`;
    const { series } = await eventually(
      'figures of three values',
      () => server.get<StatisticsAnswer>(`history/statistics?${range}`),
      ({ series: [one] }) => one.count === 3,
    );
    expect(series).toMatchObject([{ min: 2, max: 9, mean: 5, percentiles: [2, 2, 4, 9, 9] }]);

    expect(
      await server.get(`history/values?signal=${TEST_PRESS}/power&from=${time}&to=${time + 5000}&limit=2`),
    ).toMatchObject({ time: [time, time + 1000], value: [2, 4], quality: [0, 0] });

    const csv = await fetch(`${server.http}/api/history/export?${range}&format=csv`);
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await csv.text()).trim().split('\r\n');
    expect(lines.slice(1).map((line) => line.split(',').slice(2))).toEqual(
      [2, 4, 9].map((power, i) => [new Date(time + i * 1000).toISOString(), String(power), 'good']),
    );
    const parquet = await fetch(`${server.http}/api/history/export?${range}&format=parquet`);
    const bytes = Buffer.from(await parquet.arrayBuffer());
    expect([bytes.subarray(0, 4).toString(), bytes.subarray(-4).toString()]).toEqual(['PAR1', 'PAR1']);
  });

  test('is refused by name where it makes no sense', async () => {
    const range = 'from=1000&to=2000';
    expect(await refusal(`history/statistics?signals=no/such&${range}`)).toEqual([
      404,
      'There is no signal "no/such" in the plant files.',
    ]);
    expect(await refusal(`history/export?signals=${TEST_PRESS}/power&${range}&format=xls`)).toEqual([
      400,
      expect.stringContaining('format'),
    ]);
    expect(await refusal(`history/export?signals=${TEST_PRESS}/power&from=2000&to=1000`)).toEqual([
      400,
      'to: must be after "from"',
    ]);
    expect(await refusal('bursts?equipment=no/such/machine')).toEqual([
      404,
      'There is no machine "no/such/machine" in the plant files.',
    ]);
    expect(await refusal('bursts/raw?equipment=../../etc&channel=passwd&time=1')).toEqual([
      404,
      expect.stringContaining('There is no burst'),
    ]);
  });

  test('keeps the last bursts of each sensor whole after they were diagnosed', async () => {
    const time = Date.now() - 60_000;
    const times = [0, 1, 2].map((i) => time + i * 1000);
    for (const at of times)
      await machine.publish(TEST_SPINDLE, 'burst', impactBurstBytes({ impactsPerTurn: 3.2, time: at }));
    const kept = await eventually(
      'two bursts left',
      () => server.get<KeptBurst[]>(`bursts?equipment=${TEST_SPINDLE}`),
      (bursts) => bursts.length === 2 && bursts[0].time === times[2],
    );
    const past = await server.get<KeptBurst[]>(`bursts?equipment=${TEST_SPINDLE}&at=${times[2] - 1}`);
    expect(past.map(({ time }) => time)).toEqual([times[1]]);
    expect(kept.map((burst) => burst.time)).toEqual([times[2], times[1]]);
    const { channel } = kept[0];
    const raw = await fetch(
      `${server.http}/api/bursts/raw?equipment=${TEST_SPINDLE}&channel=${channel}&time=${times[2]}`,
    );
    expect(decodeBurst(new Uint8Array(await raw.arrayBuffer()))).toMatchObject({ channel, time: times[2] });
  }, 60_000);
});
