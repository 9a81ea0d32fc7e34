import { afterEach, expect, test } from '@jest/globals';
import type { Gap, SourcesAnswer } from '@linetwin/contracts';
import { eventually, TEST_PRESS } from '@linetwin/testing';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

const TIMEOUT_MS = 90_000;
const SLOW_MS = 40_000;

let server: TestServer;
let machine: Machine;
afterEach(async () => {
  await machine.close();
  await server.remove();
});

test(
  'a sender with a slow clock is measured, flagged and counted, is not silent, and is named when its session ends',
  async () => {
    server = await TestServer.start({ environment: { LINETWIN_CLOCK_SKEW_S: '30' } });
    machine = await Machine.connect(`${server.mqtt}?clientId=gateway-7`);
    const speak = () =>
      machine.tell(TEST_PRESS, { state: 'Execute', power: 5, energy: 1 }, { time: Date.now() - SLOW_MS });
    const source = async () => (await server.get<SourcesAnswer>('sources')).sources[0];
    await speak();
    expect(await source()).toMatchObject({
      source: 'gateway-7',
      connected: true,
      skewMs: null,
      lines: ['line-1'],
    });
    const measured = await eventually(
      'the clock to be measured',
      async () => {
        await speak();
        return source();
      },
      ({ skewMs }) => skewMs !== null,
      50_000,
    );
    expect(Math.abs(measured.skewMs! + SLOW_MS)).toBeLessThan(500);
    expect(measured).toMatchObject({ flagged: true, lateValues: 0 });
    expect(await server.get<Gap[]>('gaps')).toEqual([]);
    expect(await server.get('health')).toMatchObject({
      status: 'degraded',
      parts: { clocks: { ok: false, detail: '1 of 1 senders more than 30 s off: gateway-7' } },
    });
    const metrics = await (await fetch(`${server.http}/api/metrics`)).text();
    expect(metrics).toMatch(/linetwin_source_clock_skew_seconds\{source="gateway-7"\} -(39|40)/);
    expect(metrics).toMatch(/linetwin_sources_clock_wrong 1/);

    await machine.close();
    expect(
      await eventually('the session to end', source, ({ connected }) => connected === false),
    ).toBeDefined();
    const [gap] = await eventually(
      'the gap',
      () => server.get<Gap[]>('gaps'),
      ({ length }) => length > 0,
    );
    expect(gap).toMatchObject({ scope: 'test/shop/line-1', cause: 'source-disconnected', to: null });
  },
  TIMEOUT_MS,
);
