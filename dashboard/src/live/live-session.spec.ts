import { describe, expect, test } from '@jest/globals';
import { LIVE_PROTOCOL_VERSION } from '@linetwin/contracts';
import { SILENCE_MS, TICK_MS } from './connection-state.ts';
import { LiveSession, type WorkerPort } from './live-session.ts';
import { batchOf, smallPlant } from './testing.ts';
import type { FromWorker, ToWorker } from './worker-messages.ts';

/** A session on a worker that only remembers, a frame loop that runs when told, and a clock that stands. */
function rig() {
  const sent: ToWorker[] = [];
  const reloads: number[] = [];
  let frame: (() => void) | undefined;
  let now = 1_000_000;
  const worker: WorkerPort = {
    postMessage: (message) => sent.push(message),
    onmessage: null,
    terminate() {},
  };
  const session = new LiveSession(worker, {
    nowMs: () => now,
    nextFrame: (callback) => {
      frame = callback;
      return () => (frame = undefined);
    },
    reload: (protocol) => reloads.push(protocol),
  });
  session.start('http://plant');
  const receive = (message: FromWorker) => worker.onmessage?.({ data: message } as MessageEvent<FromWorker>);
  const model = smallPlant().model;
  return {
    session,
    sent,
    reloads,
    receive,
    model,
    draw: () => frame?.(),
    isFrameWaiting: () => frame !== undefined,
    pass: (ms: number) => (now += ms),
    sendFrame: (value: number, modelVersion = model.version) =>
      receive({
        type: 'frame',
        kind: 'latest',
        modelVersion,
        serverTime: now,
        folded: 0,
        samples: batchOf([1, now, value]),
      }),
  };
}

describe('a session of a run', () => {
  test('asks for the run, never shows the plant in its place, and takes its slower signals for fresh', () => {
    const { session, sent, receive, model } = rig();
    session.enterReplay(5000, { id: 'run-1', leastPeriodMs: 60_000 });
    expect(sent.at(-1)).toEqual({ type: 'replay', at: 5000, run: 'run-1' });
    receive({ type: 'model', model });
    receive({
      type: 'frame',
      kind: 'snapshot',
      modelVersion: model.version,
      serverTime: 5000,
      folded: 0,
      samples: batchOf([1, 4000, 7]),
    });
    const { live } = session.plant()!;
    expect(live.isStale(1, 60_000)).toBe(false);
    expect(live.isStale(1, 200_000)).toBe(true);
    const words = { text: 'no-run', values: {} };
    receive({ type: 'replay-refused', error: 'run: it was removed', words });
    expect(session.replay.steering()).toMatchObject({
      playing: false,
      problem: 'run: it was removed',
      words,
    });
    expect(sent.some(({ type }) => type === 'live')).toBe(false);
  });
});

describe('a live session', () => {
  test('applies all frames between two drawings in one commit and gives their columns back', () => {
    const { session, receive, model, sendFrame, draw, pass, sent } = rig();
    receive({ type: 'model', model });
    const { live } = session.plant()!;
    sendFrame(1);
    pass(10);
    sendFrame(2);
    expect(live.revision).toBe(0);
    draw();
    expect(live.revision).toBe(1);
    expect(live.value[1]).toBe(2);
    expect(sent.filter(({ type }) => type === 'recycle')).toHaveLength(2);
  });

  test('is live with the first frame and silent some seconds after the last', () => {
    const { session, receive, model, sendFrame, pass } = rig();
    receive({ type: 'model', model });
    expect(session.connection.state().phase).toBe('connecting');
    sendFrame(1);
    expect(session.connection.state().phase).toBe('live');
    pass(SILENCE_MS + 1);
    session.tick();
    expect(session.connection.state()).toMatchObject({ phase: 'silent', lastFrameAt: 1_000_000 });
    expect(session.plant()!.live.isStale(2, 1_000_000)).toBe(true);
    sendFrame(2);
    expect(session.connection.state().phase).toBe('live');
    expect(session.plant()!.live.isStale(2, 1_000_000)).toBe(false);
  });

  test('takes at most five seconds to notice silence, its own tick included', () => {
    expect(SILENCE_MS + TICK_MS).toBeLessThanOrEqual(5000);
  });

  test('makes every value stale at once when the socket closes, and recovers with the next frame', () => {
    const { session, receive, model, sendFrame } = rig();
    receive({ type: 'model', model });
    sendFrame(1);
    receive({ type: 'disconnected', reason: 'transport close' });
    expect(session.connection.state().phase).toBe('lost');
    expect(session.plant()!.live.isStale(2, 1_000_000)).toBe(true);
    sendFrame(2);
    expect(session.connection.state().phase).toBe('live');
  });

  test('keeps its plant when the same model comes again, and starts anew with another', () => {
    const { session, receive, model } = rig();
    receive({ type: 'model', model });
    const first = session.plant();
    receive({ type: 'model', model: { ...model } });
    expect(session.plant()).toBe(first);
    receive({ type: 'model', model: { ...model, version: 2 } });
    expect(session.plant()).not.toBe(first);
  });

  test('asks once for the model when frames belong to another version, and applies none of them', () => {
    const { session, receive, model, sendFrame, sent, isFrameWaiting } = rig();
    receive({ type: 'model', model });
    sendFrame(1, 99);
    sendFrame(2, 99);
    expect(sent.filter(({ type }) => type === 'resubscribe')).toHaveLength(1);
    expect(isFrameWaiting()).toBe(false);
    expect(session.plant()!.live.value[1]).toBeNaN();
  });

  test('reloads the page when the server speaks another protocol', () => {
    const { receive, reloads } = rig();
    const answer = { type: 'subscribed', run: 'r', modelVersion: 1 } as const;
    receive({ ...answer, protocol: LIVE_PROTOCOL_VERSION });
    expect(reloads).toEqual([]);
    receive({ ...answer, protocol: LIVE_PROTOCOL_VERSION + 1 });
    expect(reloads).toEqual([LIVE_PROTOCOL_VERSION + 1]);
  });

  test('tells the worker which record it has seen, for the next reconnect', () => {
    const { receive, sent } = rig();
    receive({
      type: 'records',
      snapshot: { sequence: 7, alarms: [], findings: [], incidents: [], kpis: [], seams: [] },
    });
    expect(sent.at(-1)).toEqual({ type: 'seen', sequence: 7 });
  });
});

