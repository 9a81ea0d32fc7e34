import { encodeBurst, topicOf } from '@linetwin/contracts';
import type { Burst } from '@linetwin/contracts';
import { MachineMessage } from '../publish/machine-message.ts';
import { MessageWriter } from '../publish/message-writer.ts';
import type { BurstChoice } from '../equipment/rotor.ts';
import type { LineSimulation } from './line-simulation.ts';
import type { SourceClock } from '../equipment/source-clock.ts';

/** Where a line's messages go; when they are written as lines, only bursts go elsewhere. */
export interface LineOutput {
  /** One message lies in the writer, which has to be emptied. */
  telemetry?(topic: string, writer: MessageWriter): void;
  seam?(topic: string, json: string): void;
  answer?(topic: string, json: string): void;
  /** Left out: no bursts. What it returns says in a line of a file where the bytes are. */
  burst?(topic: string, bytes: Uint8Array): object | void;
}

/**
 * Steps a line tick by tick and writes what its machines say. The writer of telemetry is shared: in a file run
 * messages pile up in it as lines, over MQTT it holds one message at a time.
 */
export class LinePublisher {
  readonly simulation: LineSimulation;
  readonly writer = new MessageWriter();
  messages = 0;
  private readonly clock: SourceClock;
  private readonly tickMs: number;
  private readonly output: LineOutput;
  private readonly asLines: boolean;
  private readonly bursts: BurstChoice | undefined;
  private readonly entries: { message: MachineMessage; lastS: number }[];
  private tick = 0;

  constructor(
    simulation: LineSimulation,
    clock: SourceClock,
    tickMs: number,
    output: LineOutput,
    asLines: boolean,
    bursts?: BurstChoice,
  ) {
    this.simulation = simulation;
    this.clock = clock;
    this.tickMs = tickMs;
    this.output = output;
    this.asLines = asLines;
    this.bursts = bursts;
    const ticksPerSecond = Math.max(1, Math.round(1000 / tickMs));
    this.entries = simulation.machines.map((machine, i) => ({
      message: new MachineMessage(machine, tickMs, i % ticksPerSecond),
      lastS: 0,
    }));
  }

  /** Simulated milliseconds that are done. */
  get doneMs(): number {
    return this.tick * this.tickMs;
  }

  /** One tick: advances the flow, then steps and writes each machine that has something to say. */
  step(): void {
    const { simulation, writer, output, asLines } = this;
    this.tick++;
    const elapsedMs = this.tick * this.tickMs;
    const timeS = elapsedMs / 1000;
    const timeMs = this.clock.at(elapsedMs);
    simulation.advanceFlow(timeS);
    for (let i = 0; i < this.entries.length; i++) {
      const entry = this.entries[i];
      const { message } = entry;
      const { machine } = message;
      if (!message.isDue(this.tick)) continue;
      machine.step(timeS - entry.lastS, timeS);
      entry.lastS = timeS;
      if (message.write(writer, this.tick, timeMs, asLines)) {
        this.messages++;
        output.telemetry?.(message.topic, writer);
      }
      if (machine.settings.hasAnswers)
        for (const answer of machine.settings.takeAnswers())
          output.answer?.(topicOf(machine.equipment.address, 'answer'), JSON.stringify(answer));
      if (machine.seams.length > 0) this.sendSeams(machine.equipment.address, machine.seams.splice(0));
      if (output.burst)
        for (const burst of machine.burstsDue(timeMs, this.bursts))
          this.sendBurst(machine.equipment.address, burst);
    }
  }

  private sendSeams(address: string, seams: { time: number }[]): void {
    for (const seam of seams) {
      this.messages++;
      const topic = topicOf(address, 'seam');
      const json = JSON.stringify(seam);
      if (this.asLines) this.line(`{"topic":"${topic}",${json.slice(1)}`);
      else this.output.seam?.(topic, json);
    }
  }

  private sendBurst(address: string, burst: Burst): void {
    const topic = topicOf(address, 'burst');
    this.messages++;
    const reference = this.output.burst!(topic, encodeBurst(burst, 'int16'));
    if (this.asLines)
      this.line(JSON.stringify({ topic, time: burst.time, channel: burst.channel, ...reference }));
  }

  private line(text: string): void {
    this.writer.reserve(text.length + 1);
    this.writer.text(text);
    this.writer.byte(10);
  }
}
