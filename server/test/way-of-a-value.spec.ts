import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Alarm, FindingDetail, HistoryAnswer, RejectReport, SeamSummary } from '@linetwin/contracts';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import { eventually, impactBurstBytes, seamMessage, TEST_PRESS, TEST_SPINDLE } from '@linetwin/testing';
import { LiveClient } from './live-client.ts';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

let server: TestServer;
let machine: Machine;
let client: LiveClient;
let index: ModelIndex;

beforeAll(async () => {
  server = await TestServer.start({ environment: { LINETWIN_ROLES: 'api,ingest,worker' } });
  machine = await Machine.connect(server.mqtt);
  index = new ModelIndex(await server.get<PlantModel>('model'));
  client = new LiveClient(server.http);
  expect(await client.subscribe()).toMatchObject({ ok: true });
}, 90_000);

afterAll(async () => {
  client?.close();
  await machine?.close();
  await server?.stop();
}, 30_000);

const indexOf = (address: string) => index.signal(address)!.index;

describe('a value on its way', () => {
  test('from the machine is on the wire to dashboards, in the next snapshot, and in history', async () => {
    const time = Date.now();
    const power = indexOf(`${TEST_PRESS}/power`);
    await machine.tell(TEST_PRESS, { state: 'Execute', power: 6.25 }, { time });

    const frame = await client.valueOf(power);
    expect(frame.type).toBe('batch');
    expect(frame.rows).toContainEqual([power, time, 6.25, 0]);
    expect(frame.rows).toContainEqual([indexOf(`${TEST_PRESS}/state`), time, 4, 0]);

    const late = new LiveClient(server.http);
    await late.subscribe({ scope: TEST_PRESS, mode: 'latest' });
    expect(late.frames()[0]).toMatchObject({ event: 'snapshot', type: 'snapshot' });
    expect(late.frames()[0].rows).toContainEqual([power, time, 6.25, 0]);
    late.close();

    const path = `history?signals=${TEST_PRESS}/power&from=${time - 1000}&to=${time + 1000}`;
    const { series } = await eventually(
      'value in history',
      () => server.get<HistoryAnswer>(path),
      ({ series: [one] }) => one.time.length > 0,
    );
    expect(series).toEqual([
      { signal: `${TEST_PRESS}/power`, time: [time], min: [6.25], max: [6.25], mean: [6.25], last: [6.25] },
    ]);
  });

  test('beyond its limit raises an alarm that a person acknowledges and the machine clears', async () => {
    const t = Date.now();
    await machine.tell(TEST_SPINDLE, { temperature: 95 }, { time: t });
    const raised = await client.record('alarm', ({ alarm }) => alarm.state === 'Unacknowledged');
    expect(raised.alarm).toMatchObject({
      signal: `${TEST_SPINDLE}/temperature`,
      limit: 'high',
      value: 95,
      raisedAt: t,
      message: { en: 'Spindle too hot' },
    });

    const { id } = raised.alarm;
    const acknowledge = (body: unknown) =>
      fetch(`${server.http}/api/alarms/${id}/acknowledge`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    const answer = await acknowledge({ by: 'Li Wei', comment: 'on my way' });
    expect(await answer.json()).toMatchObject({ id, state: 'Acknowledged', acknowledgedBy: 'Li Wei' });
    const told = await client.record('alarm', ({ alarm }) => alarm.state === 'Acknowledged');
    expect(told.alarm.id).toBe(id);
    expect(told.sequence).toBeGreaterThan(raised.sequence);

    const again = await acknowledge({ by: 'Wang Fang' });
    expect([again.status, await again.json()]).toEqual([
      409,
      {
        error: `Alarm "${id}" is Acknowledged; there is nothing to acknowledge.`,
        words: { text: 'alarm-changed', values: {} },
      },
    ]);

    await machine.tell(TEST_SPINDLE, { temperature: 60 }, { time: t + 10 });
    await client.record('alarm', ({ alarm }) => alarm.id === id && alarm.state === 'Normal');
    expect(await server.get<Alarm[]>('alarms')).toEqual([]);
    const history = await eventually(
      'cleared alarm in the log',
      () => server.get<Alarm[]>('alarms/history'),
      (alarms) => alarms.some((alarm) => alarm.id === id && alarm.state === 'Normal'),
    );
    expect(history[0]).toMatchObject({ id, acknowledgedBy: 'Li Wei', clearedAt: t + 10 });
  });

  test('as a burst of a damaged ring comes back as a finding with its proof', async () => {
    const { bearings } = index.equipment(TEST_SPINDLE)!;
    const { bpfo } = bearingOrders(bearings[0]);
    const time = Date.now();
    await machine.publish(TEST_SPINDLE, 'burst', impactBurstBytes({ impactsPerTurn: bpfo, time }));

    const { finding } = await client.record('finding');
    expect(finding).toMatchObject({
      equipment: TEST_SPINDLE,
      component: 'front',
      verdict: 'outer-race',
      grade: 'clear',
      status: 'open',
      firstSeenAt: time,
      sparePart: { en: 'Front bearing 6205' },
    });
    const detail = await server.get<FindingDetail>(`findings/${finding.id}`);
    expect(detail).toMatchObject(finding);
    expect(detail.diagnosis).toMatchObject({ verdict: 'outer-race' });

    const late = new LiveClient(server.http);
    await late.subscribe({ scope: TEST_SPINDLE });
    const records = await late.arrivals.first('records', ({ kind }) => kind === 'records');
    expect(records).toMatchObject({ snapshot: { findings: [{ id: finding.id }] } });
    late.close();

    // The same burst again changes nothing.
    await machine.publish(TEST_SPINDLE, 'burst', impactBurstBytes({ impactsPerTurn: bpfo, time }));
    expect(await server.get(`findings/${finding.id}`)).toMatchObject({ bursts: 1 });
  }, 60_000);

  test('as a weld seam is told once, and an older one does not replace it', async () => {
    const seam = seamMessage({ seam: 'seam-7' });
    const send = (message: object) =>
      machine.publish(TEST_PRESS, 'seam', new TextEncoder().encode(JSON.stringify(message)));
    await send(seam);
    await send(seam);
    await send({ ...seam, time: seam.time - 1000, seam: 'seam-6' });
    await send({ ...seam, time: seam.time + 1, seam: 'seam-8' });
    await client.record('seam', ({ seam: told }) => told.seam === 'seam-8');
    const told = client.arrivals.items.flatMap((one) =>
      one.kind === 'record' && one.event.kind === 'seam' ? [one.event.seam.seam] : [],
    );
    expect(told).toEqual(['seam-7', 'seam-8']);

    const kept = await server.get<SeamSummary[]>(`seams?equipment=${TEST_PRESS}`);
    expect(kept.map(({ seam: name }) => name)).toEqual(['seam-8', 'seam-7', 'seam-6']);
    expect(await server.get(`seams/${TEST_PRESS}/${seam.time}`)).toEqual(seam);
  });

  test('that nobody can take is acknowledged, counted by reason, and can be looked at', async () => {
    const before = await server.get<RejectReport>('ingest/rejects');
    const future = Date.now() + 120_000;
    await machine.publishTo('somewhere/else', 'x');
    await machine.publishTo('test/shop/line-1/nobody/telemetry', '{"time":1,"values":{}}');
    await machine.publishTo(`${TEST_PRESS}/telemetry`, '{"time":17');
    await machine.publishTo(`${TEST_PRESS}/telemetry`, ' '.repeat(300_000));
    await machine.tell(TEST_PRESS, { nothing: 1, power: 'much', state: 'Dancing' });
    await machine.tell(TEST_PRESS, { power: 1 }, { time: future });
    await machine.tell(TEST_PRESS, { power: 1 }, { time: 1000 });
    await machine.publishTo(`${TEST_SPINDLE}/burst`, 'LTVB');
    const after = await server.get<RejectReport>('ingest/rejects');
    const added = Object.fromEntries(
      Object.entries(after.counts).map(([reason, n]) => [
        reason,
        n - before.counts[reason as keyof RejectReport['counts']],
      ]),
    );
    expect(added).toEqual({
      'unknown-topic': 1,
      'not-allowed': 0,
      'unknown-equipment': 1,
      'unknown-signal': 1,
      malformed: 2,
      oversized: 1,
      'wrong-type': 1,
      'unknown-state-name': 1,
      'time-in-future': 1,
      'time-too-old': 1,
      duplicate: 0,
    });
    expect(after.samples.slice(-10).map(({ reason }) => reason)).toEqual([
      'unknown-topic',
      'unknown-equipment',
      'malformed',
      'oversized',
      'unknown-signal',
      'wrong-type',
      'unknown-state-name',
      'time-in-future',
      'time-too-old',
      'malformed',
    ]);
    expect(await server.get('health')).toMatchObject({ status: 'ok' });
  });

  test('that comes late is in history but does not replace the newer one', async () => {
    const time = Date.now();
    const power = indexOf(`${TEST_PRESS}/power`);
    await machine.tell(TEST_PRESS, { power: 50 }, { time });
    await machine.tell(TEST_PRESS, { power: 40 }, { time: time - 5 });
    await machine.tell(TEST_PRESS, { power: 51 }, { time: time + 5 });
    await client.valueOf(power, (value) => value === 51);
    const values = client.frames().flatMap(({ rows }) => rows.filter(([signal]) => signal === power));
    expect(values.map(([, , value]) => value)).not.toContain(40);
    const path = `history?signals=${TEST_PRESS}/power&from=${time - 5}&to=${time + 5}`;
    const { series } = await eventually(
      'three values in history',
      () => server.get<HistoryAnswer>(path),
      ({ series: [one] }) => one.time.length === 3,
    );
    expect(series[0].last).toEqual([40, 50, 51]);
  });
});

describe('the REST interface', () => {
  const request = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${server.http}/api/${path}`, init);
    return [response.status, await response.json()];
  };

  test('answers a bad question with every problem of it', async () => {
    expect(await request(`history?signals=${TEST_PRESS}/power&from=x&to=10&points=1`)).toEqual([
      400,
      {
        error: expect.stringContaining('points:'),
        problems: [
          { field: 'from', message: expect.any(String) },
          { field: 'points', message: expect.any(String) },
        ],
      },
    ]);
  });

  test('names what it does not have', async () => {
    expect(await request('history?signals=a/b&from=1&to=2')).toEqual([
      404,
      {
        error: 'There is no signal "a/b" in the plant files.',
        words: { text: 'not-in-plant', values: { what: 'a/b' } },
      },
    ]);
    expect(await request('findings/none')).toEqual([404, { error: 'There is no finding "none".' }]);
    expect(await request('nothing')).toEqual([404, { error: expect.any(String) }]);
  });

  test('survives times at the edge of the calendar', async () => {
    const [status] = await request(
      `history?signals=${TEST_PRESS}/power&from=-8640000000000000&to=8640000000000000`,
    );
    expect(status).toBe(200);
  });

  test.each([
    ['is no JSON', '{"by"', 400],
    ['is too large', JSON.stringify({ by: 'x', comment: 'x'.repeat(200_000) }), 413],
    ['lacks the name', '{}', 400],
    ['has a field too many', '{"by":"x","with":"y"}', 400],
  ])('refuses a body that %s', async (_what, body, status) => {
    const headers = { 'content-type': 'application/json' };
    expect(await request('alarms/x/acknowledge', { method: 'POST', headers, body })).toEqual([
      status,
      expect.objectContaining({ error: expect.any(String) }),
    ]);
  });

  test('describes itself', async () => {
    const [status, description] = await request('docs-json');
    expect([status, Object.keys((description as { paths: object }).paths)]).toEqual([
      200,
      expect.arrayContaining(['/api/model', '/api/history', '/api/alarms', '/api/findings/{id}', '/api/kpi']),
    ]);
  });

  test('gives figures for Prometheus', async () => {
    const text = await (await fetch(`${server.http}/api/metrics`)).text();
    expect(text).toMatch(/^linetwin_values_accepted \d+$/m);
  });
});
