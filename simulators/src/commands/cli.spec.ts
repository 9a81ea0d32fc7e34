import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { decodeBurst } from '@linetwin/contracts';
import { TinyBroker } from '../publish/tiny-broker.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

// Each starts the program anew.
jest.setTimeout(60_000);

interface Finished {
  code: number;
  out: string;
  err: string;
}

/** Runs the program as a person would. */
function sim(...options: string[]): Promise<Finished> {
  return new Promise((resolve) => {
    const args = ['--conditions=@linetwin/source', MAIN, ...options];
    execFile(process.execPath, args, { maxBuffer: 1 << 26 }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sim-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('sim run', () => {
  test('writes both lines and the truth into files, byte for byte the same for one seed', async () => {
    const run = (name: string, seed: string) =>
      sim(
        ...['run', '--out', join(folder, `${name}.ndjson`), '--truth', join(folder, `${name}.truth`)],
        ...['--duration', '3min', '--scenario', 'demo', '--seed', seed],
      );
    const finished = await Promise.all([run('a', '7'), run('b', '7'), run('c', '8')]);
    expect(finished.map((f) => f.code)).toEqual([0, 0, 0]);
    const bytes = (name: string) => readFileSync(join(folder, name));
    for (const suffix of ['ndjson', 'truth', 'ndjson.bearing-1.bursts', 'ndjson.weld-1.bursts']) {
      expect(bytes(`a.${suffix}`).length).toBeGreaterThan(100);
      expect(bytes(`a.${suffix}`).equals(bytes(`b.${suffix}`))).toBe(true);
    }
    expect(bytes('a.ndjson').equals(bytes('c.ndjson'))).toBe(false);
    const lines = bytes('a.ndjson').toString().trimEnd().split('\n');
    expect(finished[0].err).toContain(`${lines.length} messages`);
    // The truth stays in its own file.
    expect(bytes('a.truth').toString()).toContain('outer-race');
    expect(bytes('a.ndjson').toString()).not.toMatch(/outer-race|severity|wheel-dull/);
  });

  test('writes the same lines to standard output as to a file', async () => {
    const run = (out: string) =>
      sim('run', '--out', out, '--duration', '2min', '--line', 'weld-1', '--no-bursts', '--cycle', '5s');
    const file = join(folder, 'same.ndjson');
    const [toFile, toStdout] = await Promise.all([run(file), run('-')]);
    expect([toFile.code, toStdout.code]).toEqual([0, 0]);
    expect(toStdout.out.length).toBeGreaterThan(1000);
    expect(toStdout.out).toBe(readFileSync(file, 'utf8'));
  });

  test('keeps the bursts of a run to standard output in files of their own, within the bytes it is given', async () => {
    const run = (name: string, ...rest: string[]) =>
      sim(
        ...['run', '--out', '-', '--burst-files', join(folder, name), ...rest],
        ...['--duration', '12min', '--line', 'weld-1', '--cycle', '10s'],
      );
    const [all, few] = await Promise.all([run('all'), run('few', '--burst-bytes', '2000000')]);
    expect([all.code, few.code]).toEqual([0, 0]);
    const size = (name: string) => readFileSync(join(folder, `${name}.weld-1.bursts`)).length;
    expect(size('all')).toBeGreaterThan(2_000_000);
    expect(size('few')).toBeGreaterThan(200_000);
    expect(size('few')).toBeLessThanOrEqual(2_000_000);
    expect(few.out.match(/\/burst","time":\d+,"channel":"vibration"/g)!.length).toBe(
      Math.round(size('few') / 204_900),
    );
  });

  test.each([
    [['run', '--out', '-'], 'Bursts need files of their own'],
    [['run', '--line', 'nope'], 'There is no line "nope"; known: bearing-1, weld-1.'],
    [['run', '--seed', 'x'], 'The seed "x" is not a whole number.'],
    [['run', '--speed', '0'], 'The speed "0" is not a number above 0.'],
    [['run', '--scenario', 'nope'], 'There is no scenario file "nope"'],
    [['run', '--out', 'x.csv'], 'should end in .ndjson'],
    [['run', '--duration', 'soon'], '"soon" is no duration'],
    [['run', '--bogus'], "unknown option '--bogus'"],
    [['replay', '--data', 'nowhere', '--record', 'x', '--equipment', 'B11-OR1'], 'nowhere does not exist'],
    [['replay', '--data', 'x', '--record', 'x', '--equipment', 'B99'], 'There is no equipment "B99"'],
    [['replay', '--data', 'x', '--record', 'x', '--equipment', 'B07'], 'B07 has no waveform signal'],
  ])('%j is refused in one sentence', async (options, sentence) => {
    const { code, err } = await sim(...options);
    expect(code).toBe(1);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/\n\s+at /);
  });
});

test('sim list names lines, machines, faults and scenarios', async () => {
  const { code, out } = await sim('list');
  expect(code).toBe(0);
  for (const word of [
    'bearing-1',
    'weld-1',
    'B11-OR1',
    'raceway-grinder',
    'outer-race',
    'wheel-dull',
    'demo',
  ])
    expect(out).toContain(word);
});

test('sim replay publishes a recording at its true rate and speed on the machine named', async () => {
  const set = join(folder, 'rig');
  mkdirSync(set);
  const samples = Float32Array.from({ length: 2400 }, (_, i) => Math.sin(i));
  writeFileSync(join(set, 'r1.f32'), Buffer.from(samples.buffer));
  const record = {
    id: 'rig-1',
    record: '1',
    file: 'r1.f32',
    samples: 2400,
    fs_hz: 1200,
    unit: 'g',
    rpm: 1797,
  };
  writeFileSync(join(set, 'manifest.json'), JSON.stringify({ dataset: 'a rig', records: [record] }));
  const broker = new TinyBroker();
  const port = await broker.listen();
  try {
    const options = ['--data', set, '--record', 'rig-1', '--equipment', 'B11-OR1', '--burst-s', '1'];
    const { code, err } = await sim(
      'replay',
      ...options,
      '--loop',
      '2',
      '--fast',
      '--mqtt',
      `mqtt://127.0.0.1:${port}`,
    );
    expect([code, err]).toEqual([0, expect.stringContaining('4 bursts published')]);
    const bursts = broker.received.map((m) => decodeBurst(new Uint8Array(m.payload)));
    expect(broker.received.map((m) => m.topic)).toEqual(
      Array(4).fill('liaocheng/bearing/bearing-1/B11-OR1/burst'),
    );
    for (const burst of bursts)
      expect(burst).toMatchObject({ channel: 'vibration', sampleRateHz: 1200, speedRpm: 1797, unit: 'g' });
    expect([...bursts[1].samples]).toEqual([...samples.subarray(1200)]);
    expect(bursts.map((b) => b.time - bursts[0].time)).toEqual([0, 1000, 2000, 3000]);
    expect(Math.abs(bursts[3].time + 1000 - Date.now())).toBeLessThan(60_000);
  } finally {
    await broker.close();
  }
});
