import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { eventually, Inbox, samplesOf, temporaryFolder, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { Twin } from '../twin/twin.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import type { OutboxKind } from '../spool/outbox.port.ts';
import { AlarmEngine } from './alarm-engine.ts';
import type { LoggedTransition } from './alarm-log.port.ts';
import { AlarmKeeper } from './alarm-keeper.ts';
import { InMemoryAlarmLog } from './in-memory-alarm-log.ts';
import { standingFile } from './standing-file.ts';

const index = new ModelIndex(testPlant());
const temperature = index.signal(`${TEST_SPINDLE}/temperature`)!.index;
const LINE = index.equipment(TEST_SPINDLE)!.line;
const T = Date.UTC(2026, 0, 5, 8);

class FaultyLog extends InMemoryAlarmLog {
  failures = 0;
  readonly attempts = new Inbox<number>();

  override async append(transitions: readonly LoggedTransition[]): Promise<void> {
    this.attempts.push(transitions.length);
    if (this.failures-- > 0) throw new Error('data base away');
    await super.append(transitions);
  }

  override standing(): Promise<Alarm[]> {
    if (this.failures > 0) throw new Error('data base away');
    return super.standing();
  }
}

class FaultyOutbox extends InMemoryOutbox {
  failures = 0;

  override async append(kind: OutboxKind, payloads: readonly Uint8Array[]): Promise<void> {
    if (this.failures-- > 0) throw new Error('disk full');
    await super.append(kind, payloads);
  }
}

let log: FaultyLog;
let outbox: FaultyOutbox;
let events: EventBus;
let keeper: AlarmKeeper;
let told: Alarm[];
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
  log = new FaultyLog();
  outbox = new FaultyOutbox();
  told = [];
  keeper = await startKeeper();
});
afterEach(async () => {
  await keeper.stop();
  await folder.remove();
});

async function startKeeper(): Promise<AlarmKeeper> {
  events = new EventBus(() => undefined);
  events.on('AlarmChanged', 'test', (alarm) => told.push(alarm));
  const engine = new AlarmEngine(index, new Twin(index));
  const file = standingFile(join(folder.path, 'standing-alarms.json'));
  const logger = pino({ level: 'silent' });
  const started = new AlarmKeeper({ engine, log, outbox, file, events, logger });
  started.start();
  await started.takeLine(LINE);
  return started;
}
const logged = (length: number) =>
  eventually(
    `${length} alarms in the log`,
    () => log.raisedBetween(0, Infinity, 100),
    (alarms) => alarms.length === length,
  );
const value = (second: number, celsius: number) =>
  events.emit('SamplesAccepted', samplesOf([[temperature, T + second * 1000, celsius]]));

