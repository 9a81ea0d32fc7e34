import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Alarm } from '@linetwin/contracts';
import { CommandError } from '../commands/command-error.ts';
import { ChannelHub, InMemoryPlantChannel } from './in-memory-plant-channel.ts';
import { NoOwnerError, RefusedByOwnerError } from './line-requests.port.ts';
import { RemoteLineRequests } from './remote-line-requests.ts';

const ALARM = { id: 'a', state: 'Acknowledged' } as Alarm;
const REQUEST = { id: 'a', by: 'Li Wei' };

let hub: ChannelHub;
let opened: { requests: RemoteLineRequests; channel: InMemoryPlantChannel }[];
beforeEach(() => {
  hub = new ChannelHub();
  opened = [];
});
afterEach(async () => {
  for (const { requests, channel } of opened) {
    requests.stop();
    await channel.stop();
  }
});

/** A process that owns these lines and notes what it was asked. */
async function start(lines: readonly string[], answer: () => Promise<Alarm> = async () => ALARM) {
  const channel = new InMemoryPlantChannel(hub);
  const requests = new RemoteLineRequests({ owns: (line) => lines.includes(line), channel, timeoutMs: 100 });
  const asked: unknown[] = [];
  requests.handle('AcknowledgeAlarm', async (payload) => {
    asked.push(payload);
    return answer();
  });
  opened.push({ requests, channel });
  await channel.start();
  requests.start();
  return { requests, asked };
}

describe('requests to the owner of a line', () => {
  test('are answered by its owner only, here or in another process', async () => {
    const [one, two, three] = [await start(['one']), await start(['two']), await start([])];
    expect(await three.requests.ask('two', 'AcknowledgeAlarm', REQUEST)).toEqual(ALARM);
    expect(await one.requests.ask('one', 'AcknowledgeAlarm', REQUEST)).toEqual(ALARM);
    expect([one.asked, two.asked, three.asked]).toEqual([[REQUEST], [REQUEST], []]);
  });

  test.each(['here', 'elsewhere'])('are refused in the words of an owner %s', async (where) => {
    const owner = await start(['one'], () => {
      throw Object.assign(new Error('nothing to acknowledge'), { name: 'AlarmStateError' });
    });
    const asker = where === 'here' ? owner : await start([]);
    const refusal = await asker.requests
      .ask('one', 'AcknowledgeAlarm', REQUEST)
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(RefusedByOwnerError);
    expect(refusal).toMatchObject({ kind: 'AlarmStateError', message: 'nothing to acknowledge' });
  });

  test.each(['here', 'elsewhere'])('are refused in the words of pages by an owner %s', async (where) => {
    const owner = await start(['one'], () => {
      throw new CommandError('500 commands stand already', 'commands-full', { count: 500 });
    });
    const asker = where === 'here' ? owner : await start([]);
    await expect(asker.requests.ask('one', 'AcknowledgeAlarm', REQUEST)).rejects.toMatchObject({
      kind: 'CommandError',
      words: { text: 'commands-full', values: { count: 500 } },
    });
  });

  test('fail when nobody owns the line', async () => {
    await start(['two']);
    const asker = await start([]);
    await expect(asker.requests.ask('one', 'AcknowledgeAlarm', REQUEST)).rejects.toThrow(NoOwnerError);
  });

  test('fail when the owner does not answer in time, and its late answer disturbs nobody', async () => {
    let answer: (alarm: Alarm) => void = () => undefined;
    await start(['one'], () => new Promise((resolve) => (answer = resolve)));
    const asker = await start([]);
    await expect(asker.requests.ask('one', 'AcknowledgeAlarm', REQUEST)).rejects.toThrow(
      'look whether it was done',
    );
    answer(ALARM);
    await new Promise(setImmediate);
    await expect(asker.requests.ask('two', 'AcknowledgeAlarm', REQUEST)).rejects.toThrow(NoOwnerError);
  });
});
