import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { decodeBurst, seamMessageSchema } from '@linetwin/contracts';
import type { SettingChange } from '@linetwin/model/scenario';
import { simulateLine, type LineChunk, type LineJob } from './line-worker.ts';
import { addressOf, testPlant } from './test-plant.ts';

function run(
  line: string,
  seed: number,
  durationMs = 400_000,
  settings: readonly SettingChange[] = [],
  rest: Partial<LineJob> = {},
): LineChunk[] {
  const chunks: LineChunk[] = [];
  const credits = new SharedArrayBuffer(4);
  new Int32Array(credits)[0] = 1000;
  simulateLine(
    {
      model: testPlant,
      line,
      seed,
      faults: [],
      settings,
      startMs: 0,
      tickMs: 1000,
      durationMs,
      burstFile: 'x.bursts',
      credits,
      ...rest,
    },
    (chunk) => chunks.push(chunk),
  );
  return chunks;
}

function hash(chunks: LineChunk[]): string {
  const sum = createHash('sha256');
  for (const chunk of chunks) sum.update(chunk.bytes).update(chunk.bursts);
  return sum.digest('hex');
}

describe('a run to a file', () => {
  test('gives the same bytes for the same seed, bursts included, and others for another', () => {
    expect(hash(run('weld-1', 7))).toBe(hash(run('weld-1', 7)));
    expect(hash(run('weld-1', 7))).not.toBe(hash(run('weld-1', 8)));
  });

  test('has one message per machine and second, and its lines say where the bursts are', () => {
    const chunks = run('weld-1', 7);
    const lines = Buffer.concat(chunks.map((chunk) => chunk.bytes))
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown> & { topic: string });
    const bursts = Buffer.concat(chunks.map((chunk) => chunk.bursts));
    const machines = testPlant.equipment.filter((e) => e.line === 'weld-1').length;
    expect(lines.filter((line) => line.topic.endsWith('/telemetry'))).toHaveLength(400 * machines);
    expect(chunks.at(-1)!.messages).toBe(lines.length);
    const burstLines = lines.filter((line) => line.topic.endsWith('/burst'));
    expect(burstLines.length).toBeGreaterThan(3);
    for (const line of burstLines) {
      const { offset, bytes, file } = line as unknown as { offset: number; bytes: number; file: string };
      expect(file).toBe('x.bursts');
      const burst = decodeBurst(new Uint8Array(bursts.subarray(offset, offset + bytes)));
      expect(burst.time).toBe(line['time']);
      expect(burst.channel).toBe(line['channel']);
    }
    const seams = lines.filter((line) => line.topic.endsWith('/seam'));
    expect(seams.length).toBeGreaterThan(0);
    for (const seam of seams) seamMessageSchema.parse(seam);
  });

  test('makes fewer bursts when told, and says the same values whichever it makes', () => {
    const lines = (rest: Partial<LineJob>) =>
      Buffer.concat(run('weld-1', 7, 1_500_000, [], { tickMs: 10_000, ...rest }).map((chunk) => chunk.bytes))
        .toString()
        .split('\n');
    const some = (every: number) => lines({ burstChoice: { every, seed: 7 } });
    const timesOf = (all: string[]) =>
      all
        .filter((line) => line.includes('/burst"'))
        .map((line) => JSON.parse(line) as { topic: string; time: number })
        .map(({ topic, time }) => `${topic} ${time}`);
    const others = (all: string[]) => all.filter((line) => !line.includes('/burst"'));
    const [none, each, second] = [lines({ burstFile: undefined }), some(1), some(2)];
    const sensors = new Set(timesOf(each).map((one) => one.split(' ')[0])).size;
    expect(timesOf(each).length).toBeGreaterThan(4 * sensors - 1);
    expect(timesOf(second).length).toBeLessThan(0.75 * timesOf(each).length);
    expect(timesOf(each)).toEqual(expect.arrayContaining(timesOf(second)));
    expect(others(each)).toEqual(none);
    expect(others(second)).toEqual(none);
  });

  test('is the same up to a setting that changes, and another one from then on', () => {
    const change = { equipment: addressOf('BU-COOL'), setting: 'pump_speed', value: 60, atS: 180 };
    const usual = run('bearing-1', 7, 360_000);
    const changed = run('bearing-1', 7, 360_000, [change]);
    const upTo = (chunks: LineChunk[], doneMs: number) => chunks.filter((chunk) => chunk.doneMs <= doneMs);
    expect(hash(upTo(changed, 120_000))).toBe(hash(upTo(usual, 120_000)));
    expect(hash(changed)).not.toBe(hash(usual));
    const flows = Buffer.concat(changed.map((chunk) => chunk.bytes))
      .toString()
      .match(/"supply_flow":[\d.]+/g)!
      .map((text) => Number(text.split(':')[1]));
    expect(flows.at(-1)!).toBeLessThan(0.8 * flows[0]);
  });
});
