import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { incidentSchema, type Alarm, type Incident } from '@linetwin/contracts';
import { lineOf, ModelIndex } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import { IncidentKeeper } from './incident-keeper.ts';
import type { IncidentEvent } from './incident-store.port.ts';
import { InMemoryIncidentStore } from './in-memory-incident-store.ts';

const index = new ModelIndex(
  await readPlantFolder(new URL('../../../plants/liaocheng', import.meta.url).pathname),
);
const T = Date.UTC(2026, 0, 5, 8);
const addressOf = (id: string) => index.model.equipment.find((machine) => machine.id === id)!.address;

class FaultyStore extends InMemoryIncidentStore {
  away = false;

  override async append(events: readonly IncidentEvent[]): Promise<void> {
    if (this.away) throw new Error('data base away');
    await super.append(events);
  }

  override async open(): Promise<Incident[]> {
    if (this.away) throw new Error('data base away');
    return super.open();
  }
}

let store: FaultyStore;
let outbox: InMemoryOutbox;
let events: EventBus;
let told: Incident[];
let now: number;
let keeper: IncidentKeeper;

beforeEach(async () => {
  store = new FaultyStore();
  outbox = new InMemoryOutbox();
  now = T;
  keeper = await startKeeper();
});
afterEach(() => keeper.stop());

async function startKeeper(): Promise<IncidentKeeper> {
  events = new EventBus((_owner, _event, error) => {
    throw error;
  });
  told = [];
  events.on('IncidentChanged', 'test', (incident) => told.push(incident));
  const started = new IncidentKeeper({
    index,
    store,
    outbox,
    events,
    logger: pino({ level: 'silent' }),
    now: () => now,
  });
  started.start();
  for (const { id } of index.model.lines) await started.takeLine(id);
  return started;
}

function alarm(machine: string, signal: string, rest: Partial<Alarm> = {}): Alarm {
  const equipment = addressOf(machine);
  return {
    id: `${machine}.${signal}.${rest.raisedAt ?? T}`,
    signal: `${equipment}/${signal}`,
    equipment,
    limit: 'high',
    setPoint: 1,
    priority: 3,
    state: 'Unacknowledged',
    raisedAt: T,
    clearedAt: null,
    acknowledgedAt: null,
    acknowledgedBy: null,
    value: 2,
    message: null,
    ...rest,
  };
}
const raise = (...of: Parameters<typeof alarm>) => events.emit('AlarmChanged', alarm(...of));

