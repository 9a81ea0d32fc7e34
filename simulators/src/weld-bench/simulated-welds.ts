import { SeamTraces, type SeamUnderTest } from '@linetwin/condition';
import type { SeamMessage } from '@linetwin/contracts';
import { ModelIndex, QUALITY_BAD, QUALITY_GOOD, type PlantModel } from '@linetwin/model';
import { FswGantry } from '../equipment/fsw-gantry.ts';
import { LaserRobot } from '../equipment/laser-robot.ts';
import type { Machine } from '../equipment/machine.ts';
import { MISSING } from '../faults/sensor-faults.ts';
import { SourceClock } from '../equipment/source-clock.ts';
import type { SeamMark } from '../equipment/weld-process.ts';
import type { Fault } from '@linetwin/model/scenario';
import { LineSimulation } from '../line/line-simulation.ts';

const START_MS = Date.UTC(2026, 0, 5);
/** The longest that a verdict may wait for signals of the seam's end. */
const AFTER_MS = 1000;

/** One seam of a simulated line: as its judge gets it, and what really was wrong with it. */
export interface SimulatedSeam {
  equipment: string;
  seam: SeamUnderTest;
  cellBadShare: number;
  marks: readonly SeamMark[];
}

/** The seams of a simulated line in virtual time, with the cell's signals rounded and ranged as the intake takes them. */
export class SimulatedWelds {
  private readonly simulation: LineSimulation;
  private readonly traces: SeamTraces;
  private readonly machines: Machine[];
  private waiting: { equipment: string; message: SeamMessage; marks: readonly SeamMark[] }[] = [];
  private nowS = 0;

  constructor(model: PlantModel, line: string, seed: number, faults: readonly Fault[]) {
    const clock = new SourceClock(START_MS);
    this.simulation = new LineSimulation({ model, line, seed, faults, clock });
    this.traces = new SeamTraces(new ModelIndex(model), line);
    const index = new ModelIndex(model);
    this.machines = this.simulation.machines.filter((machine) =>
      index.signalsOf(machine.equipment).some((signal) => signal.id !== 'power'),
    );
  }

  /** Seams that end until a time, seconds since the start. */
  *until(endS: number): Generator<SimulatedSeam> {
    while (this.nowS < endS) {
      this.nowS++;
      this.simulation.advanceFlow(this.nowS);
      for (const machine of this.machines) {
        machine.step(1, this.nowS);
        this.read(machine);
      }
      const nowMs = START_MS + this.nowS * 1000;
      const due = this.waiting.filter(({ message }) => message.time + AFTER_MS <= nowMs);
      this.waiting = this.waiting.filter((one) => !due.includes(one));
      for (const one of due) yield this.seamOf(one);
    }
  }

  private read(machine: Machine): void {
    const at = START_MS + this.nowS * 1000;
    machine.signals.forEach((signal, slot) => {
      if (signal.periodMs === undefined && machine.hasNews[slot] !== 1) return;
      machine.hasNews[slot] = 0;
      const raw = machine.values[slot];
      if (raw === MISSING) return;
      const value = Math.round(raw * 10 ** signal.decimals) / 10 ** signal.decimals;
      const isBad = Number.isNaN(value) || value < signal.range[0] || value > signal.range[1];
      this.traces.put(signal.index, at, value, isBad ? QUALITY_BAD : QUALITY_GOOD);
    });
    const marks = machine instanceof LaserRobot || machine instanceof FswGantry ? [...machine.seamMarks] : [];
    for (const message of machine.seams.splice(0))
      this.waiting.push({ equipment: machine.equipment.address, message, marks });
  }

  private seamOf({ equipment, message, marks }: (typeof this.waiting)[number]): SimulatedSeam {
    const { time, program = '', lengthMm, perMm } = message;
    const traces = this.traces.cut(equipment, time - 10 * 60_000, time + AFTER_MS);
    const process = this.traces.processOf(equipment)!;
    const bad = perMm.result.filter((one) => one === 2).length;
    return {
      equipment,
      seam: { process, time, program, lengthMm, perMm, traces },
      cellBadShare: bad / perMm.result.length,
      marks,
    };
  }
}
