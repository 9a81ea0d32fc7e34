import { readPlantFolder } from '@linetwin/model/node';
import { DEFAULT_PLANT } from '../commands/plant.ts';
import type { Fault } from '@linetwin/model/scenario';
import { LineSimulation } from './line-simulation.ts';
import { SourceClock } from '../equipment/source-clock.ts';

/** For specs: the reference plant and runs of it. */
export const testPlant = await readPlantFolder(DEFAULT_PLANT);

export function simulate(line: string, faults: readonly Fault[] = [], seed = 7): LineSimulation {
  return new LineSimulation({ model: testPlant, line, seed, faults, clock: new SourceClock(0) });
}

/** Steps a line second by second. */
export function runSeconds(
  simulation: LineSimulation,
  seconds: number,
  each?: (timeS: number) => void,
): void {
  const until = simulation.timeS + seconds;
  for (let t = simulation.timeS + 1; t <= until; t++) {
    simulation.advanceFlow(t);
    for (const machine of simulation.machines) machine.step(1, t);
    each?.(t);
  }
}

export function addressOf(id: string): string {
  return testPlant.equipment.find((e) => e.id === id)!.address;
}

export function fault(id: Fault['id'], equipment: string, rest: Partial<Fault> = {}): Fault {
  return {
    id,
    equipment: addressOf(equipment),
    onsetS: 60,
    endS: Infinity,
    severity: 1,
    growth: 'step',
    tauS: 1,
    maxSeverity: 10,
    ...rest,
  };
}
