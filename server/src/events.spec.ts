import { describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { EventBus } from './events.ts';

describe('event bus', () => {
  test('tells listeners in the order they subscribed, until they unsubscribe', () => {
    const bus = new EventBus(() => undefined);
    const heard: string[] = [];
    const undo = bus.on('AlarmChanged', 'a', ({ id }) => heard.push(`a ${id}`));
    bus.on('AlarmChanged', 'b', ({ id }) => heard.push(`b ${id}`));
    bus.emit('AlarmChanged', { id: '1' } as Alarm);
    undo();
    undo();
    bus.emit('AlarmChanged', { id: '2' } as Alarm);
    expect(heard).toEqual(['a 1', 'b 1', 'b 2']);
  });

  test('tells of what happened elsewhere only those who asked for it', () => {
    const bus = new EventBus(() => undefined);
    const heard: string[] = [];
    bus.on('AlarmChanged', 'acts', ({ id }) => heard.push(`acts ${id}`));
    bus.on('AlarmChanged', 'board', ({ id }) => heard.push(`board ${id}`), 'elsewhere');
    bus.on('AlarmChanged', 'shows', ({ id }) => heard.push(`shows ${id}`), 'anywhere');
    bus.emit('AlarmChanged', { id: '1' } as Alarm);
    bus.emit('AlarmChanged', { id: '2' } as Alarm, 'elsewhere');
    expect(heard).toEqual(['acts 1', 'shows 1', 'board 2', 'shows 2']);
  });

  test('tells the others when one listener throws, and who that was', () => {
    const failures: unknown[] = [];
    const bus = new EventBus((owner, event, error) =>
      failures.push([owner, event, (error as Error).message]),
    );
    const heard: string[] = [];
    bus.on('AlarmChanged', 'bad', () => {
      throw new Error('oh');
    });
    bus.on('AlarmChanged', 'good', ({ id }) => heard.push(id));
    bus.emit('AlarmChanged', { id: '1' } as Alarm);
    expect([heard, failures]).toEqual([['1'], [['bad', 'AlarmChanged', 'oh']]]);
  });

  test('does not skip a listener when another one unsubscribes while it is told', () => {
    const bus = new EventBus(() => undefined);
    const heard: string[] = [];
    const undo = bus.on('AlarmChanged', 'once', () => {
      heard.push('once');
      undo();
    });
    bus.on('AlarmChanged', 'after', () => heard.push('after'));
    bus.emit('AlarmChanged', { id: '1' } as Alarm);
    expect(heard).toEqual(['once', 'after']);
  });
});
