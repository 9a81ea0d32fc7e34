import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Recording } from '../recordings/recordings.ts';
import { cutIntoBursts } from './recorded-bursts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bursts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function recording(samples: number, rest: Partial<Recording> = {}): Recording {
  const path = join(folder, 'r.f32');
  writeFileSync(path, Buffer.from(Float32Array.from({ length: samples }, (_, i) => i / 7).buffer));
  return {
    id: 'r',
    record: 'r',
    path,
    samples,
    sampleRateHz: 1000,
    unit: 'g',
    channel: 'DE',
    group: null,
    speedRpm: 1797,
    bearing: null,
    snapshotSamples: null,
    notes: [],
    label: { fault: 'inner', faultEnd: null },
    ...rest,
  };
}

describe('a recording as bursts', () => {
  test('keeps every sample, rate, speed and unit, and leaves a short rest out', () => {
    const { bursts, burstMs } = cutIntoBursts(recording(9900), 4, 'vibration');
    expect(burstMs).toBe(4000);
    expect(bursts.map((b) => b.samples.length)).toEqual([4000, 4000]);
    expect(bursts[1]).toMatchObject({ channel: 'vibration', sampleRateHz: 1000, speedRpm: 1797, unit: 'g' });
    expect(bursts[1].samples[0]).toBe(Math.fround(4000 / 7));
  });

  test('keeps a rest of half a burst or more', () => {
    expect(cutIntoBursts(recording(10_500), 4, 'vibration').bursts.map((b) => b.samples.length)).toEqual([
      4000, 4000, 2500,
    ]);
  });

  test('is one burst when it is shorter than one', () => {
    expect(cutIntoBursts(recording(500), 4, 'vibration').bursts.map((b) => b.samples.length)).toEqual([500]);
  });

  test('of snapshots is cut at the snapshots', () => {
    const { bursts } = cutIntoBursts(recording(1000, { snapshotSamples: 250 }), 4, 'vibration');
    expect(bursts.map((b) => b.samples.length)).toEqual([250, 250, 250, 250]);
  });

  test('says NaN for a speed nobody knows, and refuses a unit a burst cannot carry', () => {
    expect(cutIntoBursts(recording(100, { speedRpm: null }), 4, 'v').bursts[0].speedRpm).toBeNaN();
    expect(() => cutIntoBursts(recording(100, { unit: 'V' }), 4, 'v')).toThrow(/is in "V"/);
  });
});
