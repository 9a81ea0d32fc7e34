import { once } from 'node:events';
import { open, type FileHandle } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { isWaveform, type PlantModel } from '@linetwin/model';
import { UsageError } from '../commands/usage-error.ts';
import type { Fault, SettingChange } from '@linetwin/model/scenario';
import type { MachineTruth } from '../flow/flow-truth.ts';
import { CURRENT_LENGTH_S, CURRENT_RATE_HZ } from '../equipment/current-source.ts';
import { BURST_EVERY_S, BURST_LENGTH_S, BURST_RATE_HZ, type BurstChoice } from '../equipment/rotor.ts';
import type { LineChunk, LineJob } from '../line/line-worker.ts';

/** Given as the file, the messages go to standard output. */
export const TO_STDOUT = '-';

export interface FileRun {
  file: string;
  model: PlantModel;
  lines: readonly string[];
  seed: number;
  faults: readonly Fault[];
  settings?: readonly SettingChange[];
  startMs: number;
  tickMs: number;
  durationMs: number;
  /** Bursts go to `<prefix>.<line>.bursts`; left out there are none. */
  bursts?: BurstFiles;
  /** Whether to tell what the machines really did. */
  withTruth?: boolean;
  signal: AbortSignal;
  onProgress?: (doneMs: number) => void;
}

export interface BurstFiles {
  prefix: string;
  /** Of a run whose bursts would be more, each sensor keeps the first of every few, evenly over the run. */
  maxBytes?: number;
}

export interface FileRunResult {
  messages: number;
  bytes: number;
  burstBytes: number;
  truth: MachineTruth[];
}

/** Bursts as they are written, with 16 bits a sample, header and the longest name of a channel: of vibration, and of three currents. */
const MAX_BURST_BYTES = 2 * BURST_RATE_HZ * BURST_LENGTH_S + 128;
const MAX_CURRENT_BYTES = 3 * 2 * CURRENT_RATE_HZ * CURRENT_LENGTH_S + 128;
/** Chunks a line may be ahead of the file. */
const CREDITS = 4;

/**
 * Runs lines as fast as they go, one thread per line, into one file: for each simulated minute the messages of
 * the first line, then of the second. Bursts go to one side file per line, `<prefix>.<line>.bursts`; a line of the main
 * file says `<line>.bursts`, offset and length of each. The same seed gives the same bytes.
 *
 * @throws UsageError when a file cannot be written
 */
export async function runToFile(run: FileRun): Promise<FileRunResult> {
  const out = run.file === TO_STDOUT ? undefined : await openForWrite(run.file);
  const result: FileRunResult = { messages: 0, bytes: 0, burstBytes: 0, truth: [] };
  const lines: LineThread[] = [];
  try {
    for (const line of run.lines) {
      const burstFile = run.bursts && `${run.bursts.prefix}.${line}.bursts`;
      lines.push(startLine(run, line, burstFile ? await openForWrite(burstFile) : undefined, burstFile));
    }
    for (let doneMs = 0; doneMs < run.durationMs && !run.signal.aborted;) {
      for (const line of lines) {
        const chunk = await line.next();
        await (out ? write(out, chunk.bytes, run.file) : writeToStdout(chunk.bytes));
        if (line.bursts && chunk.bursts.length > 0)
          await write(line.bursts, chunk.bursts, `${run.bursts!.prefix} (bursts)`);
        result.bytes += chunk.bytes.length;
        result.burstBytes += chunk.bursts.length;
        line.messages = chunk.messages;
        result.truth.push(...(chunk.truth ?? []));
        doneMs = chunk.doneMs;
      }
      run.onProgress?.(doneMs);
    }
    for (const line of lines) result.messages += line.messages;
    return result;
  } finally {
    for (const line of lines) {
      await line.worker.terminate();
      await line.bursts?.close();
    }
    await out?.close();
  }
}

interface LineThread {
  worker: Worker;
  bursts?: FileHandle;
  messages: number;
  next(): Promise<LineChunk>;
}

function startLine(
  run: FileRun,
  line: string,
  bursts: FileHandle | undefined,
  burstFile?: string,
): LineThread {
  const credits = new SharedArrayBuffer(4);
  const counter = new Int32Array(credits);
  counter[0] = CREDITS;
  const job: LineJob = {
    model: run.model,
    line,
    seed: run.seed,
    faults: run.faults,
    settings: run.settings,
    startMs: run.startMs,
    tickMs: run.tickMs,
    durationMs: run.durationMs,
    // Named without the main file's name: the same seed gives the same bytes, whatever the file is called.
    burstFile: burstFile && `${line}.bursts`,
    burstChoice: burstChoice(run),
    withTruth: run.withTruth,
    credits,
  };
  // Built files have another ending, and a URL is text that no compiler changes.
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`../line/line-worker.${extension}`, import.meta.url), {
    workerData: job,
  });
  const ready: LineChunk[] = [];
  let failure: unknown;
  let wake: (() => void) | undefined;
  worker.on('message', (chunk: LineChunk) => {
    ready.push(chunk);
    wake?.();
  });
  worker.on('error', (error) => {
    failure = error;
    wake?.();
  });
  return {
    worker,
    bursts,
    messages: 0,
    async next() {
      while (ready.length === 0) {
        if (failure) throw failure;
        await new Promise<void>((resolve) => (wake = resolve));
      }
      const chunk = ready.shift()!;
      Atomics.add(counter, 0, 1);
      Atomics.notify(counter, 0);
      return chunk;
    },
  };
}

/** Known before the run begins: how long the bursts of a sensor are, and that each has one at a time. */
function burstChoice({ bursts, model, lines, seed, durationMs }: FileRun): BurstChoice | undefined {
  if (bursts?.maxBytes === undefined) return undefined;
  const machines = new Map(model.equipment.map((machine) => [machine.address, machine.line]));
  const bytes = model.signals
    .filter((signal) => isWaveform(signal) && lines.includes(machines.get(signal.equipment)!))
    .reduce((sum, { role }) => sum + (role === 'current' ? MAX_CURRENT_BYTES : MAX_BURST_BYTES), 0);
  const due = bytes * Math.ceil(durationMs / 1000 / BURST_EVERY_S);
  return { every: Math.max(1, Math.ceil(due / bursts.maxBytes)), seed };
}

async function openForWrite(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'w');
  } catch (error) {
    throw new UsageError(`The file ${file} cannot be written: ${(error as Error).message}.`);
  }
}

async function write(handle: FileHandle, bytes: Uint8Array, file: string): Promise<void> {
  try {
    for (let at = 0; at < bytes.length;) at += (await handle.write(bytes, at)).bytesWritten;
  } catch (error) {
    throw new UsageError(`Writing to ${file} stopped: ${(error as Error).message}.`);
  }
}

/** Waits while the reader is behind, so that memory stays bounded. */
async function writeToStdout(bytes: Uint8Array): Promise<void> {
  if (bytes.length > 0 && !process.stdout.write(bytes)) await once(process.stdout, 'drain');
}
