import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, hasRealServer, Inbox, RedisServer } from '@linetwin/testing';
import { connectRedis } from '../platform/redis.ts';
import { leaseStoreConformance } from './lease-store.conformance.ts';
import { plantChannelConformance } from './plant-channel.conformance.ts';
import { RedisLeaseStore } from './redis-lease-store.ts';
import { RedisPlantChannel } from './redis-plant-channel.ts';

const ignore = () => undefined;

(hasRealServer('redis-server', 'redis-server') ? describe : describe.skip)('on Redis', () => {
  let server: RedisServer;
  beforeAll(async () => void (server = await RedisServer.start()));
  afterAll(() => server.stop());

  const openStore = async () => {
    const store = new RedisLeaseStore(server.url, ignore);
    await store.start();
    return store;
  };

  leaseStoreConformance('RedisLeaseStore', async () => {
    const client = connectRedis(server.url, ignore);
    await client.flushall();
    client.disconnect();
    const [store, other] = [await openStore(), await openStore()];
    return {
      store,
      other,
      dispose: async () => {
        await store.stop();
        await other.stop();
      },
    };
  });

  // Also after a test that failed: a connection left behind would try for ever.
  const channels: RedisPlantChannel[] = [];
  afterEach(async () => {
    for (const channel of channels.splice(0)) await channel.stop();
  });
  const openChannel = () => {
    const channel = new RedisPlantChannel(server.url, ignore);
    channels.push(channel);
    return channel;
  };

  plantChannelConformance('RedisPlantChannel', async () => ({
    open: openChannel,
    dispose: async () => undefined,
  }));

  test('says after an outage that messages may have been missed, and hears again', async () => {
    const [sender, listener] = [openChannel(), openChannel()];
    const gaps = new Inbox<number>();
    const heard = new Inbox<string>();
    listener.onGap(() => gaps.push(gaps.items.length));
    listener.subscribe('record', (message) => heard.push(Buffer.from(message).toString()));
    await sender.start();
    await listener.start();
    await server.pause();
    for (let i = 0; i < 1000; i++) sender.publish('record', Buffer.from('lost'));
    await server.resume();
    await gaps.first('second gap', (count) => count === 1);
    await eventually(
      'the sender is connected again',
      () => sender.problem,
      (problem) => problem === undefined,
    );
    sender.publish('record', Buffer.from('heard'));
    await heard.first('message', (text) => text === 'heard');
    expect(heard.items).toEqual(['heard']);
  }, 30_000);

  test('answers with an error while Redis is away or hangs, and goes on afterwards', async () => {
    const store = await openStore();
    await store.take('line', 'a', 60_000).catch(ignore);
    server.freeze();
    await expect(store.take('line', 'a', 60_000)).rejects.toThrow('does not answer');
    server.thaw();
    await server.pause();
    await expect(store.take('line', 'a', 60_000)).rejects.toThrow(/Redis/);
    await server.resume();
    for (let taken = false; !taken;)
      taken = await store
        .take('line', 'a', 60_000)
        .catch(() => new Promise<false>((r) => setTimeout(r, 50, false)));
    await store.stop();
  }, 30_000);
});
