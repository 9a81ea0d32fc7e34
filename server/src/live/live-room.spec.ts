import { beforeEach, describe, expect, test } from '@jest/globals';
import { createSampleBatch, decodeFrame, type Frame } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import {
  rowsOf,
  samplesOf,
  TEST_LAST,
  TEST_OTHER_LINE,
  TEST_PRESS,
  testPlant,
  type SampleRow,
} from '@linetwin/testing';
import fc from 'fast-check';
import { Twin } from '../twin/twin.ts';
import { BatchAccumulator, LatestAccumulator, type Accumulator } from './accumulator.ts';
import { LiveRoom, type LiveMember } from './live-room.ts';
import { spanOfScope } from './scope.ts';

const index = new ModelIndex(testPlant());
const T = Date.UTC(2026, 0, 5, 8);
const everything = spanOfScope(index, '*')!;
const press = spanOfScope(index, TEST_PRESS)!;

let twin: Twin;
beforeEach(() => {
  twin = new Twin(index);
});

/** A value on its way: first the twin, then those who tell. */
function arrive(
  target: { add(samples: ReturnType<typeof samplesOf>): void },
  rows: readonly SampleRow[],
): void {
  for (const [signal, time, value, quality = 0] of rows) twin.accept(signal, time, value, quality);
  target.add(samplesOf(rows));
}
const taken = (accumulator: Accumulator) => {
  const { samples, folded } = accumulator.take();
  return { rows: rowsOf(samples), folded };
};

describe('scope', () => {
  test('is everything, a line, or a machine', () => {
    const { signals } = index.model;
    const within = (scope: string) => {
      const { first, count } = spanOfScope(index, scope)!;
      return signals.slice(first, first + count).map(({ address }) => address);
    };
    expect(within('*')).toHaveLength(signals.length);
    expect(within('line-2').every((address) => address.startsWith(TEST_OTHER_LINE))).toBe(true);
    expect(within('line-1')).toHaveLength(signals.length - within('line-2').length);
    expect(within(TEST_LAST)).toEqual(
      ['state', 'power', 'energy', 'good', 'scrap'].map((id) => `${TEST_LAST}/${id}`),
    );
    expect(spanOfScope(index, 'line-3')).toBeUndefined();
  });
});

describe('batch accumulator', () => {
  test('gives every value of its scope once, in order, and starts over', () => {
    const accumulator = new BatchAccumulator(press, twin);
    arrive(accumulator, [
      [press.first, T, 1],
      [press.first + press.count, T, 9],
      [press.first, T + 1, 2, 1],
    ]);
    arrive(accumulator, [[press.first + 1, T, 3]]);
    expect(taken(accumulator)).toEqual({
      rows: [
        [press.first, T, 1, 0],
        [press.first, T + 1, 2, 1],
        [press.first + 1, T, 3, 0],
      ],
      folded: 0,
    });
    expect(taken(accumulator)).toEqual({ rows: [], folded: 0 });
  });

  test('loses nothing between frames, whatever is added when', () => {
    const step = fc.oneof(fc.constant('take' as const), fc.array(fc.nat(press.count - 1), { maxLength: 5 }));
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const accumulator = new BatchAccumulator(press, twin);
        let time = T;
        const added: number[] = [];
        const out: number[] = [];
        for (const one of [...steps, 'take' as const]) {
          if (one === 'take') out.push(...taken(accumulator).rows.map(([, at]) => at));
          else
            arrive(
              accumulator,
              one.map((offset): SampleRow => (added.push(++time), [press.first + offset, time, 1])),
            );
        }
        expect(out).toEqual(added);
      }),
    );
  });

  test('folds to the newest per signal when there are too many to hold, says how many, and recovers', () => {
    const accumulator = new BatchAccumulator(press, twin);
    const rows = Array.from({ length: 1000 }, (_, i): SampleRow => [press.first + (i % 2), T + i, i]);
    for (let round = 0; round < 250; round++) {
      arrive(
        accumulator,
        rows.map(([signal, time, value]): SampleRow => [signal, time + round * 1000, value]),
      );
    }
    const { rows: found, folded } = taken(accumulator);
    expect(found).toEqual([
      [press.first, T + 249_998, 998, 0],
      [press.first + 1, T + 249_999, 999, 0],
    ]);
    expect(folded).toBe(250_000 - 2);
    arrive(accumulator, [[press.first, T + 300_000, 5]]);
    expect(taken(accumulator)).toEqual({ rows: [[press.first, T + 300_000, 5, 0]], folded: 0 });
  });
});

