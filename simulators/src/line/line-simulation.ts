import { ModelIndex } from '@linetwin/model';
import type { Line, PlantModel } from '@linetwin/model';
import { createMachine } from '../equipment/create-machine.ts';
import type { Machine } from '../equipment/machine.ts';
import type { Fault } from '../faults/fault.ts';
import { LineFlow } from '../flow/line-flow.ts';

export interface LineSetup {
  model: PlantModel;
  line: string;
  seed: number;
  faults: readonly Fault[];
}

/** One line in virtual time: its flow of parts, and its machines stepped behind the flow. */
export class LineSimulation {
  readonly line: Line;
  readonly flow: LineFlow;
  readonly machines: Machine[] = [];
  /** Simulated seconds since the start. */
  timeS = 0;

  constructor({ model, line: id, seed, faults }: LineSetup) {
    const index = new ModelIndex(model);
    const line = index.line(id);
    if (!line)
      throw new Error(`There is no line "${id}"; known: ${model.lines.map((l) => l.id).join(', ')}.`);
    this.line = line;
    this.flow = new LineFlow(model, line, seed);
    for (const equipment of index.equipmentOf(id)) {
      this.machines.push(
        createMachine({
          equipment,
          signals: index.signalsOf(equipment),
          seed,
          faults: faults.filter((fault) => fault.equipment === equipment.address),
          flow: this.flow.unitOf(equipment.address),
          partsWaiting: this.flow.waitingBehind(equipment.address),
          taktS: line.taktS,
        }),
      );
    }
  }

  /** Advances the flow of parts; machines are stepped one by one by whoever publishes them. */
  advanceFlow(timeS: number): void {
    this.flow.queue.runUntil(timeS);
    this.timeS = timeS;
  }
}
