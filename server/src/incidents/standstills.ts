import type { SampleBatch } from '@linetwin/contracts';
import { QUALITY_BAD, type ModelIndex } from '@linetwin/model';
import type { Symptom } from '@linetwin/condition';
import { ABORTED, SUSPENDED, symptomOfState } from './symptoms.ts';

/** Starved or blocked for less is the breath of a line. */
const SUSPENDED_FOR_MS = 60_000;

interface Standing {
  state: number;
  since: number;
  told: boolean;
}

/** Machines that stand, from their PackML states: `Aborted` at once, `Suspended` when it lasts. */
export class Standstills {
  private readonly machineOf: (string | undefined)[];
  private readonly standing = new Map<string, Standing>();

  constructor(index: ModelIndex) {
    this.machineOf = Array.from({ length: index.model.signals.length });
    for (const machine of index.model.equipment) {
      const state = index.signalWithRole(machine, 'state');
      if (state) this.machineOf[state.index] = machine.address;
    }
  }

  /** Hot: once per batch. @returns standstills that began to count, or ended */
  apply(samples: SampleBatch): Symptom[] {
    const changes: Symptom[] = [];
    for (let row = 0; row < samples.length; row++) {
      const machine = this.machineOf[samples.signal[row]];
      if (machine === undefined || samples.quality[row] === QUALITY_BAD) continue;
      const symptom = this.look(machine, samples.value[row], samples.time[row]);
      if (symptom) changes.push(symptom);
    }
    return changes;
  }

  private look(machine: string, state: number, time: number): Symptom | undefined {
    const known = this.standing.get(machine);
    if (known && known.state !== state) {
      this.standing.delete(machine);
      if (known.told) return symptomOfState(machine, nameOf(known.state), known.since, time);
    }
    if (state !== SUSPENDED && state !== ABORTED) return undefined;
    const now = this.standing.get(machine) ?? { state, since: time, told: false };
    this.standing.set(machine, now);
    if (now.told || (state === SUSPENDED && time - now.since < SUSPENDED_FOR_MS)) return undefined;
    now.told = true;
    return symptomOfState(machine, nameOf(state), now.since, null);
  }
}

function nameOf(state: number): 'Suspended' | 'Aborted' {
  return state === ABORTED ? 'Aborted' : 'Suspended';
}