describe('latest accumulator', () => {
  test('gives the newest value of each signal that changed, and how many it replaced', () => {
    const accumulator = new LatestAccumulator(everything, twin);
    arrive(accumulator, [
      [3, T, 1],
      [1, T, 2],
      [3, T + 1, 3],
      [3, T + 2, 4, 2],
    ]);
    expect(taken(accumulator)).toEqual({
      rows: [
        [1, T, 2, 0],
        [3, T + 2, 4, 2],
      ],
      folded: 2,
    });
    expect(taken(accumulator)).toEqual({ rows: [], folded: 0 });
  });

  test('accounts for every value: sent or folded', () => {
    const rounds = fc.array(fc.array(fc.nat(everything.count - 1), { maxLength: 20 }), { maxLength: 10 });
    fc.assert(
      fc.property(rounds, (list) => {
        const accumulator = new LatestAccumulator(everything, twin);
        for (const signals of list) {
          arrive(
            accumulator,
            signals.map((signal): SampleRow => [signal, T, 1]),
          );
          const { rows, folded } = taken(accumulator);
          expect(rows.length + folded).toBe(signals.length);
          expect(rows.map(([signal]) => signal)).toEqual([...new Set(signals)].sort((a, b) => a - b));
        }
      }),
    );
  });
});

/** A client whose line is as congested as the test says, and what it was sent. */
class Client implements LiveMember {
  congested = false;
  readonly frames: Frame[] = [];
  isCongested = () => this.congested;
  sendFrame = (bytes: Uint8Array) => {
    this.frames.push(decodeFrame(bytes, createSampleBatch(1)));
  };
}

describe('live room', () => {
  let encoded: Uint8Array[];
  let room: LiveRoom;
  let quick: Client;
  let slow: Client;
  beforeEach(() => {
    encoded = [];
    room = new LiveRoom(press, 'batch', twin, (frame, except) => {
      encoded.push(frame);
      for (const member of room.members) if (!except.has(member)) member.sendFrame(frame);
    });
    quick = new Client();
    slow = new Client();
    room.join(quick);
    room.join(slow);
  });
  const tell = (value: number, time: number) => {
    arrive(room, [[press.first, time, value]]);
    room.tick();
  };

  test('sends one frame, made once, to all its members, and none when nothing happened', () => {
    tell(1, T);
    room.tick();
    expect(encoded).toHaveLength(1);
    for (const { frames } of [quick, slow]) {
      expect(frames.map(({ type, sequence, modelVersion }) => [type, sequence, modelVersion])).toEqual([
        ['batch', 1, index.model.version],
      ]);
    }
  });

  test('counts its frames up one by one', () => {
    for (let i = 0; i < 3; i++) tell(i, T + i);
    expect(quick.frames.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  test('leaves a congested member out, and gives it all newest values when it has caught up', () => {
    tell(1, T);
    slow.congested = true;
    for (let i = 2; i < 50; i++) tell(i, T + i);
    expect(slow.frames).toHaveLength(1);
    expect([quick.frames.length, room.membersBehind]).toEqual([49, 1]);

    slow.congested = false;
    room.tick();
    expect(room.membersBehind).toBe(0);
    expect(slow.frames.map(({ type }) => type)).toEqual(['batch', 'snapshot']);
    expect(rowsOf(slow.frames[1].samples)).toEqual([[press.first, T + 49, 49, 0]]);
    expect(slow.frames[1].sequence).toBe(quick.frames.at(-1)!.sequence);

    tell(50, T + 50);
    expect(slow.frames.at(-1)).toMatchObject({ type: 'batch', sequence: quick.frames.at(-1)!.sequence });
  });

  test('does not send a frame and then the same again as a snapshot to a member that caught up', () => {
    slow.congested = true;
    tell(1, T);
    slow.congested = false;
    tell(2, T + 1);
    expect(slow.frames.map(({ type }) => type)).toEqual(['snapshot']);
    expect(rowsOf(slow.frames[0].samples)).toEqual([[press.first, T + 1, 2, 0]]);
  });

  test('sends a congested member nothing at all, however long it lasts', () => {
    slow.congested = true;
    for (let i = 0; i < 1000; i++) tell(i, T + i);
    expect(slow.frames).toEqual([]);
  });

  test('forgets a member that left, also one that was behind', () => {
    slow.congested = true;
    tell(1, T);
    room.leave(slow);
    slow.congested = false;
    tell(2, T + 1);
    expect([slow.frames.length, room.membersBehind, room.members.size]).toEqual([0, 0, 1]);
  });

  test('always leaves its members, in the end, with the newest value', () => {
    const step = fc.oneof(
      fc.constant('congest' as const),
      fc.constant('free' as const),
      fc.constant('value' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        twin = new Twin(index);
        const client = new Client();
        const own = new LiveRoom(press, 'latest', twin, (frame, except) => {
          if (!except.has(client)) client.sendFrame(frame);
        });
        own.join(client);
        let value = 0;
        const shown = () => client.frames.flatMap(({ samples }) => rowsOf(samples)).at(-1)?.[2] ?? 0;
        for (const one of [...steps, 'free' as const]) {
          if (one === 'value') arrive(own, [[press.first, T + ++value, value]]);
          else client.congested = one === 'congest';
          own.tick();
          if (!client.congested) expect(shown()).toBe(value);
        }
      }),
    );
  });
});
