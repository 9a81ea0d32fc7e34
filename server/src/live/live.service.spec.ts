import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createSampleBatch, decodeFrame } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { samplesOf, testPlant } from '@linetwin/testing';
import { EventBus } from '../events.ts';
import { Twin } from '../twin/twin.ts';
import { LiveService } from './live.service.ts';

const T = Date.UTC(2026, 0, 5, 8);

let events: EventBus;
let twin: Twin;
let live: LiveService;
/** When each frame went, ms since the start, and how many values it had. */
let frames: { at: number; values: number }[];
let began: number;
beforeEach(() => {
  jest.useFakeTimers();
  events = new EventBus(() => undefined);
  twin = new Twin(new ModelIndex(testPlant()));
  live = new LiveService(twin, events, 'run');
  live.start();
  frames = [];
  began = performance.now();
  live.connect({
    onRecord: () => undefined,
    broadcast: (_key, bytes) =>
      frames.push({
        at: Math.round(performance.now() - began),
        values: decodeFrame(bytes, createSampleBatch(8)).samples.length,
      }),
  });
});
afterEach(() => {
  live.stop();
  jest.useRealTimers();
});

const view = (rateHz: number) =>
  live.join({ scope: '*', rateHz, mode: 'latest' }, { isCongested: () => false, sendFrame: () => undefined });
const arrive = (signal: number) => {
  const time = T + Math.round(performance.now() - began);
  twin.accept(signal, time, 1, 0);
  events.emit('SamplesAccepted', samplesOf([[signal, time, 1]]));
};
/** Values of signals one after another, so many ms apart. */
const arriveEvery = (ms: number, count: number) => {
  for (let i = 0; i < count; i++) {
    arrive(i % 10);
    jest.advanceTimersByTime(ms);
  }
};

describe('frames of a view', () => {
  test('take along machines that send shortly after each other, and go when no more come', () => {
    view(2);
    arriveEvery(15, 4);
    jest.advanceTimersByTime(400);
    expect(frames).toEqual([{ at: 65, values: 4 }]);
  });

  test('do not wait for the end of a flow that has none', () => {
    view(2);
    arriveEvery(10, 40);
    expect(frames.map(({ at }) => at)).toEqual([75]);
  });

  test('go at once where a view is quick', () => {
    view(20);
    arrive(0);
    jest.advanceTimersByTime(49);
    expect(frames).toEqual([{ at: 8, values: 1 }]);
  });

  test.each([2, 5, 20])('are never more than asked for, and no fewer while values flow (%d Hz)', (rateHz) => {
    view(rateHz);
    arriveEvery(5, 1000);
    const gaps = frames.slice(1).map(({ at }, i) => at - frames[i].at);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000 / rateHz - 1);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1000 / rateHz + 5);
  });

  test('are no more when the last one has left', () => {
    const member = { isCongested: () => false, sendFrame: () => undefined };
    const { key } = live.join({ scope: '*', rateHz: 2, mode: 'latest' }, member);
    arrive(0);
    live.leave(key, member);
    jest.advanceTimersByTime(2000);
    expect([frames, jest.getTimerCount()]).toEqual([[], 0]);
  });
});
