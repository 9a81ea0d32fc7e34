import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  commandMessageSchema,
  commandTopicOf,
  type Command,
  type CommandAnswer,
  type CommandMessage,
  type SectionHold,
  type SetCommand,
  type StartPlan,
} from '@linetwin/contracts';
import type { Equipment } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { eventually, Inbox, temporaryFolder } from '@linetwin/testing';
import { pino } from 'pino';
import { sectionOf } from '../src/planner/line-sections.ts';
import { SqlPlanStore } from '../src/planner/sql-plan-store.ts';
import { startPlan } from '../src/planner/testing.ts';
import { EmbeddedPostgres } from '../src/platform/embedded-postgres.ts';
import { RecordsDatabase } from '../src/records/records-database.ts';
import { Machine } from './machine.ts';
import { TestServer } from './test-server.ts';

const PLANT = fileURLToPath(new URL('../../plants/liaocheng/', import.meta.url));
const LINE = 'bearing-1';
const QUARTER_MS = 900_000;
const TIMEOUT_MS = 120_000;
const CLOSED = 0;
const OPEN = 1;

const plant = await readPlantFolder(PLANT);
const section = sectionOf(
  plant,
  plant.lines.find(({ id }) => id === LINE)!,
)!;
const [SHEAR, HEATER] = section.machines
  .filter(({ settings }) => settings.some(({ id }) => id === 'intake'))
  .map(({ address }) => address);
/** Begin of the quarter that runs, and of the first run of the plans below. */
const from = Math.floor(Date.now() / QUARTER_MS) * QUARTER_MS;
const runAt = from + 2 * QUARTER_MS;

/** A plan of two hours whose section pauses now and works again half an hour after the plan's begin. */
function pausingPlan(id: string): StartPlan {
  const plan = startPlan(id, [LINE], from);
  const pieces = new Array<number>(8 + (section.stayS * 1000) / QUARTER_MS).fill(1500);
  const run = { resource: section.id, what: 'run' as const, order: null, from: 2, to: 4 };
  return {
    ...plan,
    from,
    quarters: 8,
    sections: [
      {
        id: section.id,
        line: LINE,
        stations: section.stations,
        machines: section.machines.map(({ address }) => address),
        furnace: section.furnace.address,
        stayMinutes: section.stayS / 60,
        pieces: 200,
        stock: {
          now: 1500,
          inFurnace: 7000,
          assumedShare: 0,
          room: section.roomPieces,
          least: 600,
          most: 1900,
          today: pieces,
          plan: pieces,
        },
      },
    ],
    plan: { ...plan.plan, spans: [run] },
  };
}

/** A controller whose intake is closed on command. It stays what it is when the server that it speaks to dies. */
class GatedMachine {
  readonly address: string;
  intake = OPEN;
  readonly told = new Inbox<CommandMessage>();
  private standing: SetCommand | undefined;

  constructor(address: string) {
    this.address = address;
  }

  /** Listens to what a server asks of it. */
  async listen({ client }: Machine): Promise<void> {
    const topic = commandTopicOf(this.address);
    client.on('message', (to, payload) => {
      if (to !== topic) return;
      const message = commandMessageSchema.parse(JSON.parse(payload.toString()));
      const answer = this.obey(message);
      if (answer) void client.publishAsync(`${this.address}/answer`, JSON.stringify(answer), { qos: 1 });
      this.told.push(message);
    });
    await client.subscribeAsync(topic, { qos: 1 });
  }

  /** What its watchdog does when nothing keeps the command alive; nobody hears of it. */
  fallBack(): void {
    this.standing = undefined;
    this.intake = OPEN;
  }

  private obey(message: CommandMessage): CommandAnswer | undefined {
    const { id, time } = message;
    if (message.do === 'set') {
      const { setting, value } = message;
      this.standing = message;
      this.intake = value;
      return { answer: 'accepted', id, time, setting, value, prior: OPEN };
    }
    if (this.standing?.id !== id) return { answer: 'refused', id, time, reason: 'not-standing' };
    if (message.do === 'keep') return undefined;
    this.fallBack();
    return { answer: 'returned', id, time, setting: 'intake', value: OPEN, reason: 'asked' };
  }
}

const shear = new GatedMachine(SHEAR);
const heater = new GatedMachine(HEATER);
const gated = [shear, heater];
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let server: TestServer;
let line: Machine | undefined;
let saying: NodeJS.Timeout | undefined;

/** Brings plans into the records that a server will find in its folder, as a worker would have made them. */
async function keepPlans(plans: readonly StartPlan[]): Promise<void> {
  const postgres = new EmbeddedPostgres(join(folder.path, 'data/records'));
  const records = new RecordsDatabase(await postgres.start(() => undefined), () => undefined);
  await records.start(pino({ level: 'silent' }));
  const store = new SqlPlanStore(records);
  for (const plan of plans) await store.keep(plan);
  await records.stop();
  await postgres.stop();
}

