import { beforeEach, describe, expect, test } from '@jest/globals';
import type { CursorCommand, CursorState } from '@linetwin/contracts';
import { LinkedCursors } from './linked-cursors.ts';

const SHIFT = 50_000;

class Cursor {
  readonly told: CursorCommand[] = [];
  current: CursorState = { at: 0, speed: 1, playing: true, loop: null, latest: 1e6, problem: null };
  steer = (command: CursorCommand) => void this.told.push(command);
  state = () => this.current;
}

describe('two cursors that go as one', () => {
  let first: Cursor;
  let second: Cursor;
  let wall: number;
  let linked: LinkedCursors;
  beforeEach(() => {
    [first, second] = [new Cursor(), new Cursor()];
    second.current.latest = 1e6 + SHIFT;
    wall = 0;
    linked = new LinkedCursors(first, second, SHIFT, () => wall);
  });
  const stand = (one: number, other: number, speed = 1) => {
    Object.assign(first.current, { at: one, speed });
    Object.assign(second.current, { at: other + SHIFT, speed });
  };

  test('are told the same, each in the time of its own run', () => {
    linked.steer({ do: 'seek', at: 7000 });
    linked.steer({ do: 'play' });
    expect(first.told).toEqual([{ do: 'seek', at: 7000 }, { do: 'play' }]);
    expect(second.told).toEqual([{ do: 'seek', at: 7000 + SHIFT }, { do: 'play' }]);
  });

  test('take whichever fell behind to the other one, once until it is there', () => {
    stand(10_000, 8000);
    linked.keepTogether();
    linked.keepTogether();
    expect(second.told).toEqual([{ do: 'seek', at: 10_000 + SHIFT }]);
    expect(first.told).toEqual([]);
    wall = 2000;
    stand(10_000, 13_000);
    linked.keepTogether();
    expect(first.told).toEqual([{ do: 'seek', at: 13_000 }]);
  });

  test('let be what looks like one time at their speed', () => {
    stand(10_000, 9500);
    linked.keepTogether();
    stand(200_000, 180_000, 60);
    linked.keepTogether();
    expect([...first.told, ...second.told]).toEqual([]);
    stand(300_000, 250_000, 60);
    linked.keepTogether();
    expect(second.told).toHaveLength(1);
  });

  test('stand at exactly the same instant when they stand', () => {
    stand(10_000, 9900);
    first.current.playing = second.current.playing = false;
    linked.keepTogether();
    expect(second.told).toEqual([{ do: 'seek', at: 10_000 + SHIFT }]);
  });

  test('stop where neither run goes on, and not before', () => {
    stand(1e6, 9e5, 600);
    linked.keepTogether();
    expect([...first.told, ...second.told]).toEqual([]);
    stand(1e6, 1e6);
    linked.keepTogether();
    expect(first.told).toEqual([{ do: 'pause' }]);
    expect(second.told).toEqual([{ do: 'pause' }]);
  });
});
