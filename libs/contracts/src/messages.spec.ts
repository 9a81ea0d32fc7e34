import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { subscribeRequestSchema } from './live-events.ts';
import { acknowledgeRequestSchema, REJECT_REASONS } from './records.ts';
import { historyQuerySchema } from './rest.ts';
import { appendSample, createSampleBatch } from './sample-batch.ts';
import { seamMessageSchema } from './seam-message.ts';
import { MESSAGE_KINDS, parseTopic, topicOf } from './topics.ts';

describe('topics', () => {
  test('equipment and kind come back from the topic they make', () => {
    const segment = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,10}$/);
    const address = fc.array(segment, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/'));
    fc.assert(
      fc.property(address, fc.constantFrom(...MESSAGE_KINDS), (equipment, kind) =>
        expect(parseTopic(topicOf(equipment, kind))).toEqual({ equipment, kind }),
      ),
    );
  });

  test.each(['', 'telemetry', '/telemetry', 'a/b/c/d', 'a/b/c/d/Telemetry', 'a/b/c/d/telemetry/'])(
    '"%s" is no topic of ours',
    (topic) => expect(parseTopic(topic)).toBeUndefined(),
  );
});

describe('sample batch', () => {
  test('grows as rows are appended and keeps them all', () => {
    const batch = createSampleBatch(0);
    for (let i = 0; i < 100; i++) appendSample(batch, i, i * 10, i / 2, i % 3);
    expect(batch.length).toBe(100);
    expect([batch.signal[99], batch.time[99], batch.value[99], batch.quality[99]]).toEqual([
      99, 990, 49.5, 0,
    ]);
    expect([batch.signal[0], batch.time[0], batch.value[0], batch.quality[0]]).toEqual([0, 0, 0, 0]);
  });
});

describe('subscribe request', () => {
  const request = { scope: '*', rateHz: 10, mode: 'latest' };
  test('needs scope, rate and mode, and nothing that is unknown', () => {
    expect(subscribeRequestSchema.safeParse(request).success).toBe(true);
    for (const wrong of [
      {},
      { ...request, scope: '' },
      { ...request, rateHz: 0.1 },
      { ...request, rateHz: 21 },
      { ...request, mode: 'all' },
      { ...request, lastRecord: -1 },
      { ...request, rate: 10 },
    ]) {
      expect(subscribeRequestSchema.safeParse(wrong).success).toBe(false);
    }
  });
});

describe('acknowledge request', () => {
  test('needs a name that is more than blanks', () => {
    expect(acknowledgeRequestSchema.parse({ by: ' Li Wei ' })).toEqual({ by: 'Li Wei' });
    expect(acknowledgeRequestSchema.safeParse({ by: '  ' }).success).toBe(false);
  });
});

describe('history query', () => {
  const query = { signals: 'a/b,c/d', from: '1000', to: '2000' };
  test('reads addresses separated by commas and fills in the number of points', () => {
    expect(historyQuerySchema.parse(query)).toEqual({
      signals: ['a/b', 'c/d'],
      from: 1000,
      to: 2000,
      points: 1000,
    });
  });

  test('refuses no signal, too many signals, times that are none, and an end before its beginning', () => {
    const many = Array.from({ length: 21 }, (_, i) => `s${i}`).join(',');
    for (const wrong of [
      { ...query, signals: '' },
      { ...query, signals: many },
      { ...query, from: 'yesterday' },
      { ...query, from: '1e300', to: '1e301' },
      { ...query, to: '1000' },
      { ...query, points: '1' },
      { ...query, points: '5001' },
    ]) {
      expect(historyQuerySchema.safeParse(wrong).success).toBe(false);
    }
  });
});

describe('seam message', () => {
  const column = [1, 2];
  const seam = {
    time: 1,
    seam: 's',
    part: 'p',
    lengthMm: 2,
    perMm: {
      depthMm: column,
      gapMm: column,
      offsetMm: column,
      thermalV: column,
      plasmaV: column,
      reflectionV: column,
      result: [0, 2],
    },
  };
  test('has columns of one length and known results', () => {
    expect(seamMessageSchema.safeParse(seam).success).toBe(true);
    expect(seamMessageSchema.safeParse({ ...seam, perMm: { ...seam.perMm, gapMm: [1] } }).success).toBe(
      false,
    );
    expect(seamMessageSchema.safeParse({ ...seam, perMm: { ...seam.perMm, result: [0, 3] } }).success).toBe(
      false,
    );
  });
});

describe('reject reasons', () => {
  test('are a closed list without repetition', () => {
    expect(new Set(REJECT_REASONS).size).toBe(REJECT_REASONS.length);
  });
});
