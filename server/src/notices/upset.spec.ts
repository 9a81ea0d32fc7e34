import { expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { InMemoryIncidentStore } from '../incidents/in-memory-incident-store.ts';
import { IncidentKeeper } from '../incidents/incident-keeper.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import { InMemoryNoticeStore } from './in-memory-notice-store.ts';
import { NoticeKeeper } from './notice-keeper.ts';
import { NoticePlanner } from './notice-planner.ts';
import { SETUP } from './notice-world.ts';

const index = new ModelIndex(
  await readPlantFolder(new URL('../../../plants/liaocheng', import.meta.url).pathname),
);
const T = Date.UTC(2026, 0, 5, 8);
const STEP_MS = 1200;
const TRANSITIONS = 500;

/** What a chiller that fails takes with it: the chiller first, then what it cools, on and off again. */
const LATER = [
  ['L07-A', 'optics_temp', 'high'],
  ['L01', 'module_temp', 'high'],
  ['L01', 'dew_margin', 'low'],
  ['L03-A', 'collimator_temp', 'high'],
] as const;

function alarm(
  machine: string,
  signal: string,
  limit: 'low' | 'high',
  raisedAt: number,
  clearedAt: number | null,
): Alarm {
  const equipment = index.model.equipment.find(({ id }) => id === machine)!.address;
  return {
    id: `${machine}.${signal}.${limit}.${raisedAt}`,
    signal: `${equipment}/${signal}`,
    equipment,
    limit,
    setPoint: 1,
    priority: 2,
    state: clearedAt === null ? 'Unacknowledged' : 'ReturnedToNormalUnacknowledged',
    raisedAt,
    clearedAt,
    acknowledgedAt: null,
    acknowledgedBy: null,
    value: 2,
    message: null,
  };
}

test('one chiller failure with 500 alarm transitions in ten minutes makes at most ten notices, of the chiller first', async () => {
  let now = T;
  const logger = pino({ level: 'silent' });
  const outbox = new InMemoryOutbox();
  await outbox.start();
  const events = new EventBus((_owner, _event, error) => {
    throw error;
  });
  const store = new InMemoryNoticeStore();
  await store.saveSetup({ setup: { ...SETUP, priority: 4 }, linkKey: 'key', changedAt: 0, changedBy: 'x' });
  const incidents = new IncidentKeeper({
    index,
    store: new InMemoryIncidentStore(),
    outbox,
    events,
    logger,
    now: () => now,
  });
  const planner = new NoticePlanner({
    store,
    index,
    evidenceOf: async () => null,
    tell: async () => undefined,
  });
  const notices = new NoticeKeeper({ planner, events, outbox, logger, now: () => now });
  incidents.start();
  notices.start();
  for (const { id } of index.model.lines) await incidents.takeLine(id);

  events.emit('AlarmChanged', alarm('L07-A', 'source_temp', 'high', now, null));
  for (let n = 1; n < TRANSITIONS; n++) {
    now += STEP_MS;
    // Each of them rises and, with the next round, goes back.
    const [machine, signal, limit] = LATER[n % LATER.length];
    const rises = Math.floor(n / LATER.length) % 2 === 0;
    const raisedAt = rises ? now : now - LATER.length * STEP_MS;
    events.emit('AlarmChanged', alarm(machine, signal, limit, raisedAt, rises ? null : now));
    incidents.look();
    await planner.escalateDue(now);
  }
  await incidents.settled();
  await notices.settled();
  const told = await store.list({ from: 0, to: now, limit: 1000 });
  await notices.stop();
  await incidents.stop();

  expect(told.length).toBeGreaterThan(0);
  expect(told.length).toBeLessThanOrEqual(10);
  expect(told.at(-1)!.content.title).toContain('L07-A');
});
