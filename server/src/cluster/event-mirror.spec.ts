import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { Inbox, rowsOf, samplesOf, testPlant, type SampleRow } from '@linetwin/testing';
import { pino } from 'pino';
import { EventBus } from '../events.ts';
import { Twin } from '../twin/twin.ts';
import { EventMirror } from './event-mirror.ts';
import { ChannelHub, InMemoryPlantChannel } from './in-memory-plant-channel.ts';

const T = Date.UTC(2026, 0, 5, 8);
const index = new ModelIndex(testPlant());

let hub: ChannelHub;
let opened: { mirror: EventMirror; channel: InMemoryPlantChannel }[];
beforeEach(() => {
  hub = new ChannelHub();
  opened = [];
});
afterEach(async () => {
  for (const { mirror, channel } of opened) {
    mirror.stop();
    await channel.stop();
  }
});

async function start({ hears = true, version = index.model.version } = {}) {
  const channel = new InMemoryPlantChannel(hub);
  const events = new EventBus((owner, event, error) => {
    throw new Error(`${owner} ${event} ${String(error)}`);
  });
  const twin = new Twin(new ModelIndex({ ...index.model, version }));
  const logged: string[] = [];
  const logger = pino({ level: 'error' }, { write: (line: string) => void logged.push(line) });
  const mirror = new EventMirror({ channel, events, twin, logger, hears });
  const samples = new Inbox<SampleRow[]>();
  events.on('SamplesAccepted', 'test', (batch) => samples.push(rowsOf(batch)), 'elsewhere');
  const alarms = new Inbox<string>();
  events.on('AlarmChanged', 'test', ({ id }) => alarms.push(id), 'elsewhere');
  opened.push({ mirror, channel });
  await channel.start();
  mirror.start();
  return { events, twin, samples, alarms, mirror, logged };
}
const alarm = (id: string) => ({ id }) as Alarm;

describe('mirror of events', () => {
  test('tells others what happened here, their twin first, and tells nobody what it heard', async () => {
    const [here, there] = [await start(), await start()];
    here.events.emit('SamplesAccepted', samplesOf([[0, T, 1]]));
    here.events.emit('AlarmChanged', alarm('a'));
    expect(await there.samples.first('samples')).toEqual([[0, T, 1, 0]]);
    expect(there.twin.value[0]).toBe(1);
    expect(await there.alarms.first('alarm')).toBe('a');
    there.events.emit('AlarmChanged', alarm('b'));
    await here.alarms.first('alarm', (id) => id === 'b');
    expect([here.alarms.items, here.samples.items]).toEqual([['b'], []]);
  });

  test('passes on only what is newer than what is known', async () => {
    const [here, there] = [await start(), await start()];
    there.twin.accept(0, T + 5, 9, 0);
    here.events.emit(
      'SamplesAccepted',
      samplesOf([
        [0, T, 1],
        [1, T, 2],
      ]),
    );
    expect(await there.samples.first('samples')).toEqual([[1, T, 2, 0]]);
    expect(there.twin.value[0]).toBe(9);
  });

  test('tells what was missed once it is known otherwise, and nothing when there is no news', async () => {
    const { mirror, samples } = await start();
    mirror.catchUp(samplesOf([[0, T, 1]]));
    mirror.catchUp(samplesOf([[0, T, 1]]));
    expect(samples.items).toEqual([[[0, T, 1, 0]]]);
  });

  test('does not take values by the numbers of other plant files, and says so once', async () => {
    const [here, other] = [await start(), await start({ version: 1 })];
    for (const second of [0, 1]) here.events.emit('SamplesAccepted', samplesOf([[0, T + second, 1]]));
    here.events.emit('AlarmChanged', alarm('a'));
    await other.alarms.first('alarm');
    expect(other.samples.items).toEqual([]);
    expect(other.logged).toEqual([expect.stringContaining('other plant files')]);
  });

  test('of a process without pages tells and does not hear', async () => {
    const [quiet, there] = [await start({ hears: false }), await start()];
    there.events.emit('AlarmChanged', alarm('a'));
    quiet.events.emit('AlarmChanged', alarm('b'));
    expect(await there.alarms.first('alarm')).toBe('b');
    expect(quiet.alarms.items).toEqual([]);
  });
});
