import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ProcessNote } from '@linetwin/contracts';
import { eventually } from '@linetwin/testing';
import type { LeaseStore } from './lease-store.port.ts';

const SHORT_MS = 150;
const LONG_MS = 60_000;

const note = (id: string, lines: string[] = []): ProcessNote => ({
  id,
  host: 'host',
  roles: ['ingest'],
  version: '1.0.0',
  startedAt: 1,
  lines,
});

export interface LeaseStoreUnderTest {
  store: LeaseStore;
  /** The same leases as another process reaches them. */
  other: LeaseStore;
  dispose: () => Promise<void>;
}

/** The promises of the port, for every adapter. `create` gives empty, started stores. */
export function leaseStoreConformance(name: string, create: () => Promise<LeaseStoreUnderTest>): void {
  describe(`${name} keeps the promises of LeaseStore`, () => {
    let subject: LeaseStoreUnderTest;
    let store: LeaseStore;
    let other: LeaseStore;
    beforeEach(async () => {
      subject = await create();
      ({ store, other } = subject);
    });
    afterEach(() => subject.dispose());

    test('gives a line to one of several that ask at once', async () => {
      const asked = await Promise.all([
        store.take('line', 'a', LONG_MS),
        other.take('line', 'b', LONG_MS),
        store.take('line', 'c', LONG_MS),
      ]);
      expect(asked.filter(Boolean)).toHaveLength(1);
    });

    test('prolongs a line to its holder, keeps it from others, and knows each line by itself', async () => {
      expect(await store.take('line', 'a', LONG_MS)).toBe(true);
      expect(await store.take('line', 'a', LONG_MS)).toBe(true);
      expect(await other.take('line', 'b', LONG_MS)).toBe(false);
      expect(await other.take('another', 'b', LONG_MS)).toBe(true);
    });

    test('frees a line that its holder releases, and nobody else', async () => {
      await store.take('line', 'a', LONG_MS);
      await other.release('line', 'b');
      expect(await other.take('line', 'b', LONG_MS)).toBe(false);
      await store.release('line', 'a');
      expect(await other.take('line', 'b', LONG_MS)).toBe(true);
    });

    test('frees a line whose holder is not heard of for its time', async () => {
      await store.take('line', 'a', SHORT_MS);
      expect(await other.take('line', 'b', LONG_MS)).toBe(false);
      await eventually('the line is free', () => other.take('line', 'b', LONG_MS), Boolean);
      expect(await store.take('line', 'a', LONG_MS)).toBe(false);
    });

    test('shows who announced themselves, as they were last, until their time is over or they leave', async () => {
      await store.announce(note('b'), LONG_MS);
      await other.announce(note('a'), LONG_MS);
      await store.announce(note('b', ['line']), LONG_MS);
      expect(await other.processes()).toEqual([note('a'), note('b', ['line'])]);
      await other.leave('a');
      await store.announce(note('c'), SHORT_MS);
      await eventually(
        'only b is left',
        () => store.processes(),
        (processes) => processes.length === 1 && processes[0].id === 'b',
      );
    });
  });
}
