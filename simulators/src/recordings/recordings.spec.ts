import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findRecording, findRecordingSets, readChannel, readRecordingSet } from './recordings.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'recordings-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true });
});

const record = {
  id: 'rig-1-DE',
  record: 1,
  file: '1-DE.f32',
  samples: 3,
  fs_hz: 1000,
  channel: 'DE',
  rpm: 600,
};

function write(set: string, manifest: unknown, files: Record<string, Float32Array> = {}): string {
  const folder = join(dir, set);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'manifest.json'),
    typeof manifest === 'string' ? manifest : JSON.stringify(manifest),
  );
  for (const [name, values] of Object.entries(files)) writeFileSync(join(folder, name), values);
  return folder;
}

describe('finding recording sets', () => {
  test('a folder with a manifest is one set, its parent has all sets below it', () => {
    const rig = write('rig', { records: [] });
    write('other', { records: [] });
    expect(findRecordingSets(rig)).toEqual([rig]);
    expect(findRecordingSets(dir)).toEqual([join(dir, 'other'), rig]);
  });

  test('a missing folder and a folder without manifests are refused by name', () => {
    expect(() => findRecordingSets(join(dir, 'nowhere'))).toThrow(/nowhere does not exist/);
    expect(() => findRecordingSets(dir)).toThrow(/no manifest\.json in/);
  });
});

describe('reading a manifest', () => {
  test('a minimal record is enough, and inches become millimetres', () => {
    const bearing = { balls: 9, ball_d_in: 0.3126, pitch_d_mm: 39.04, orders: { BPFI: 5.4 } };
    const set = readRecordingSet(
      write('rig', { dataset: 'Rig', records: [{ ...record, bearing, fault: 'inner' }] }),
    );
    expect(set).toMatchObject({ name: 'rig', dataset: 'Rig', licence: 'not stated' });
    expect(set.recordings[0]).toMatchObject({
      id: 'rig-1-DE',
      record: '1',
      speedRpm: 600,
      label: { fault: 'inner', faultEnd: null },
    });
    expect(set.recordings[0].bearing?.elementDiameterMm).toBeCloseTo(7.94, 3);
    expect(set.recordings[0].bearing?.pitchDiameterMm).toBe(39.04);
  });

  test('table records of a mixed folder are left out', () => {
    const set = readRecordingSet(write('rig', { records: [{ file: 'table.csv.gz', rows: 2 }, record] }));
    expect(set.recordings.map((r) => r.id)).toEqual(['rig-1-DE']);
  });

  test('a wrong record is named with every wrong field', () => {
    const folder = write('rig', { records: [record, { ...record, id: 'rig-2', fs_hz: 0, rpm: 'fast' }] });
    expect(() => readRecordingSet(folder)).toThrow(/manifest\.json: record 1 \(rig-2\): fs_hz: .*; rpm: /);
  });

  test('a file outside the folder is refused', () => {
    const folder = write('rig', { records: [{ ...record, file: '../secret.f32' }] });
    expect(() => readRecordingSet(folder)).toThrow(/rig-1-DE.*file: must be the name/);
  });

  test('text that is not JSON, and JSON that is not a manifest, are refused', () => {
    expect(() => readRecordingSet(write('a', '{'))).toThrow(/manifest\.json is not JSON/);
    expect(() => readRecordingSet(write('b', { dataset: 'x' }))).toThrow(/records: /);
  });
});

describe('finding and reading a channel', () => {
  test('a recording is found by id, by file name and by number', () => {
    const set = readRecordingSet(write('rig', { records: [record] }));
    for (const name of ['rig-1-DE', '1-DE', '1']) expect(findRecording(set, name).id).toBe('rig-1-DE');
  });

  test('an unknown and an ambiguous name are refused', () => {
    const other = { ...record, id: 'rig-1-FE', file: '1-FE.f32' };
    const set = readRecordingSet(write('rig', { records: [record, other] }));
    expect(() => findRecording(set, '7')).toThrow(/no recording 7/);
    expect(() => findRecording(set, '1')).toThrow(/more than one recording: 1-DE, 1-FE/);
  });

  test('samples come back as written', () => {
    const values = new Float32Array([0.5, -1.25, 3]);
    const set = readRecordingSet(write('rig', { records: [record] }, { '1-DE.f32': values }));
    expect(readChannel(set.recordings[0])).toEqual(values);
  });

  test.each([
    ['a missing file', undefined, /1-DE\.f32 \(record rig-1-DE\) does not exist/],
    ['a short file', new Float32Array([1, 2]), /has 8 bytes, its manifest says 3 samples = 12 bytes/],
    ['a sample that is not a number', new Float32Array([1, NaN, 2]), /sample 1 is NaN/],
  ])('%s is refused', (_, values, message) => {
    const set = readRecordingSet(write('rig', { records: [record] }, values ? { '1-DE.f32': values } : {}));
    expect(() => readChannel(set.recordings[0])).toThrow(message);
  });
});
