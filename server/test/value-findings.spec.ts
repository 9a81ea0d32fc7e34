import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { FindingDetail, Incident } from '@linetwin/contracts';
import { eventually } from '@linetwin/testing';
import { LiveClient } from './live-client.ts';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

const PLANT = new URL('../../plants/liaocheng', import.meta.url).pathname;
const COOLANT = 'liaocheng/bearing/bearing-1/BU-COOL';

let server: TestServer;
let machine: Machine;
let client: LiveClient;

beforeAll(async () => {
  const plant = readdirSync(PLANT, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => ({ file, text: readFileSync(join(PLANT, file), 'utf8') }));
  server = await TestServer.start({ plant, environment: { LINETWIN_ROLES: 'api,ingest' } });
  machine = await Machine.connect(server.mqtt);
  client = new LiveClient(server.http);
  expect(await client.subscribe()).toMatchObject({ ok: true });
}, 90_000);

afterAll(async () => {
  client?.close();
  await machine?.close();
  await server?.stop();
}, 30_000);

test('a clogged filter on the wire becomes a finding with its proof, and an incident with it on top', async () => {
  const told = client.record('finding', ({ finding }) => finding.kind === 'process');
  let found = false;
  void told.then(() => (found = true));
  const start = Date.now() - 30_000;
  for (let i = 0; i < 60 && !found; i++) {
    await machine.tell(COOLANT, { state: 'Execute', filter_dp: 95 + (i % 3) }, { time: start + i * 1000 });
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  const { finding } = await told;
  expect(finding).toMatchObject({ verdict: 'coolant-filter-clogged', equipment: COOLANT, status: 'open' });
  const detail = await eventually(
    'the finding on record',
    () => server.get<FindingDetail>(`findings/${finding.id}`).catch(() => undefined),
    (one) => one !== undefined,
  );
  expect(detail?.diagnosis).toMatchObject({
    method: 'values',
    cause: 'coolant-filter-clogged',
    ruleVersion: 1,
  });
  const [incident] = await eventually(
    'its incident',
    () => server.get<Incident[]>('incidents'),
    ([one]) => one?.cause.key === 'coolant-filter-clogged',
  );
  expect(incident).toMatchObject({ line: 'bearing-1', state: 'open', cause: { equipment: COOLANT } });
}, 60_000);