describe('incident keeper', () => {
  test('opens an incident with the first alarm, in the form that the contract says', async () => {
    raise('L07-A', 'source_temp');
    keeper.look();
    expect(told).toHaveLength(1);
    expect(incidentSchema.parse(told[0])).toEqual(told[0]);
    expect(told[0]).toMatchObject({ line: 'weld-1', state: 'open', revision: 1 });
    await keeper.settled();
    expect(await store.open()).toEqual(told);
  });

  test('adds what follows, and lets alone what does not', () => {
    raise('L07-A', 'source_temp');
    raise('L01', 'module_temp', { raisedAt: T + 20_000 });
    raise('L04', 'module_temp', { raisedAt: T + 20_000 });
    keeper.look();
    expect(told.map(({ members }) => members.map(({ equipment }) => equipment.split('/').pop()))).toEqual([
      ['L07-A', 'L01'],
      ['L04'],
    ]);
  });

  test('closes it some quiet time after its last alarm is over', () => {
    raise('L07-A', 'source_temp');
    keeper.look();
    raise('L07-A', 'source_temp', { state: 'Normal', clearedAt: T + 1000 });
    now = T + 30_000;
    keeper.look();
    expect(told.at(-1)?.state).toBe('open');
    now = T + 62_000;
    keeper.look();
    expect(told.at(-1)).toMatchObject({ state: 'closed', closedAt: now });
    expect(keeper.standing()).toEqual([]);
  });

  test('goes on after a restart, with the data base away too', async () => {
    store.away = true;
    raise('L07-A', 'source_temp');
    await keeper.settled();
    await keeper.stop();
    keeper = await startKeeper();
    expect(keeper.standing()).toHaveLength(1);
    raise('L07-A', 'source_temp', { state: 'Normal', clearedAt: T + 1000 });
    raise('L01', 'module_temp', { raisedAt: T + 20_000 });
    keeper.look();
    expect(told.at(-1)).toMatchObject({ revision: 2, members: [{ endedAt: T + 1000 }, { endedAt: null }] });
    store.away = false;
    await keeper.stop();
    expect(await store.open()).toHaveLength(1);
    keeper = await startKeeper();
  });

  test('leaves the incidents of a line to who takes it next', async () => {
    raise('L07-A', 'source_temp');
    await keeper.dropLine('weld-1');
    expect(keeper.standing()).toEqual([]);
    raise('L01', 'module_temp', { raisedAt: T + 20_000 });
    keeper.look();
    expect(told).toHaveLength(1);
    const next = await startKeeper();
    expect(next.standing().map(({ cause }) => lineOf(cause.equipment))).toEqual(['weld-1']);
    await next.stop();
  });

  describe('that another opened before it died, and brought to the store after this one took its line', () => {
    const standing = (...alarms: Alarm[]) => new Map(alarms.map(({ id, clearedAt }) => [id, clearedAt]));
    /** The incident as the other told it; this one never heard of it. */
    async function late(): Promise<Incident> {
      raise('L07-A', 'source_temp');
      keeper.look();
      const [incident] = told;
      await keeper.stop();
      [store, outbox] = [new FaultyStore(), new InMemoryOutbox()];
      keeper = await startKeeper();
      await store.append([{ incident, origin: 'other:1' }]);
      return incident;
    }

    test('goes on here with its symptoms, and closes when they are over', async () => {
      const { id } = await late();
      await keeper.takeLate(standing(alarm('L07-A', 'source_temp')));
      keeper.look();
      expect(told).toMatchObject([{ id, state: 'open', revision: 2, members: [{ endedAt: null }] }]);
      raise('L07-A', 'source_temp', { state: 'Normal', clearedAt: T + 1000 });
      now = T + 62_000;
      keeper.look();
      expect(told.at(-1)).toMatchObject({ id, state: 'closed' });
      await keeper.settled();
      expect(await store.open()).toEqual([]);
    });

    test('closes after the quiet time when nobody will speak of its symptoms again', async () => {
      const { id } = await late();
      await keeper.takeLate(standing());
      keeper.look();
      expect(told.at(-1)).toMatchObject({ id, state: 'open', members: [{ endedAt: now }] });
      now = T + 61_000;
      keeper.look();
      expect(told.at(-1)).toMatchObject({ id, state: 'closed', mergedInto: null });
    });

    test('becomes part of the one that was opened here for the same symptom', async () => {
      const { id } = await late();
      raise('L07-A', 'source_temp', { id: 'raised-again', raisedAt: T + 3000 });
      keeper.look();
      const [own] = told;
      await keeper.settled();
      await keeper.takeLate(standing(alarm('L07-A', 'source_temp', { id: 'raised-again' })));
      keeper.look();
      expect(told.slice(1)).toEqual([
        expect.objectContaining({ id: own.id, state: 'open', openedAt: T }),
        expect.objectContaining({ id, state: 'closed', mergedInto: own.id }),
      ]);
      await keeper.settled();
      expect((await store.open()).map((incident) => incident.id)).toEqual([own.id]);
    });

    test('is not taken up twice, nor from a store that is behind, nor for a line of others', async () => {
      await late();
      raise('L04', 'module_temp');
      keeper.look();
      await keeper.takeLate(standing());
      expect(keeper.standing()).toEqual(told);
      await keeper.settled();
      told.length = 0;
      for (let i = 0; i < 2; i++) {
        await keeper.takeLate(standing(alarm('L07-A', 'source_temp')));
        keeper.look();
        await keeper.settled();
      }
      expect(told).toHaveLength(1);
      await keeper.dropLine('weld-1');
      await keeper.takeLate(standing(alarm('L07-A', 'source_temp')));
      expect(keeper.standing()).toEqual([]);
    });
  });
});
