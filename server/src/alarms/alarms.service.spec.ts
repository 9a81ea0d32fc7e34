import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { Inbox, samplesOf, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { Twin } from '../twin/twin.ts';
import { AlarmEngine } from './alarm-engine.ts';
import type { AlarmTransition } from './alarm-log.port.ts';
import { AlarmsService } from './alarms.service.ts';
import { InMemoryAlarmLog } from './in-memory-alarm-log.ts';

const index = new ModelIndex(testPlant());
const temperature = index.signal(`${TEST_SPINDLE}/temperature`)!.index;
const T = Date.UTC(2026, 0, 5, 8);

class FaultyLog extends InMemoryAlarmLog {
  failures = 0;
  readonly attempts = new Inbox<number>();

  override async append(transitions: readonly AlarmTransition[]): Promise<void> {
    this.attempts.push(transitions.length);
    if (this.failures-- > 0) throw new Error('data base away');
    await super.append(transitions);
  }
}

let log: FaultyLog;
let events: EventBus;
let service: AlarmsService;
let told: Alarm[];
beforeEach(async () => {
  log = new FaultyLog();
  told = [];
  service = await startService();
});
afterEach(() => service.stop());

async function startService(): Promise<AlarmsService> {
  events = new EventBus(() => undefined);
  events.on('AlarmChanged', 'test', (alarm) => told.push(alarm));
  const engine = new AlarmEngine(index, new Twin(index));
  const started = new AlarmsService({ engine, log, events, logger: pino({ level: 'silent' }) });
  await started.start();
  return started;
}
const value = (second: number, celsius: number) =>
  events.emit('SamplesAccepted', samplesOf([[temperature, T + second * 1000, celsius]]));

describe('alarms service', () => {
  test('tells of a change at once and keeps it in the log', async () => {
    value(0, 95);
    expect(told.map(({ state }) => state)).toEqual(['Unacknowledged']);
    await service.flushed();
    expect(await log.standing()).toEqual(service.standing());
  });

  test('answers an acknowledgement when it is in the log', async () => {
    value(0, 95);
    const alarm = await service.acknowledge(told[0].id, 'Li Wei');
    expect(alarm.state).toBe('Acknowledged');
    expect(await log.standing()).toEqual([alarm]);
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
    await service.flushed();
    expect(await log.standing()).toEqual([told[2]]);
    expect(log.attempts.items).toEqual([1, 3]);
  });

  test('has what stood before a restart', async () => {
    value(0, 95);
    await service.stop();
    service = await startService();
    expect(service.standing()).toEqual([told[0]]);
    value(1, 60);
    expect(told.at(-1)).toMatchObject({ id: told[0].id, state: 'ReturnedToNormalUnacknowledged' });
  });

  test('stops even when the log is away', async () => {
    log.failures = Infinity;
    value(0, 95);
    await service.stop();
    expect(await log.standing()).toEqual([]);
  });
});
