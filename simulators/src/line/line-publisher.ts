import { encodeBurst, topicOf } from '@linetwin/contracts';
import { MachineMessage } from '../publish/machine-message.ts';
import { MessageWriter } from '../publish/message-writer.ts';
import type { LineSimulation } from './line-simulation.ts';

/** What a line says over time. */
export interface LineOutput {
  /** Called with a payload that is only valid until the call returns. */
  telemetry(topic: string, writer: MessageWriter): void;
  burst?(topic: string, timeMs: number, bytes: Uint8Array): void;
  seam(topic: string, timeMs: number, json: string): void;
}

/**
 * Steps a line tick by tick and writes what its machines say. The writer of telemetry is shared: in a file run
 * messages pile up in it as lines, over MQTT it holds one message at a time.
 */
export class LinePublisher {
  readonly simulation: LineSimulation;
  readonly writer = new MessageWriter();
  messages = 0;
  private readonly startMs: number;
  private readonly tickMs: number;
  private readonly output: LineOutput;
  private readonly asLines: boolean;
  private readonly entries: { message: MachineMessage; lastS: number }[];
  private tick = 0;

  constructor(
    simulation: LineSimulation,
    startMs: number,
    tickMs: number,
    output: LineOutput,
    asLines: boolean,
  ) {
    this.simulation = simulation;
    this.startMs = startMs;
    this.tickMs = tickMs;
    this.output = output;
    this.asLines = asLines;
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
    const timeMs = this.startMs + elapsedMs;
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
        output.telemetry(message.topic, writer);
      }
      if (machine.seams.length > 0) this.sendSeams(machine.equipment.address, machine.seams.splice(0));
      if (output.burst) {
        for (const burst of machine.burstsDue(timeMs))
          output.burst(topicOf(machine.equipment.address, 'burst'), burst.time, encodeBurst(burst, 'int16'));
      }
    }
  }

  private sendSeams(address: string, seams: { time: number }[]): void {
    for (const seam of seams) {
      this.messages++;
      this.output.seam(topicOf(address, 'seam'), seam.time, JSON.stringify(seam));
    }
  }
}
