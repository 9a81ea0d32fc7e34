import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Inbox } from '@linetwin/testing';
import { pino } from 'pino';
import { InMemoryOutbox } from './in-memory-outbox.ts';
import { OutboxDrain } from './outbox-drain.ts';
import type { OutboxEntry } from './outbox.port.ts';

let outbox: InMemoryOutbox;
let delivered: Inbox<number>;
let attempts: Inbox<number>;
let failures: number;
let drain: OutboxDrain;

beforeEach(() => {
  outbox = new InMemoryOutbox();
  delivered = new Inbox();
  attempts = new Inbox();
  failures = 0;
  drain = new OutboxDrain({ outbox, kind: 'weld-seam', deliver, logger: pino({ level: 'silent' }) });
});
afterEach(() => drain.stop());

async function deliver(entries: readonly OutboxEntry[]): Promise<void> {
  attempts.push(entries.length);
  if (failures-- > 0) throw new Error('data base away');
  for (const { payload } of entries) delivered.push(payload[0]);
}

async function append(...values: number[]): Promise<void> {
  await outbox.append(
    'weld-seam',
    values.map((value) => Uint8Array.of(value)),
  );
  drain.wake();
}

describe('outbox drain', () => {
  test('delivers what waited before it started, and what is appended later, in order and once', async () => {
    await append(1, 2);
    drain.start();
    await delivered.until('first two', ({ length }) => length === 2);
    await append(3);
    await delivered.until('the third', ({ length }) => length === 3);
    await drain.stop();
    expect(delivered.items).toEqual([1, 2, 3]);
    expect(outbox.waiting('weld-seam')).toBe(0);
  });

  test('keeps what was not taken, says why, and delivers it when it is taken again', async () => {
    failures = 1;
    await append(1);
    drain.start();
    await attempts.until('a failed attempt', ({ length }) => length === 1);
    expect(outbox.waiting('weld-seam')).toBe(1);
    await append(2);
    await delivered.until('both', ({ length }) => length === 2);
    expect(delivered.items).toEqual([1, 2]);
    await drain.settled(5000);
    expect(drain.problem).toBeUndefined();
  });

  test('tells when everything that waits was delivered, and does not wait for ever', async () => {
    await append(1);
    drain.start();
    await drain.settled(5000);
    expect(outbox.waiting('weld-seam')).toBe(0);
    failures = 1000;
    await append(2);
    await drain.settled(20);
    expect(outbox.waiting('weld-seam')).toBe(1);
    expect(drain.problem).toBe('data base away');
  });

  test('delivers a last time when it is stopped', async () => {
    drain.start();
    await drain.settled(1000);
    await append(1);
    await drain.stop();
    expect(delivered.items).toEqual([1]);
  });
});
