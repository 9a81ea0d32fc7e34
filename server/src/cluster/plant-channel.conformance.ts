import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Inbox } from '@linetwin/testing';
import type { PlantChannel, Topic } from './plant-channel.port.ts';

const bytes = (text: string) => Buffer.from(text);

export interface PlantChannelUnderTest {
  /** One more process, not started. */
  open: () => PlantChannel;
  dispose: () => Promise<void>;
}

/** The promises of the port, for every adapter. */
export function plantChannelConformance(name: string, create: () => Promise<PlantChannelUnderTest>): void {
  describe(`${name} keeps the promises of PlantChannel`, () => {
    let subject: PlantChannelUnderTest;
    beforeEach(async () => void (subject = await create()));
    afterEach(() => subject.dispose());

    const listener = async (topic: Topic = 'record') => {
      const channel = subject.open();
      const heard = new Inbox<string>();
      channel.subscribe(topic, (message) => heard.push(Buffer.from(message).toString()));
      await channel.start();
      return { channel, heard };
    };

    test('tells every other process once and in order, and not the sender', async () => {
      const [sender, one, two] = [await listener(), await listener(), await listener()];
      for (const text of ['1', '2', '3']) sender.channel.publish('record', bytes(text));
      one.channel.publish('record', bytes('end'));
      await sender.heard.first('end', (text) => text === 'end');
      await two.heard.until('four messages', ({ length }) => length === 4);
      await one.heard.until('three messages', ({ length }) => length === 3);
      expect(one.heard.items).toEqual(['1', '2', '3']);
      expect(two.heard.items.filter((text) => text !== 'end')).toEqual(['1', '2', '3']);
      expect(sender.heard.items).toEqual(['end']);
    });

    test('keeps topics apart, and any bytes as they are', async () => {
      const samples = subject.open();
      const heard = new Inbox<number[]>();
      samples.subscribe('samples', (message) => heard.push([...message]));
      await samples.start();
      const sender = await listener();
      sender.channel.publish('record', bytes('something else'));
      sender.channel.publish('samples', Uint8Array.from([0, 255, 10, 13, 0]));
      expect(await heard.first('message')).toEqual([0, 255, 10, 13, 0]);
    });

    test('tells nothing to who unsubscribed', async () => {
      const sender = await listener();
      const channel = subject.open();
      const heard: string[] = [];
      const undo = channel.subscribe('record', () => heard.push('heard'));
      const second = new Inbox<string>();
      channel.subscribe('record', (message) => second.push(Buffer.from(message).toString()));
      await channel.start();
      undo();
      sender.channel.publish('record', bytes('1'));
      await second.first('message');
      expect(heard).toEqual([]);
    });

    test('says at the first connection that messages may have been missed', async () => {
      const channel = subject.open();
      const gaps = new Inbox<string>();
      channel.onGap(() => gaps.push('gap'));
      await channel.start();
      await gaps.first('gap');
      expect(channel.problem).toBeUndefined();
    });

    test('takes messages before its start and after its stop without complaint', async () => {
      const channel = subject.open();
      channel.publish('record', bytes('1'));
      await channel.start();
      await channel.stop();
      channel.publish('record', bytes('2'));
      expect(channel.problem).toBeDefined();
    });
  });
}
