import { appendSample, createSampleBatch, parseTopic, type SampleBatch } from '@linetwin/contracts';
import { lineOf } from '@linetwin/model';
import type { EventBus } from '../events.ts';
import type { DiskRoom } from '../platform/disk-guard.ts';
import type { Spool } from '../spool/spool.port.ts';
import type { Twin } from '../twin/twin.ts';
import { AnswerIntake } from './answer-intake.ts';
import type { BurstIntake } from './burst-intake.ts';
import type { Rejects } from './rejects.ts';
import type { SeamIntake } from './seam-intake.ts';
import type { Sources } from './sources.ts';
import { TelemetryDecoder } from './telemetry-decoder.ts';

/**
 * Called once when a message is dealt with: without an error it is durable (or was rejected and counted, and
 * sending it again would not help); with one the sender must keep it.
 */
export type Acknowledge = (error?: Error) => void;

/** Values are grouped for this long before they go to disk and to the dashboards together. */
const GROUP_MS = 10;
/** A fuller group goes at once. */
const GROUP_MAX_ROWS = 20_000;
/** Messages that wait for the disk; beyond it senders are refused until it has caught up. */
const MAX_WAITING_MESSAGES = 100_000;

/**
 * Where all machine messages come in, whatever the protocol: resolve, check, write the twin, tell the room,
 * spool, acknowledge.
 */
export class Intake {
  private readonly twin: Twin;
  private readonly spool: Spool;
  private readonly bursts: BurstIntake;
  private readonly seams: SeamIntake;
  private readonly answers: AnswerIntake;
  private readonly events: EventBus;
  private readonly rejects: Rejects;
  private readonly sources: Sources;
  private readonly disk: DiskRoom;
  private readonly decoder: TelemetryDecoder;
  /** Source time of each signal's newest value known to be on disk, so that sending again is told from losing. */
  private readonly durableUntil: Float64Array;

  private newest: SampleBatch = createSampleBatch(4096);
  private spooled: SampleBatch = createSampleBatch(4096);
  private late: SampleBatch = createSampleBatch(64);
  private acknowledgements: Acknowledge[] = [];
  private waiting = 0;
  private lateInMessage = 0;
  private timer: NodeJS.Timeout | undefined;
  private stopping = false;
  private readonly inFlight = new Set<Promise<void>>();

  private writeProblem: string | undefined;

  /** Values taken since the start, for metrics. */
  accepted = 0;

  constructor(parts: {
    twin: Twin;
    spool: Spool;
    bursts: BurstIntake;
    seams: SeamIntake;
    events: EventBus;
    rejects: Rejects;
    sources: Sources;
    disk: DiskRoom;
  }) {
    this.twin = parts.twin;
    this.spool = parts.spool;
    this.bursts = parts.bursts;
    this.seams = parts.seams;
    this.answers = new AnswerIntake(parts);
    this.events = parts.events;
    this.rejects = parts.rejects;
    this.sources = parts.sources;
    this.disk = parts.disk;
    this.decoder = new TelemetryDecoder(parts.twin.index, parts.rejects);
    this.durableUntil = new Float64Array(parts.twin.time.length);
  }

  /** Why senders are refused acknowledgement now; `undefined` while all is well. */
  get problem(): string | undefined {
    return this.disk.problem ?? this.writeProblem;
  }

  /** To be called after the twin was restored: what it knows then came from the disk. */
  start(): void {
    this.durableUntil.set(this.twin.time);
  }

  /**
   * To be called before messages of a line come here that another process took before: what that one told of values was no
   * promise that they are on its disk.
   */
  takeLine(line: string): void {
    const { model } = this.twin.index;
    for (const { index, address } of model.signals)
      if (lineOf(address) === line) this.durableUntil[index] = 0;
  }

  /** Resolves when everything taken so far is on disk and acknowledged. */
  async dropLine(): Promise<void> {
    this.closeGroup();
    await Promise.all(this.inFlight);
  }

