import { parentPort, workerData } from 'node:worker_threads';
import type { PlantModel } from '@linetwin/model';
import type { Fault, SettingChange } from '@linetwin/model/scenario';
import { FlowTruth, type MachineTruth } from '../flow/flow-truth.ts';
import { LinePublisher } from './line-publisher.ts';
import { LineSimulation } from './line-simulation.ts';
import type { BurstChoice } from '../equipment/rotor.ts';
import { SourceClock } from '../equipment/source-clock.ts';

/** What a worker thread needs to simulate one line. */
export interface LineJob {
  model: PlantModel;
  line: string;
  seed: number;
  faults: readonly Fault[];
  settings?: readonly SettingChange[];
  startMs: number;
  tickMs: number;
  durationMs: number;
  /** Name of the side file of bursts as the lines name it; none for no bursts. */
  burstFile?: string;
  /** Which of them are made; all when left out. */
  burstChoice?: BurstChoice;
  /** Whether to tell what the machines really did. */
  withTruth?: boolean;
  /** Chunks the worker may still send: it waits while this is 0, so that memory stays bounded. */
  credits: SharedArrayBuffer;
}

/** The lines of one stretch of simulated time. */
export interface LineChunk {
  line: string;
  bytes: Uint8Array;
  bursts: Uint8Array;
  doneMs: number;
  messages: number;
  /** What the machines really did so far; with the last chunk of a run that asked for it. */
  truth?: MachineTruth[];
}

const CHUNK_MS = 60_000;

/** Simulates one line as fast as it goes, and sends chunk after chunk to the thread that writes the file. */
export function simulateLine(job: LineJob, send: (chunk: LineChunk) => void): void {
  const { model, line, seed, faults, settings, tickMs, durationMs, burstFile } = job;
  const clock = new SourceClock(job.startMs);
  const bursts: Uint8Array[] = [];
  let offset = 0;
  const simulation = new LineSimulation({ model, line, seed, faults, settings, clock });
  const truth = job.withTruth ? new FlowTruth(simulation.flow) : undefined;
  const publisher = new LinePublisher(
    simulation,
    clock,
    tickMs,
    burstFile === undefined
      ? {}
      : {
          burst(_topic, bytes) {
            const reference = { file: burstFile, offset, bytes: bytes.length };
            bursts.push(bytes);
            offset += bytes.length;
            return reference;
          },
        },
    true,
    job.burstChoice,
  );
  const credits = new Int32Array(job.credits);
  while (publisher.doneMs < durationMs) {
    const until = Math.min(durationMs, publisher.doneMs + CHUNK_MS);
    while (publisher.doneMs < until) publisher.step();
    while (Atomics.load(credits, 0) <= 0) Atomics.wait(credits, 0, 0);
    Atomics.sub(credits, 0, 1);
    send({
      line,
      bytes: publisher.writer.take(),
      bursts: Buffer.concat(bursts.splice(0)),
      doneMs: publisher.doneMs,
      messages: publisher.messages,
      ...(publisher.doneMs >= durationMs && { truth: truth?.until(simulation.timeS) }),
    });
  }
}

if (parentPort) {
  const port = parentPort;
  simulateLine(workerData as LineJob, (chunk) =>
    port.postMessage(chunk, [chunk.bytes.buffer as ArrayBuffer]),
  );
}