/** The machines of the line: those that are gated listen, and those with the stock say each second what waits behind them. */
async function connectMachines(): Promise<void> {
  line = await Machine.connect(server.mqtt);
  for (const machine of gated) await machine.listen(line);
  const waiting = (1500 * section.partsPerPiece) / section.stocked.length;
  const say = ({ address }: Equipment) => line!.tell(address, { state: 'Execute', buffer_out: waiting });
  await Promise.all(section.stocked.map(say));
  saying = setInterval(() => void Promise.all(section.stocked.map(say)).catch(() => undefined), 1000);
}

async function disconnectMachines(): Promise<void> {
  clearInterval(saying);
  await line?.close();
}

const start = () =>
  TestServer.start({
    folder: folder.path,
    environment: { LINETWIN_PLANT: PLANT },
  });

async function change(plan: string, to: 'apply' | 'withdraw'): Promise<void> {
  const response = await fetch(`${server.http}/api/plans/${plan}/${to}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by: '李伟' }),
  });
  if (!response.ok) throw new Error(`${to}: ${response.status} ${await response.text()}`);
}

/** The next message of a kind to each gated machine. */
const nextTold = (what: CommandMessage['do'], after: readonly number[]) =>
  Promise.all(gated.map(({ told }, i) => told.first(what, (one) => one.do === what, after[i])));
const toldSoFar = () => gated.map(({ told }) => told.items.length);

const holds = (what: string, fits: (holds: SectionHold[]) => boolean) =>
  eventually(what, () => server.get<SectionHold[]>('plans/holds'), fits);
const standing = () => server.get<Command[]>(`commands?line=${LINE}&standing=true`);

beforeAll(async () => {
  folder = await temporaryFolder();
  await keepPlans(['first', 'second'].map(pausingPlan));
  server = await start();
  await connectMachines();
}, TIMEOUT_MS);

afterAll(async () => {
  await disconnectMachines();
  await server?.remove();
  await folder.remove();
}, TIMEOUT_MS);

test(
  'machines are held in a planned pause, let go when the plan is withdrawn, and open by themselves when the server dies',
  async () => {
    await change('first', 'apply');
    const first = await nextTold('set', [0, 0]);
    for (const message of first)
      expect(message).toMatchObject({ setting: 'intake', value: CLOSED, readyAt: runAt });
    const [held] = await holds('both are held', (all) => all[0]?.machines.every((one) => one.held));
    expect(held).toEqual({
      section: section.id,
      plan: 'first',
      until: runAt,
      machines: gated.map(({ address }) => ({ equipment: address, held: true, reason: null })),
    });
    expect(await standing()).toHaveLength(2);

    let before = toldSoFar();
    await change('first', 'withdraw');
    const returns = await nextTold('return', before);
    expect(returns.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    expect(gated.map(({ intake }) => intake)).toEqual([OPEN, OPEN]);
    await holds('nothing is held', ({ length }) => length === 0);
    await eventually('no command stands', standing, ({ length }) => length === 0);

    before = toldSoFar();
    await change('second', 'apply');
    const second = (await nextTold('set', before)) as SetCommand[];
    await eventually(
      'both accepted',
      standing,
      (all) => all.filter(({ state }) => state === 'accepted').length === 2,
    );
    before = toldSoFar();
    await server.killWithHelpers();
    await disconnectMachines();
    // What a machine needs to open by itself came with the command: nobody can say more to it now.
    for (const { watchdogS, readyAt } of second) {
      expect(watchdogS * 1000).toBeLessThan(Math.min(5 * 60_000, readyAt! - Date.now()));
      expect(readyAt).toBe(runAt);
    }
    expect(gated.map(({ intake }) => intake)).toEqual([CLOSED, CLOSED]);
    shear.fallBack();

    // The other is still closed when a server is back, and that server knows of it.
    server = await start();
    await connectMachines();
    expect((await standing()).map(({ id }) => id).sort()).toEqual(second.map(({ id }) => id).sort());
    await change('second', 'withdraw');
    await nextTold('return', before);
    expect(gated.map(({ intake }) => intake)).toEqual([OPEN, OPEN]);
    await eventually('no command stands', standing, ({ length }) => length === 0);
    const ended = await server.get<Command[]>(`commands?line=${LINE}&standing=false`);
    const endOf = ({ id }: SetCommand) => ended.find((one) => one.id === id)?.returned;
    expect(second.map(endOf)).toEqual(['watchdog', 'asked']);
  },
  TIMEOUT_MS,
);
