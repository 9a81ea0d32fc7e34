import type { MeasureId, Proposal } from '@linetwin/energy';
import { ConveyorUnit } from '../flow/conveyor-unit.ts';
import type { LineSimulation } from '../line/line-simulation.ts';
import { insulateCoil, sealLeaks, type Upkeep } from '../line/upkeep.ts';

/** What people made of advice of a measure. */
export interface Deed {
  measure: MeasureId;
  /** How often it was said, and what it promised the first time, kWh a day. */
  heard: number;
  estimatedKwhPerDay: number;
  /** When it was first heard and when it was carried out, simulated seconds; done before when both are left out. */
  heardS?: number;
  doneS?: number;
  /** Why it was not: the queue before the furnace is full sooner than the furnace has run empty and heated up again, s. */
  noRoom?: { equipment: string; queueS: number; neededS: number };
}

const DAY_S = 86_400;
const HOUR_S = 3600;
/** Maintenance works in the early shift, and what it looked for in one is mended at its end. */
const SHIFT_BEGINS_S = 8 * HOUR_S;
const SHIFT_ENDS_S = 16 * HOUR_S;
/** Simulations begin on a Monday at midnight. */
const SATURDAY = 5;
const WEEK_S = 7 * DAY_S;
/** A furnace comes back from 80 K below in 40 to 60 min (domain table 3.3). */
const REHEAT_S = 40 * 60;

/** Advice that people can carry out with what a plant has: when they do it, whether it can wait for a heater without work, and what it is. */
const WORK: Partial<
  Record<
    MeasureId,
    {
      dueS: (heardS: number) => number;
      atRest: boolean;
      isDone: (upkeep: Upkeep) => boolean;
      carryOut: (upkeep: Upkeep) => void;
    }
  >
> = {
  // One round with a leak detector through the early shift after the advice; the next round is months away.
  'air-leaks': {
    dueS: (heardS) => nextFrom(heardS, DAY_S, SHIFT_BEGINS_S) + SHIFT_ENDS_S - SHIFT_BEGINS_S,
    atRest: false,
    isDone: ({ leakShare }) => leakShare < 1,
    carryOut: sealLeaks,
  },
  // The spare coil is insulated in the week and fitted at the weekend, while the heater has no order.
  'coil-match': {
    dueS: (heardS) => nextFrom(heardS, WEEK_S, SATURDAY * DAY_S + SHIFT_BEGINS_S),
    atRest: true,
    isDone: ({ coilPowerShare }) => coilPowerShare < 1,
    carryOut: insulateCoil,
  },
};

/**
 * People of a plant who follow the advice that Linetwin gives, as far as it is work on the plant: with the delay of a plant, and once. What
 * they buy (a compressor with speed control, filters) is left out, and so is advice that the plant has no room for.
 */
export class PlantPeople {
  /** By measure, and by machine where each has to be judged by itself. */
  readonly deeds = new Map<string, Deed>();
  private readonly simulation: LineSimulation;

  constructor(simulation: LineSimulation) {
    this.simulation = simulation;
  }

  hear({ measure, equipment, estimatedKwh, estimatedHours }: Proposal, nowS: number): void {
    const key = WORK[measure] ? measure : `${measure} ${equipment}`;
    const known = this.deeds.get(key);
    if (known) return void known.heard++;
    const isDone = WORK[measure]?.isDone(this.simulation.upkeep);
    const estimatedKwhPerDay = (estimatedKwh / estimatedHours) * 24;
    const noRoom = measure === 'furnace-consolidation' ? this.roomBefore(equipment) : undefined;
    this.deeds.set(key, { measure, heard: 1, estimatedKwhPerDay, heardS: isDone ? undefined : nowS, noRoom });
  }

  /**
   * Charges are put together by holding parts back until the furnace has run empty, has been set back and is hot again: what comes at the
   * line's pace meanwhile has to find room in front of it. @returns what there is and what is needed, unless there is enough
   */
  private roomBefore(address: string): Deed['noRoom'] {
    const { machines, line } = this.simulation;
    const flow = machines.find(({ equipment }) => equipment.address === address)?.flow;
    if (!(flow instanceof ConveyorUnit)) return undefined;
    const paceS = line.taktS / flow.takes.length;
    const queueS = flow.inputs.reduce((sum, { buffer }) => sum + buffer.capacity * paceS, 0);
    const neededS = flow.residenceS + REHEAT_S;
    return queueS < neededS ? { equipment: address, queueS, neededS } : undefined;
  }

  /** Carries out what is due. */
  step(nowS: number, orderIsOpen: boolean): void {
    for (const deed of this.deeds.values()) {
      const work = WORK[deed.measure];
      if (!work || deed.heardS === undefined || deed.doneS !== undefined) continue;
      if (nowS < work.dueS(deed.heardS) || (work.atRest && orderIsOpen)) continue;
      work.carryOut(this.simulation.upkeep);
      deed.doneS = nowS;
    }
  }
}

/** First time from now on that is so far into a period. */
function nextFrom(nowS: number, periodS: number, intoS: number): number {
  return Math.ceil((nowS - intoS) / periodS) * periodS + intoS;
}
