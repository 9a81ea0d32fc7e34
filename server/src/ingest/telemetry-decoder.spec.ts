import { beforeEach, describe, expect, test } from '@jest/globals';
import { MAX_TELEMETRY_BYTES, telemetryMessageSchema } from '@linetwin/contracts';
import { ModelIndex, QUALITY_BAD, QUALITY_GOOD, QUALITY_UNCERTAIN } from '@linetwin/model';
import { FakeClock, telemetryBytes, TEST_PRESS, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import fc from 'fast-check';
import { Rejects } from './rejects.ts';
import { TelemetryDecoder } from './telemetry-decoder.ts';

const index = new ModelIndex(testPlant());
const clock = new FakeClock();
const T = clock.now();
const bytes = (text: string) => new TextEncoder().encode(text);

let rejects: Rejects;
let decoder: TelemetryDecoder;
let taken: [string, number, number, number][];
beforeEach(() => {
  rejects = new Rejects();
  decoder = new TelemetryDecoder(index, rejects, clock.now);
  taken = [];
});

const decode = (payload: Uint8Array, equipment: string = TEST_PRESS) =>
  decoder.decode(`${equipment}/telemetry`, equipment, payload, (signal, time, value, quality) =>
    taken.push([index.model.signals[signal].id, time, value, quality]),
  );
const reasons = () =>
  Object.entries(rejects.report().counts).flatMap(([reason, count]) => (count > 0 ? [[reason, count]] : []));

describe('telemetry decoder', () => {
  test('gives each value with its signal, the source time and quality Good', () => {
    decode(telemetryBytes({ power: 6.5, good: 12 }, { time: T }));
    expect(taken).toEqual([
      ['power', T, 6.5, QUALITY_GOOD],
      ['good', T, 12, QUALITY_GOOD],
    ]);
    expect(reasons()).toEqual([]);
  });

  test('says which time a known machine told, also when it is refused, so that its clock can be judged', () => {
    expect(decode(telemetryBytes({ power: 1 }, { time: T + 0.4 }))).toBe(T + 0.4);
    expect(decode(telemetryBytes({ power: 1 }, { time: T + 3_600_000 }))).toBe(T + 3_600_000);
    expect(decode(telemetryBytes({ power: 1 }, { time: 5000 }))).toBe(5000);
    expect(decode(telemetryBytes({ nothing: 1 }, { time: T }))).toBe(T);
    expect(taken).toHaveLength(1);
    expect(decode(bytes('{"time":"now","values":{}}'))).toBeUndefined();
    expect(decode(bytes('{'))).toBeUndefined();
    expect(decode(telemetryBytes({ power: 1 }, { time: T }), 'test/shop/line-1/none')).toBeUndefined();
  });

  test('turns a name of an enumeration into its number, and true and false into 1 and 0', () => {
    decode(telemetryBytes({ state: 'Held', good: true, scrap: false }, { time: T }));
    expect(taken.map(([, , value]) => value)).toEqual([15, 1, 0]);
  });

  test('takes the quality that the machine states', () => {
    decode(
      telemetryBytes({ power: 1, energy: 2 }, { time: T, quality: { power: 'Uncertain', energy: 'Bad' } }),
    );
    expect(taken.map(([, , , quality]) => quality)).toEqual([QUALITY_UNCERTAIN, QUALITY_BAD]);
  });

  test('takes null for a sensor that gave nothing', () => {
    decode(telemetryBytes({ power: null }, { time: T }));
    expect(taken).toEqual([['power', T, NaN, QUALITY_BAD]]);
  });

  test('keeps a value outside the range of its sensor, as Bad, with a remark', () => {
    decode(telemetryBytes({ power: 100.5, energy: -1 }, { time: T }));
    decode(bytes(`{"time":${T},"values":{"power":1e999}}`));
    expect(taken.map(([, , , quality]) => quality)).toEqual([QUALITY_BAD, QUALITY_BAD, QUALITY_BAD]);
    expect(rejects.report().remarks['out-of-range']).toBe(3);
    expect(reasons()).toEqual([]);
  });

  test('counts time in whole milliseconds', () => {
    decode(telemetryBytes({ power: 1 }, { time: T + 0.4 }));
    expect(taken[0][1]).toBe(T);
  });

  test('takes a clock that is a little ahead', () => {
    decode(telemetryBytes({ power: 1 }, { time: T + 60_000 }));
    expect(taken).toHaveLength(1);
  });

  test('takes the good values of a message beside the wrong ones', () => {
    decode(telemetryBytes({ nothing: 1, power: 2, state: 'Dancing', energy: 'much', good: 3 }, { time: T }));
    expect(taken.map(([id]) => id)).toEqual(['power', 'good']);
    expect(reasons()).toEqual([
      ['unknown-signal', 1],
      ['wrong-type', 1],
      ['unknown-state-name', 1],
    ]);
  });

  test.each<[string, Uint8Array, string, RegExp]>([
    [
      'larger than allowed',
      new Uint8Array(MAX_TELEMETRY_BYTES + 1),
      'oversized',
      /262145 bytes, at most 262144/,
    ],
    ['empty', bytes(''), 'malformed', /not JSON/],
    ['cut off', telemetryBytes({ power: 1 }).slice(0, 20), 'malformed', /not JSON/],
    ['null', bytes('null'), 'malformed', /"time" is not a number/],
    ['a list', bytes('[1]'), 'malformed', /"time" is not a number/],
    ['without a time', bytes('{"values":{}}'), 'malformed', /"time" is not a number/],
    ['with a time that is text', bytes(`{"time":"${T}","values":{}}`), 'malformed', /"time" is not a number/],
    ['with an endless time', bytes('{"time":1e999,"values":{}}'), 'malformed', /"time" is not a number/],
    ['without values', bytes(`{"time":${T}}`), 'malformed', /"values" is not an object/],
    ['with values in a list', bytes(`{"time":${T},"values":[1]}`), 'malformed', /"values" is not an object/],
    [
      'with one quality for all',
      bytes(`{"time":${T},"values":{"power":1},"quality":"Bad"}`),
      'malformed',
      /"quality"/,
    ],
    [
      'with an unknown quality',
      bytes(`{"time":${T},"values":{"power":1},"quality":{"power":"Fair"}}`),
      'malformed',
      /Fair/,
    ],
    [
      'from the future',
      telemetryBytes({ power: 1 }, { time: T + 60_001 }),
      'time-in-future',
      /2026-01-05T04:01:00.001Z/,
    ],
    ['from beyond the calendar', telemetryBytes({ power: 1 }, { time: 1e300 }), 'time-in-future', /275760/],
    ['from a clock never set', telemetryBytes({ power: 1 }, { time: 1000 }), 'time-too-old', /year 2000/],
    [
      'with an unknown signal',
      telemetryBytes({ noise: 1 }, { time: T }),
      'unknown-signal',
      /no signal "noise"/,
    ],
    [
      'with __proto__ as a signal',
      bytes(`{"time":${T},"values":{"__proto__":1}}`),
      'unknown-signal',
      /__proto__/,
    ],
    [
      'with text for a number',
      telemetryBytes({ power: '6.5' }, { time: T }),
      'wrong-type',
      /"power" is "6.5"/,
    ],
    ['with a list for a number', bytes(`{"time":${T},"values":{"power":[1]}}`), 'wrong-type', /\[1\]/],
    [
      'with an unknown state',
      telemetryBytes({ state: 'Dancing' }, { time: T }),
      'unknown-state-name',
      /"Dancing" is none of Stopped/,
    ],
  ])('rejects a message %s, counts it and keeps it to look at', (_what, payload, reason, detail) => {
    decode(payload);
    expect(taken).toEqual([]);
    expect(reasons()).toEqual([[reason, 1]]);
    expect(rejects.report().samples).toEqual([
      {
        at: expect.any(Number),
        reason,
        topic: `${TEST_PRESS}/telemetry`,
        detail: expect.stringMatching(detail),
      },
    ]);
  });

  test('rejects a message of a machine that no plant file names', () => {
    decode(telemetryBytes({ power: 1 }, { time: T }), 'test/shop/line-1/X9');
    expect(reasons()).toEqual([['unknown-equipment', 1]]);
  });

  test('never throws, and counts whatever it does not take', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 100 }),
        fc.constantFrom(TEST_PRESS, TEST_SPINDLE, 'x'),
        (junk, equipment) => {
          const before = reasons().length;
          const countBefore = reasons().reduce((sum, [, count]) => sum + Number(count), 0);
          taken = [];
          decode(junk, equipment);
          const countAfter = reasons().reduce((sum, [, count]) => sum + Number(count), 0);
          expect(taken.length > 0 || countAfter > countBefore).toBe(true);
          expect(reasons().length).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });

  test('complains of a message exactly when it does not follow the published schema', () => {
    const value = fc.oneof(
      fc.double({ noDefaultInfinity: true, noNaN: true }),
      fc.boolean(),
      fc.constant(null),
      fc.array(fc.nat()),
      fc.constant({}),
    );
    const message = fc.record(
      {
        time: fc.oneof(fc.constant(T), fc.constant('now'), fc.constant(null)),
        values: fc.oneof(
          fc.dictionary(fc.constantFrom('power', 'energy'), value),
          fc.constant(7),
          fc.constant([]),
        ),
        quality: fc.oneof(
          fc.constant({ power: 'Good' }),
          fc.constant({}),
          fc.constant([]),
          fc.constant('Bad'),
          fc.constant(null),
        ),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(message, (candidate) => {
        rejects = new Rejects();
        decoder = new TelemetryDecoder(index, rejects, clock.now);
        decode(bytes(JSON.stringify(candidate)));
        const follows = telemetryMessageSchema.safeParse(candidate).success;
        expect([candidate, reasons().length === 0]).toEqual([candidate, follows]);
      }),
    );
  });
});

describe('rejects', () => {
  test('keep the newest 200 to look at and count all', () => {
    for (let i = 0; i < 250; i++) rejects.reject('malformed', `topic-${i}`, 'x');
    const { counts, samples } = rejects.report();
    expect(counts.malformed).toBe(250);
    expect([samples.length, samples[0].topic, samples[199].topic]).toEqual([200, 'topic-50', 'topic-249']);
  });

  test('keep only the beginning of what is long', () => {
    rejects.reject('malformed', 't'.repeat(10_000), 'd'.repeat(10_000));
    const [{ topic, detail }] = rejects.report().samples;
    expect([topic.length, detail.length]).toEqual([301, 301]);
  });
});