  /**
   * Takes one message. Hot: up to 20,000 a second.
   *
   * @param client MQTT client id of who sent it; `undefined` where the broker does not say
   */
  take(topic: string, payload: Uint8Array, acknowledge: Acknowledge, client?: string): void {
    if (this.stopping) return acknowledge(new Error('the server is stopping'));
    if (this.waiting >= MAX_WAITING_MESSAGES) {
      return acknowledge(new Error(`the disk is behind by ${this.waiting} messages`));
    }
    const target = parseTopic(topic);
    if (!target) {
      this.rejects.reject(
        'unknown-topic',
        topic,
        'expected site/area/line/equipment and telemetry, burst, seam or answer',
      );
      return acknowledge();
    }
    const { equipment } = target;
    if (target.kind === 'answer') {
      this.answers.take(topic, equipment, payload);
      return acknowledge();
    }
    if (target.kind !== 'telemetry') {
      const { problem } = this.disk;
      if (problem !== undefined) return acknowledge(new Error(problem));
      const taker = target.kind === 'burst' ? this.bursts : this.seams;
      return this.answerWhen(taker.take(topic, equipment, payload), acknowledge);
    }
    // Taken and shown also when the disk is full: only the acknowledgement waits.
    this.lateInMessage = 0;
    const sourceTime = this.decoder.decode(topic, equipment, payload, this.takeValue);
    if (sourceTime !== undefined)
      this.sources.note(client, equipment, sourceTime).lateValues += this.lateInMessage;
    this.acknowledgements.push(acknowledge);
    this.waiting++;
    if (this.spooled.length >= GROUP_MAX_ROWS) this.closeGroup();
    else this.timer ??= setTimeout(() => this.closeGroup(), GROUP_MS);
  }

  /** Waits until everything taken so far is on disk and acknowledged; nothing is taken afterwards. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.dropLine();
  }

  private readonly takeValue = (signal: number, time: number, value: number, quality: number): void => {
    const acceptance = this.twin.accept(signal, time, value, quality);
    if (acceptance === 'duplicate') {
      // A redelivered message lands here. The reason is counted, not sampled: a redelivery is the promise being
      // kept, not a mistake of the machine.
      this.rejects.countDuplicate();
      // Its first delivery may still be on the way to disk, or the disk may have refused it: then this one must
      // get there before it is acknowledged. History keeps only one of the two.
      if (this.durableUntil[signal] < time) {
        appendSample(this.spooled, signal, time, value, quality);
        appendSample(this.late, signal, time, value, quality);
      }
      return;
    }
    this.accepted++;
    appendSample(this.spooled, signal, time, value, quality);
    if (acceptance === 'newest') {
      appendSample(this.newest, signal, time, value, quality);
      return;
    }
    appendSample(this.late, signal, time, value, quality);
    this.lateInMessage++;
    this.rejects.remark('out-of-order');
  };

  private answerWhen(durable: Promise<void>, acknowledge: Acknowledge): void {
    this.waiting++;
    const done = durable.then(
      () => {
        this.waiting--;
        acknowledge();
      },
      (error: Error) => {
        this.disk.suspect();
        this.waiting--;
        acknowledge(error);
      },
    );
    this.inFlight.add(done);
    void done.finally(() => this.inFlight.delete(done));
  }

  private closeGroup(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { acknowledgements, newest, spooled, late } = this;
    if (acknowledgements.length === 0) return;
    this.acknowledgements = [];
    if (late.length > 0) this.late = createSampleBatch(late.length);
    this.spooled = createSampleBatch(Math.max(1024, spooled.length));
    if (newest.length > 0) {
      this.events.emit('SamplesAccepted', newest);
      newest.length = 0;
    }
    const done = this.keep(spooled).then(
      () => {
        this.markDurable(spooled);
        if (late.length > 0) this.events.emit('LateValuesKept', late);
        this.answer(acknowledgements);
      },
      (error: Error) => {
        this.events.emit('ValuesRefused', spooled);
        this.answer(acknowledgements, error);
      },
    );
    this.inFlight.add(done);
    void done.finally(() => this.inFlight.delete(done));
  }

  /** Resolves when the values are on disk. @throws when there is no room for them, or they cannot be written */
  private async keep(samples: SampleBatch): Promise<void> {
    if (samples.length === 0) return;
    const { problem } = this.disk;
    if (problem !== undefined) throw new Error(problem);
    try {
      await this.spool.append(samples);
      this.writeProblem = undefined;
    } catch (error) {
      this.writeProblem = (error as Error).message;
      this.disk.suspect();
      throw error;
    }
  }

  private markDurable(samples: SampleBatch): void {
    const { durableUntil } = this;
    for (let row = 0; row < samples.length; row++) {
      const signal = samples.signal[row];
      if (samples.time[row] > durableUntil[signal]) durableUntil[signal] = samples.time[row];
    }
  }

  private answer(acknowledgements: Acknowledge[], error?: Error): void {
    this.waiting -= acknowledgements.length;
    for (const acknowledge of acknowledgements) acknowledge(error);
  }
}
