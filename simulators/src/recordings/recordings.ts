import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { manifestSchema, vibrationRecordSchema } from './manifest.ts';
import type { VibrationRecord } from './manifest.ts';

/** A recording folder, manifest or channel file that cannot be used; the message names file and record. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

/** One folder of recordings: a `manifest.json` and the raw channel files beside it. */
export type RecordingSet = {
  /** Folder name, for example `cwru`. */
  readonly name: string;
  /** Path of the folder. */
  readonly dir: string;
  /** The source's full name of the set. */
  readonly dataset: string;
  readonly licence: string;
  readonly recordings: readonly Recording[];
};

/** One recorded vibration channel. What the source says about the fault is kept apart, in `label`. */
export type Recording = {
  readonly id: string;
  /** Number or name of the recording; several channels of one recording share it. */
  readonly record: string;
  /** Path of the raw channel file. */
  readonly path: string;
  readonly samples: number;
  readonly sampleRateHz: number;
  /** Unit of the samples as the source states it, for example `g`. */
  readonly unit: string;
  /** Where the sensor sat. */
  readonly channel: string;
  /** Group inside the set (`12k_DE`, ...), where the source has groups. */
  readonly group: string | null;
  /** Nominal shaft speed, null where the source has none. */
  readonly speedRpm: number | null;
  readonly bearing: RecordedBearing | null;
  /** Samples per snapshot where the file is a row of short snapshots and not one continuous signal. */
  readonly snapshotSamples: number | null;
  readonly notes: readonly string[];
  /** What is known of the truth. For judging a diagnosis only: never an input of one. */
  readonly label: RecordingLabel;
};

/** The bearing as the manifest describes it; every part may be missing. */
export type RecordedBearing = {
  readonly model: string | null;
  readonly elements: number | null;
  readonly elementDiameterMm: number | null;
  readonly pitchDiameterMm: number | null;
  readonly contactAngleDeg: number | null;
  /** Fault frequency over shaft frequency, by the source's names (`BPFO`, `BPFI`, `BSF`, `BSF2x`, `FTF`). */
  readonly orders: Readonly<Record<string, number>>;
};

export type RecordingLabel = {
  /** `normal`, `inner`, `outer`, `ball`, or a sentence where the source does not know. */
  readonly fault: string;
  /** Which bearing carries the fault, where a rig has two. */
  readonly faultEnd: string | null;
};

const MM_PER_INCH = 25.4;

/**
 * Finds the recording sets at a path: the folder itself if it holds a `manifest.json`, else each folder
 * directly below that does.
 *
 * @returns folder paths, sorted by name
 * @throws RecordingError if the folder is missing or holds no manifest
 */
export function findRecordingSets(dataDir: string): string[] {
  if (!existsSync(dataDir) || !statSync(dataDir).isDirectory()) {
    throw new RecordingError(`the data folder ${dataDir} does not exist`);
  }
  if (existsSync(join(dataDir, 'manifest.json'))) return [dataDir];
  const sets = readdirSync(dataDir, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(dataDir, entry.name, 'manifest.json')))
    .map((entry) => join(dataDir, entry.name))
    .sort();
  if (sets.length === 0) {
    throw new RecordingError(`no manifest.json in ${dataDir} nor in a folder directly below it`);
  }
  return sets;
}

/**
 * Reads and checks the `manifest.json` of one folder. Records that are not raw vibration channels (tables)
 * are left out.
 *
 * @throws RecordingError naming the manifest, the record and each field that is wrong
 */
