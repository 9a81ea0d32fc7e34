import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { LocalLineRequests } from '../cluster/local-line-requests.ts';
import { NoOwnerError } from '../cluster/line-requests.port.ts';
import { EventBus } from '../events.ts';
import { AlarmStateError } from './alarm-book.ts';
import { testAlarm } from './alarm-log.conformance.ts';
import { AlarmsService } from './alarms.service.ts';
import { InMemoryAlarmLog } from './in-memory-alarm-log.ts';

let log: InMemoryAlarmLog;
let events: EventBus;
let told: string[];
let ownedMachines: string[];
let service: AlarmsService;
let now: number;
beforeEach(() => {
  log = new InMemoryAlarmLog();
  events = new EventBus(() => undefined);
  told = [];
  ownedMachines = [];
  now = Date.now();
  service = new AlarmsService({
    log,
    requests: new LocalLineRequests(() => false),
    events,
    ownsMachine: (equipment) => ownedMachines.includes(equipment),
    now: () => now,
  });
  service.start();
  events.on('AlarmChanged', 'test', ({ id, state }) => told.push(`${id} ${state}`), 'elsewhere');
});

let origin = 0;
const logIt = (alarm: Alarm) => log.append([{ alarm, event: 'Raised', at: 1, origin: String(++origin) }]);
const hear = (alarm: Alarm) => events.emit('AlarmChanged', alarm, 'elsewhere');
const standing = () => service.standing().map(({ id, state }) => `${id} ${state}`);
const later = () => (now += 60_000);

describe('alarms of lines that others own', () => {
  test('stand as they are heard of, until they are normal', () => {
    hear(testAlarm('a'));
    hear(testAlarm('b'));
    hear(testAlarm('a', { state: 'Normal' }));
    expect(standing()).toEqual(['b Unacknowledged']);
  });

  test('are not shown twice when their line comes here', () => {
    const alarm = testAlarm('a');
    hear(alarm);
    ownedMachines = [alarm.equipment];
    expect(standing()).toEqual([]);
  });

  test('that were missed are read from the log and told, each once', async () => {
    await logIt(testAlarm('a'));
    await service.catchUp();
    await service.catchUp();
    expect(standing()).toEqual(['a Unacknowledged']);
    expect(told).toEqual(['a Unacknowledged']);
  });

  test('that changed or went while nobody could hear it, do so here', async () => {
    for (const id of ['a', 'b']) {
      await logIt(testAlarm(id));
      hear(testAlarm(id));
    }
    await logIt(testAlarm('a', { state: 'Acknowledged' }));
    await logIt(testAlarm('b', { state: 'Normal' }));
    later();
    await service.catchUp();
    expect(standing()).toEqual(['a Acknowledged']);
  });

  test('that were heard of a moment ago are not undone by a log that is behind', async () => {
    hear(testAlarm('a'));
    await service.catchUp();
    expect(standing()).toEqual(['a Unacknowledged']);
    later();
    await service.catchUp();
    expect(standing()).toEqual([]);
  });

  test('are acknowledged by the owner, or not at all', async () => {
    hear(testAlarm('a'));
    await expect(service.acknowledge('a', 'Li Wei')).rejects.toThrow(NoOwnerError);
    await expect(service.acknowledge('unknown', 'Li Wei')).rejects.toThrow(AlarmStateError);
    expect(standing()).toEqual(['a Unacknowledged']);
  });
});