describe('a page that is opened out of reach of the server', () => {
  /** A page as it stood with one value, and what it left behind. */
  function left() {
    const page = rig();
    page.receive({ type: 'model', model: page.model });
    page.receive({
      type: 'records',
      snapshot: { sequence: 7, alarms: [], findings: [], incidents: [], kpis: [], seams: [] },
    });
    page.sendFrame(5);
    page.draw();
    return page;
  }

  test('shows what an earlier one knew, stale and with its time', () => {
    const before = left();
    const standing = before.session.standing()!;
    const { session } = rig();
    session.showLast(standing);
    const { live } = session.plant()!;
    expect([...live.value]).toEqual([...before.session.plant()!.live.value]);
    expect(live.isStale(1, standing.at)).toBe(true);
    expect(session.connection.state()).toMatchObject({ phase: 'lost', lastFrameAt: standing.at });
    expect(session.records.loaded).toBe(true);
  });

  test('takes the word of the server once that is heard, also one with lower numbers', () => {
    const standing = left().session.standing()!;
    const { session, receive, model, sendFrame, draw } = rig();
    session.showLast(standing);
    receive({ type: 'model', model });
    receive({ type: 'records', snapshot: { ...standing.records, sequence: 2 } });
    sendFrame(9);
    draw();
    expect(session.connection.state().phase).toBe('live');
    expect(session.plant()!.live.value[1]).toBe(9);
    expect(session.records.sequence).toBe(2);
  });

  test('leaves nothing behind while it knows nothing, or shows the past', () => {
    const nothing = rig();
    expect(nothing.session.standing()).toBeNull();
    const past = left();
    past.session.enterReplay(1000);
    expect(past.session.standing()).toBeNull();
  });
});

describe('a replay of the page', () => {
  const cursor = (at: number, playing = false) => ({
    type: 'cursor' as const,
    state: { at, speed: 60, playing, loop: null, latest: at + 1e6, problem: null },
  });
  const snapshot = (time: number, value: number): FromWorker => ({
    type: 'frame',
    kind: 'snapshot',
    modelVersion: smallPlant().model.version,
    serverTime: time,
    folded: 0,
    samples: batchOf([1, time, value]),
  });

  test('shows the past in columns of its own, also when it goes back', () => {
    const { session, receive, model, sendFrame, draw, sent } = rig();
    receive({ type: 'model', model });
    sendFrame(1);
    draw();
    const before = session.plant()!.live;
    session.enterReplay(5000);
    expect(sent.at(-1)).toEqual({ type: 'replay', at: 5000 });
    const { live } = session.plant()!;
    expect(live).not.toBe(before);
    // Still on its way from the present.
    sendFrame(99);
    receive(snapshot(4000, 7));
    receive(cursor(5000));
    draw();
    expect([live.time[1], live.value[1]]).toEqual([4000, 7]);
    receive(snapshot(2000, 6));
    receive(cursor(3000));
    draw();
    expect([live.time[1], live.value[1]]).toEqual([2000, 6]);
  });

  test('has the time of its cursor, which goes on while it plays and stands while it does not', () => {
    const { session, receive, model, pass, draw } = rig();
    receive({ type: 'model', model });
    session.enterReplay(5000);
    receive(snapshot(5000, 1));
    receive(cursor(5000));
    draw();
    pass(60_000);
    session.tick();
    const { live } = session.plant()!;
    expect(live.now()).toBe(5000);
    expect(live.isStale(1, live.now())).toBe(false);
    expect(session.connection.state().phase).toBe('live');
    receive(cursor(6000, true));
    pass(100);
    expect(live.now()).toBe(6000 + 100 * 60);
  });

  test('ends with the newest values, and when the server gives none', () => {
    const { session, receive, model, sendFrame, draw, sent } = rig();
    receive({ type: 'model', model });
    session.enterReplay(5000);
    receive(snapshot(5000, 1));
    session.backToLive();
    expect(sent.some(({ type }) => type === 'live')).toBe(true);
    sendFrame(3);
    receive(snapshot(1_000_000, 2));
    draw();
    expect(session.plant()!.live.value[1]).toBe(2);
    session.enterReplay(5000);
    const words = { text: 'needs-role', values: { needed: 'engineer', own: 'viewer' } };
    receive({ type: 'replay-refused', error: 'You may not do this.', words });
    expect(session.replay.state()).toBeNull();
    expect(session.replayProblem.now).toEqual({ error: 'You may not do this.', words });
  });
});