export function readRecordingSet(dir: string): RecordingSet {
  const manifestPath = join(dir, 'manifest.json');
  if (!existsSync(manifestPath)) throw new RecordingError(`${manifestPath} does not exist`);
  const manifest = manifestSchema.safeParse(parseJson(manifestPath));
  if (!manifest.success) throw new RecordingError(`${manifestPath}: ${problems(manifest.error.issues)}`);
  const recordings = manifest.data.records
    .map((entry, index) => ({ entry, index }))
    .filter(({ entry }) => typeof entry['file'] === 'string' && entry['file'].endsWith('.f32'))
    .map(({ entry, index }) => {
      const record = vibrationRecordSchema.safeParse(entry);
      if (record.success) return toRecording(dir, record.data);
      const id = typeof entry['id'] === 'string' ? entry['id'] : String(entry['file']);
      throw new RecordingError(`${manifestPath}: record ${index} (${id}): ${problems(record.error.issues)}`);
    });
  return {
    name: basename(resolve(dir)),
    dir,
    dataset: manifest.data.dataset,
    licence: manifest.data.licence,
    recordings,
  };
}

/**
 * Finds one recording by id (`cwru-105-DE`), by file name without ending (`105-DE`) or by record number when
 * that is unique (`mfs-OR2-600`).
 *
 * @throws RecordingError if none or several match
 */
export function findRecording(set: RecordingSet, name: string): Recording {
  const exact = set.recordings.filter((r) => r.id === name || basename(r.path, '.f32') === name);
  const found = exact.length > 0 ? exact : set.recordings.filter((r) => r.record === name);
  if (found.length === 1) return found[0];
  if (found.length === 0) {
    throw new RecordingError(
      `no recording ${name} in ${set.dir} (it has ${set.recordings.length} recordings)`,
    );
  }
  const candidates = found.map((r) => basename(r.path, '.f32')).join(', ');
  throw new RecordingError(`${name} in ${set.dir} means more than one recording: ${candidates}`);
}

/**
 * Reads the samples of one channel: raw IEEE-754 float32, little-endian, no header.
 *
 * @returns the samples in the recording's unit, always as many as the manifest says
 * @throws RecordingError if the file is missing, has another length than the manifest says, or holds a sample
 *   that is not a finite number
 */
export function readChannel(recording: Recording): Float32Array {
  const { path, id, samples } = recording;
  if (!existsSync(path)) throw new RecordingError(`${path} (record ${id}) does not exist`);
  const bytes = readFileSync(path);
  if (bytes.byteLength !== samples * 4) {
    throw new RecordingError(
      `${path} (record ${id}) has ${bytes.byteLength} bytes, its manifest says ${samples} samples = ${samples * 4} bytes`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values = new Float32Array(samples);
  for (let i = 0; i < samples; i++) {
    const value = view.getFloat32(4 * i, true);
    if (!Number.isFinite(value)) throw new RecordingError(`${path} (record ${id}): sample ${i} is ${value}`);
    values[i] = value;
  }
  return values;
}

function toRecording(dir: string, record: VibrationRecord): Recording {
  return {
    id: record.id,
    record: record.record,
    path: join(dir, record.file),
    samples: record.samples,
    sampleRateHz: record.fs_hz,
    unit: record.unit,
    channel: record.channel,
    group: record.group ?? null,
    speedRpm: record.rpm ?? null,
    bearing: record.bearing ? toBearing(record.bearing) : null,
    snapshotSamples: record.snapshot_samples ?? null,
    notes: record.notes,
    label: { fault: record.fault, faultEnd: record.fault_end ?? null },
  };
}

function toBearing(bearing: NonNullable<VibrationRecord['bearing']>): RecordedBearing {
  const inMm = (mm: number | null | undefined, inch: number | null | undefined) =>
    mm ?? (inch == null ? null : inch * MM_PER_INCH);
  return {
    model: bearing.model ?? null,
    elements: bearing.balls ?? null,
    elementDiameterMm: inMm(bearing.ball_d_mm, bearing.ball_d_in),
    pitchDiameterMm: inMm(bearing.pitch_d_mm, bearing.pitch_d_in),
    contactAngleDeg: bearing.contact_deg ?? null,
    orders: bearing.orders,
  };
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new RecordingError(
      `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function problems(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues.map((issue) => `${issue.path.map(String).join('.') || 'file'}: ${issue.message}`).join('; ');
}
