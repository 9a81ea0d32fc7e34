import { describe, expect, test } from '@jest/globals';
import type { SampleBatch } from '@linetwin/contracts';
import { Inbox, samplesOf } from '@linetwin/testing';
import { pino } from 'pino';
import { InMemorySpool } from '../spool/in-memory-spool.ts';
import { HistoryWriter } from './history-writer.ts';
import { InMemoryHistory } from './in-memory-history.ts';

const T = Date.UTC(2026, 0, 5, 8);
const silent = pino({ level: 'silent' });

class FaultyHistory extends InMemoryHistory {
  failures = 0;
  readonly appends = new Inbox<number>();

  override async append(samples: SampleBatch, addresses: readonly string[], mark: number): Promise<void> {
    const fails = this.failures-- > 0;
    if (!fails) await super.append(samples, addresses, mark);
    this.appends.push(samples.length);
    if (fails) throw new Error('store away');
  }
}
const stored = async (history: InMemoryHistory, signal: string) =>
  (await history.read({ signals: [signal], from: T, to: T + 999, points: 1000 }))[0].last;

describe('history writer', () => {
  test('moves batches from the spool into history, several at a time, and forgets them', async () => {
    const spool = new InMemorySpool(['a', 'b']);
    const history = new FaultyHistory();
    await spool.append(samplesOf([[0, T, 1]]));
    await spool.append(
      samplesOf([
        [1, T, 2],
        [0, T + 1, 3],
      ]),
    );
    await new HistoryWriter(spool, history, silent).drain();
    expect([await stored(history, 'a'), await stored(history, 'b')]).toEqual([[1, 3], [2]]);
    expect(history.appends.items).toEqual([3]);
    expect(spool.span()).toBeUndefined();
    expect(history.lastMark()).toBe(2);
  });

  test('does not write again what history has already, when a kill came before the spool forgot it', async () => {
    const spool = new InMemorySpool(['a']);
    const history = new FaultyHistory();
    const mark = await spool.append(samplesOf([[0, T, 1]]));
    await history.append(samplesOf([[0, T, 1]]), ['a'], mark);
    await spool.append(samplesOf([[0, T + 1, 2]]));
    await new HistoryWriter(spool, history, silent).drain();
    expect(history.appends.items).toEqual([1, 1]);
    expect(await stored(history, 'a')).toEqual([1, 2]);
  });

  test('writes nothing while history is held, and goes on where it was afterwards', async () => {
    const spool = new InMemorySpool(['a']);
    const history = new FaultyHistory();
    const writer = new HistoryWriter(spool, history, silent);
    await spool.append(samplesOf([[0, T, 1]]));
    await writer.drain();
    const release = await writer.hold();
    await spool.append(samplesOf([[0, T + 1, 2]]));
    const draining = writer.drain();
    // A second one who wants it held waits for the first, and for the write between them.
    const again = writer.hold();
    await new Promise((resolve) => setImmediate(resolve));
    expect(history.lastMark()).toBe(1);
    expect(spool.span()).toEqual({ oldest: 2, newest: 2 });
    release();
    (await again)();
    await draining;
    expect(await stored(history, 'a')).toEqual([1, 2]);
  });

  test('cuts where the plant model changed', async () => {
    const spool = new (class extends InMemorySpool {
      override read(after: number, maxRows: number) {
        return super
          .read(after, maxRows)
          .map((batch) => ({ ...batch, addresses: batch.mark < 3 ? OLD : NEW }));
      }
    })(['x']);
    const OLD = ['old'];
    const NEW = ['new'];
    for (let i = 0; i < 4; i++) await spool.append(samplesOf([[0, T + i, i]]));
    const history = new FaultyHistory();
    await new HistoryWriter(spool, history, silent).drain();
    expect([await stored(history, 'old'), await stored(history, 'new')]).toEqual([
      [0, 1],
      [2, 3],
    ]);
  });

  test('keeps everything in the spool while the store is away, says so, and drains by itself afterwards', async () => {
    const spool = new InMemorySpool(['a']);
    const history = new FaultyHistory();
    history.failures = 1;
    await spool.append(samplesOf([[0, T, 1]]));
    const writer = new HistoryWriter(spool, history, silent);
    writer.start();
    await history.appends.first('failed write');
    await new Promise(setImmediate);
    expect(writer.problem).toBe('store away');
    expect(spool.span()).toEqual({ oldest: 1, newest: 1 });
    await spool.append(samplesOf([[0, T + 1, 2]]));
    await history.appends.until('two writes', ({ length }) => length === 2);
    await writer.stop();
    expect([writer.problem, await stored(history, 'a'), spool.span()]).toEqual([
      undefined,
      [1, 2],
      undefined,
    ]);
  });

  test('writes the rest when it stops', async () => {
    const spool = new InMemorySpool(['a']);
    const history = new FaultyHistory();
    const writer = new HistoryWriter(spool, history, silent);
    writer.start();
    await spool.append(samplesOf([[0, T, 1]]));
    await writer.stop();
    expect(await stored(history, 'a')).toEqual([1]);
  });
});
