import { beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { InMemorySessionStore } from './in-memory-session-store.ts';
import { InMemoryUserStore } from '../users/in-memory-user-store.ts';
import { digestOf } from '../secrets.ts';
import type { StoredSession } from './session-store.port.ts';
import { IDLE_MS, LONGEST_MS, Sessions, type EndedSessions } from './sessions.ts';
import { testUser } from '../users/user-store.conformance.ts';

const MINUTE_MS = 60_000;

class FaultyStore extends InMemorySessionStore {
  away = false;

  override async find(id: string): Promise<StoredSession | undefined> {
    if (this.away) throw new Error('data base away');
    return super.find(id);
  }
}

let now: number;
let store: FaultyStore;
let users: InMemoryUserStore;
let sessions: Sessions;
beforeEach(async () => {
  now = Date.UTC(2026, 0, 5, 8);
  store = new FaultyStore();
  users = new InMemoryUserStore();
  await users.add(testUser('li'));
  sessions = new Sessions({ store, users, logger: pino({ level: 'silent' }), now: () => now });
});

const who = async (secret: string) => (await sessions.find(secret))?.user.login;

describe('a session', () => {
  test('ends after a shift without use, and goes on while it is used', async () => {
    const secret = await sessions.begin('id-of-li', undefined);
    for (let i = 0; i < 5; i++) {
      now += IDLE_MS - MINUTE_MS;
      expect(await who(secret)).toBe('li');
    }
    now += IDLE_MS + 1;
    expect(await who(secret)).toBeUndefined();
  });

  test('ends after a week however much it is used', async () => {
    const secret = await sessions.begin('id-of-li', undefined);
    const end = now + LONGEST_MS;
    while (now < end - IDLE_MS / 2) {
      now += IDLE_MS / 2;
      expect(await who(secret)).toBe('li');
    }
    now = end + 1;
    expect(await who(secret)).toBeUndefined();
  });

  test('of somebody who is let in no more is none', async () => {
    const secret = await sessions.begin('id-of-li', undefined);
    await users.change('id-of-li', { disabled: true });
    expect(await who(secret)).toBeUndefined();
  });

  test('replaces the one before, and is known by no other secret', async () => {
    const first = await sessions.begin('id-of-li', undefined);
    const second = await sessions.begin('id-of-li', first);
    expect([await who(first), await who(second), await who('guess')]).toEqual([undefined, 'li', undefined]);
  });

  test('that another process ended is over within seconds', async () => {
    const secret = await sessions.begin('id-of-li', undefined);
    expect(await who(secret)).toBe('li');
    await store.endAllOf('id-of-li');
    expect(await sessions.find(secret)).toBeDefined();
    now += 5001;
    expect(await who(secret)).toBeUndefined();
  });

  test('that another process ended is over at once for whoever believes nothing', async () => {
    const secret = await sessions.begin('id-of-li', undefined);
    expect(await who(secret)).toBe('li');
    await store.endAllOf('id-of-li');
    expect(await sessions.find(secret, 0)).toBeUndefined();
  });

  test('known a moment ago goes on while the data base is away, but nobody new comes in', async () => {
    const known = await sessions.begin('id-of-li', undefined);
    const unknown = await sessions.begin('id-of-li', undefined);
    await sessions.find(known);
    store.away = true;
    now += 14 * MINUTE_MS;
    expect(await who(known)).toBe('li');
    await expect(sessions.find(unknown)).rejects.toThrow('data base away');
    now += 2 * MINUTE_MS;
    await expect(sessions.find(known)).rejects.toThrow('data base away');
  });

  test('is told of when it is ended', async () => {
    const told: EndedSessions[] = [];
    const undo = sessions.onEnded((ended) => told.push(ended));
    const secret = await sessions.begin('id-of-li', undefined);
    await sessions.end(secret);
    await sessions.endAllOf('id-of-li');
    undo();
    await sessions.endAllOf('id-of-li');
    expect(told).toEqual([{ sessionId: digestOf(secret) }, { userId: 'id-of-li' }]);
  });
});