describe('alarm keeper', () => {
  test('tells of a change at once and brings it into the log', async () => {
    value(0, 95);
    expect(told.map(({ state }) => state)).toEqual(['Unacknowledged']);
    await keeper.settled();
    expect(await log.raisedBetween(T, T, 10)).toEqual(keeper.standing());
  });

  test('answers an acknowledgement when it is durable, whether or not the log is there', async () => {
    value(0, 95);
    log.failures = Infinity;
    const alarm = await keeper.acknowledge(told[0].id, 'Li Wei');
    expect(alarm.state).toBe('Acknowledged');
    expect(outbox.waiting('alarm-transition')).toBeGreaterThan(0);
    expect(told.map(({ state }) => state)).toEqual(['Unacknowledged', 'Acknowledged']);
  });

  test('goes on telling while the log is away, and loses nothing of it, in order', async () => {
    log.failures = 1;
    value(0, 95);
    await log.attempts.first('failed attempt');
    value(1, 60);
    value(2, 95);
    expect(told.map(({ state }) => state)).toEqual([
      'Unacknowledged',
      'ReturnedToNormalUnacknowledged',
      'Unacknowledged',
    ]);
    await logged(1);
    expect(await log.standing()).toEqual([told[2]]);
    expect(log.attempts.items).toEqual([1, 3]);
  });

  test('goes on while the disk takes nothing, and keeps its transitions when it takes them again', async () => {
    outbox.failures = 1;
    value(0, 95);
    value(1, 60);
    await keeper.flushed();
    await logged(1);
    expect(await log.standing()).toEqual([told[1]]);
  });

  test('has what stood before a restart', async () => {
    value(0, 95);
    await keeper.stop();
    keeper = await startKeeper();
    expect(keeper.standing()).toEqual([told[0]]);
    value(1, 60);
    expect(told.at(-1)).toMatchObject({ id: told[0].id, state: 'ReturnedToNormalUnacknowledged' });
  });

  test('has what stood before a restart also while the log is away, logged or not', async () => {
    value(0, 95);
    const [first] = await logged(1);
    await keeper.acknowledge(first.id, 'Li Wei');
    await keeper.stop();
    log.failures = Infinity;
    keeper = await startKeeper();
    expect(keeper.standing()).toEqual([told[1]]);
    value(1, 60);
    expect(told[2].state).toBe('Normal');
    value(2, 95);
    await keeper.stop();
    keeper = await startKeeper();
    expect(keeper.standing()).toEqual([told[3]]);

    log.failures = 0;
    await logged(2);
    expect(await log.standing()).toEqual([told[3]]);
  });

  test('stops even when the log is away', async () => {
    log.failures = Infinity;
    value(0, 95);
    await keeper.stop();
    expect(outbox.waiting('alarm-transition')).toBe(1);
  });

  test('hands a line over: the next owner goes on with what stands, the last one knows nothing of it', async () => {
    value(0, 95);
    await keeper.dropLine(LINE);
    expect(keeper.standing()).toEqual([]);
    const next = await startKeeper();
    expect(next.standing()).toEqual([told[0]]);
    await next.stop();
  });

  test('takes no alarm of a line that it was not given', async () => {
    value(0, 95);
    await logged(1);
    await keeper.dropLine(LINE);
    await keeper.takeLine('another');
    expect(keeper.standing()).toEqual([]);
  });

  describe('what another brings to the log after it died and came back', () => {
    /** An alarm that another raised, and nobody here was told of before this process had the line. */
    const late = (raisedAt: number): Alarm => ({ ...told[0], id: `${ID}.${raisedAt}`, raisedAt });
    const bring = (alarm: Alarm) =>
      log.append([{ origin: `another-${alarm.raisedAt}`, alarm, event: 'Raised', at: alarm.raisedAt }]);
    const ID = `${TEST_SPINDLE.replaceAll('/', '.')}.temperature.high`;

    beforeEach(async () => {
      value(0, 95);
      value(1, 60);
      await keeper.acknowledge(told[0].id, 'Li Wei');
      await keeper.settled();
      await eventually(
        'an empty log',
        () => log.standing(),
        ({ length }) => length === 0,
      );
      expect(keeper.standing()).toEqual([]);
    });

    test('stands on here, and is over as any other', async () => {
      const alarm = late(T - 5000);
      await bring(alarm);
      await keeper.takeLate();
      expect(keeper.standing()).toEqual([alarm]);
      expect(told.at(-1)).toEqual(alarm);
      await keeper.takeLate();
      value(2, 60);
      expect(told.at(-1)).toMatchObject({ id: alarm.id, state: 'ReturnedToNormalUnacknowledged' });
      await keeper.acknowledge(alarm.id, 'Li Wei');
      expect(keeper.standing()).toEqual([]);
    });

    test('is over when its limit has a newer alarm, which stands', async () => {
      value(2, 95);
      await bring(late(T - 5000));
      await keeper.settled();
      await keeper.takeLate();
      expect(keeper.standing()).toMatchObject([{ raisedAt: T + 2000 }]);
      await eventually(
        'the newer alone in the log',
        () => log.standing(),
        (alarms) => alarms.length === 1 && alarms[0].raisedAt === T + 2000,
      );
    });

    test('is acknowledged here, once, when a person did it there', async () => {
      value(2, 95);
      await keeper.settled();
      const standing = keeper.standing()[0];
      const answered: Alarm = {
        ...standing,
        state: 'Acknowledged',
        acknowledgedAt: T + 2500,
        acknowledgedBy: 'Wang Fang',
      };
      await log.append([
        { origin: 'another-1', alarm: answered, event: 'AcknowledgedByPerson', at: T + 2500 },
      ]);
      const before = told.length;
      await keeper.takeLate();
      await keeper.settled();
      await keeper.takeLate();
      expect(told.slice(before)).toEqual([answered]);
      value(3, 60);
      expect(keeper.standing()).toEqual([]);
      await keeper.settled();
      expect(await log.standing()).toEqual([]);
    });

    test('is not mistaken for what changed here while the log was read', async () => {
      value(2, 95);
      await keeper.settled();
      const looking = keeper.takeLate();
      value(3, 60);
      await Promise.all([looking, keeper.acknowledge(told.at(-1)!.id, 'Li Wei')]);
      expect(keeper.standing()).toEqual([]);
    });
  });
});
