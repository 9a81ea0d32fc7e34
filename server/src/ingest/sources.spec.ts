import { beforeEach, describe, expect, test } from '@jest/globals';
import { FakeClock, TEST_OTHER_LINE, TEST_PRESS, TEST_SPINDLE } from '@linetwin/testing';
import { Sources } from './sources.ts';

let clock: FakeClock;
let sources: Sources;
beforeEach(() => {
  clock = new FakeClock();
  sources = new Sources(5000, clock.now);
});

/** Seconds in each of which a sender tells of a machine, by a clock that is ahead. */
function pass(seconds: number, client: string | undefined, equipment: string, aheadMs = 0): void {
  for (let second = 0; second < seconds; second++)
    sources.note(client, equipment, clock.advance(1000) + aheadMs);
}

describe('the senders', () => {
  test('are known by their client id, with what they speak for and how much', () => {
    pass(5, 'gateway-1', TEST_PRESS);
    pass(5, 'gateway-1', TEST_OTHER_LINE);
    pass(11, 'gateway-1', TEST_SPINDLE);
    expect(sources.report()).toEqual([
      {
        source: 'gateway-1',
        kind: 'client',
        connected: null,
        lines: ['line-1', 'line-2'],
        machines: 3,
        lastMessageAt: clock.now(),
        messagesPerS: 1,
        skewMs: null,
        flagged: false,
        lateValues: 0,
      },
    ]);
  });

  test('are known by the machine where the broker does not say who sent', () => {
    pass(1, undefined, TEST_PRESS);
    expect(sources.report()).toMatchObject([{ source: TEST_PRESS, kind: 'equipment', machines: 1 }]);
  });

  test('are flagged when their clock is off by more than the setting, ahead or behind, and only then', () => {
    const clocks = { ahead: 6000, behind: -6000, nearly: 4900, right: 0 };
    for (let second = 0; second < 40; second++) {
      clock.advance(1000);
      for (const [name, ahead] of Object.entries(clocks)) sources.note(name, TEST_PRESS, clock.now() + ahead);
    }
    expect(sources.report().map(({ source, skewMs, flagged }) => [source, skewMs, flagged])).toEqual([
      ['ahead', 6000, true],
      ['behind', -6000, true],
      ['nearly', 4900, false],
      ['right', 0, false],
    ]);
    expect(sources.skewMs(TEST_PRESS)).toBe(0);
    expect(sources.skewMs(TEST_SPINDLE)).toBe(0);
  });

  test('send nothing any more when they are silent', () => {
    pass(30, 'gateway-1', TEST_PRESS);
    expect(sources.report()[0].messagesPerS).toBeCloseTo(1, 1);
    clock.advance(60_000);
    expect(sources.report()[0].messagesPerS).toBe(0);
  });

  test('are asked for by line', () => {
    pass(1, 'one', TEST_PRESS);
    pass(1, 'two', TEST_OTHER_LINE);
    expect(sources.report('line-2').map(({ source }) => source)).toEqual(['two']);
  });

  test('are known to be connected or not, also when a session takes over another one', () => {
    const [first, second] = [{}, {}];
    sources.connected('gateway-1', first);
    pass(1, 'gateway-1', TEST_PRESS);
    expect(sources.report()[0].connected).toBe(true);
    expect(sources.isDisconnected(TEST_PRESS)).toBe(false);
    sources.connected('gateway-1', second);
    sources.disconnected('gateway-1', first);
    expect(sources.report()[0].connected).toBe(true);
    sources.disconnected('gateway-1', second);
    expect(sources.report()[0].connected).toBe(false);
    expect(sources.isDisconnected(TEST_PRESS)).toBe(true);
    expect(sources.isDisconnected(TEST_SPINDLE)).toBe(false);
  });

  test('are the ones who sent last for a machine', () => {
    const session = {};
    sources.connected('old', session);
    pass(1, 'old', TEST_PRESS);
    sources.disconnected('old', session);
    pass(1, 'new', TEST_PRESS);
    expect(sources.isDisconnected(TEST_PRESS)).toBe(false);
  });

  test('are forgotten a day after their session ended, and not while it lasts', () => {
    const [one, two] = [{}, {}];
    sources.connected('one', one);
    sources.connected('two', two);
    pass(1, 'one', TEST_PRESS);
    pass(1, 'two', TEST_PRESS);
    sources.disconnected('one', one);
    clock.advance(2 * 86_400_000);
    expect(sources.report().map(({ source }) => source)).toEqual(['two']);
  });

  test('are shown by the beginning of a name that is far too long', () => {
    const [name, session] = ['x'.repeat(60_000), {}];
    sources.connected(name, session);
    pass(1, name, TEST_PRESS);
    expect(sources.report()).toMatchObject([{ source: `${'x'.repeat(128)}…`, connected: true }]);
    sources.disconnected(name, session);
    expect(sources.isDisconnected(TEST_PRESS)).toBe(true);
  });

  test('are bounded: whoever was silent longest makes room for one more', () => {
    for (let i = 0; i < 2001; i++) pass(1, `client-${i}`, TEST_PRESS);
    const names = sources.report().map(({ source }) => source);
    expect(names).toHaveLength(2000);
    expect(names).not.toContain('client-0');
    expect(names).toContain('client-2000');
  });
});
