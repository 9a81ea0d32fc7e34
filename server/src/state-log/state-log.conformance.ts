import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { LoggedState } from '@linetwin/contracts';
import type { StateLog } from './state-log.port.ts';

export function testState(at: number, rest: Partial<LoggedState> = {}): LoggedState {
  return { line: 'line-1', at, hash: `hash of ${at}`, modelVersion: 4_000_000_000, late: false, ...rest };
}

/** What every state log must do. */
export function stateLogConformance(
  name: string,
  create: () => Promise<{ log: StateLog; dispose: () => Promise<unknown> }>,
): void {
  describe(name, () => {
    let log: StateLog;
    let dispose: () => Promise<unknown>;
    beforeEach(async () => {
      ({ log, dispose } = await create());
      await log.keep([
        testState(1000),
        testState(3000),
        testState(2000),
        testState(2000, { line: 'line-2' }),
      ]);
    });
    afterEach(() => dispose());
    const read = (from = 0, to = 9999, limit = 100) => log.read('line-1', { from, to }, limit);
    const times = (states: LoggedState[]) => states.map(({ at }) => at);

    test('answers with the states of a line in the order of time, no more than asked for', async () => {
      expect(await read()).toEqual([testState(1000), testState(2000), testState(3000)]);
      expect(times(await read(1000, 2000))).toEqual([1000, 2000]);
      expect(times(await read(0, 9999, 2))).toEqual([1000, 2000]);
    });

    test('keeps a state once, as it came first', async () => {
      await log.keep([testState(1000, { hash: 'another' }), testState(4000)]);
      expect(await read()).toEqual([1000, 2000, 3000, 4000].map((at) => testState(at)));
      await log.keep([]);
    });

    test('finds the last state at or before an instant', async () => {
      expect((await log.newest('line-1', 2999))?.at).toBe(2000);
      expect((await log.newest('line-1', 3000))?.at).toBe(3000);
      expect(await log.newest('line-1', 999)).toBeUndefined();
    });

    test('marks states of one line as late, both ends of a range included', async () => {
      await log.markLate('line-1', [
        { from: 1500, to: 2000 },
        { from: 3000, to: 3000 },
      ]);
      expect((await read()).map(({ late }) => late)).toEqual([false, true, true]);
      expect((await log.newest('line-2', 2000))?.late).toBe(false);
    });

    test('forgets what is older than a time', async () => {
      await log.forget(2000);
      expect(times(await read())).toEqual([2000, 3000]);
    });
  });
}
