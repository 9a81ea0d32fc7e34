import { CellMachine } from '../equipment/cell-machine.ts';
import { Furnace } from '../equipment/furnace.ts';
import type { LineSimulation } from '../line/line-simulation.ts';
import { activityOf, noActivity, type ActivityKwh } from './activity.ts';

/** Energy of one machine over the week, kWh, by what it did: at work, waiting or resting. */
export interface MachineWeek {
  id: string;
  kind: string;
  kwh: number;
  waitingKwh: number;
  byActivity: ActivityKwh;
  /** Usual settings against true ones, as the simulator knows. */
  savedKwh: number;
  /** What people's work on the plant saved of it. */
  upkeepSavedKwh: number;
  parts: number;
  workShare: number;
  /** Energy while the beam of its cell was on, kWh. */
  beamKwh: number;
  /** Energy in Execute, kWh. */
  executeKwh: number;
  /** Furnaces: energy of holding empty in gaps of an hour and more without an order, kWh. */
  longGapKwh: number;
  /** Furnaces: mean load of the belt while anything lies on it. */
  loadShare: number;
}

/** A furnace is set back in gaps that are longer than this, s (domain table 3.3). */
const LONG_GAP_S = 3600;

/** Energy of a furnace that holds empty, gap by gap. */
class GapTally {
  private gapS = 0;
  private gapKwh = 0;
  private sumKwh = 0;

  add(dtS: number, kwh: number, isEmpty: boolean): void {
    if (isEmpty) {
      this.gapS += dtS;
      this.gapKwh += kwh;
    } else if (this.gapS > 0) {
      this.sumKwh = this.longKwh();
      this.gapS = this.gapKwh = 0;
    }
  }

  /** In gaps that were long, the last one up to now. */
  longKwh(): number {
    return this.sumKwh + (this.gapS >= LONG_GAP_S ? this.gapKwh : 0);
  }
}

/** What is counted over a week. */
export class WeekTally {
  private readonly simulation: LineSimulation;
  private readonly start: { kwh: number; usual: number; upkeep: number; good: number; scrap: number }[] = [];
  private readonly sums: {
    waitingKwh: number;
    byActivity: ActivityKwh;
    executeKwh: number;
    beamKwh: number;
    workS: number;
    loadS: number;
    loadSum: number;
    gap: GapTally;
  }[];
  private shippedAtStart = 0;
  private totalS = 0;
  private furnaceLimitS = 0;
  private dewPointLimitS = 0;
  private airM3 = 0;
  private leakM3 = 0;
  private quarterKwh = 0;
  private readonly quarterKw: number[] = [];
  private readonly quarterGood: number[] = [];
  private shippedBefore = 0;
  private readonly quarterUpstreamKw: number[] = [];
  private readonly quarterMade: number[] = [];
  private upstreamKwh = 0;
  private madeBefore = 0;

  constructor(simulation: LineSimulation) {
    this.simulation = simulation;
    this.sums = simulation.machines.map(() => ({
      waitingKwh: 0,
      byActivity: noActivity(),
      executeKwh: 0,
      beamKwh: 0,
      workS: 0,
      loadS: 0,
      loadSum: 0,
      gap: new GapTally(),
    }));
  }

  begin(): void {
    for (const machine of this.simulation.machines)
      this.start.push({
        kwh: machine.energyKwh,
        usual: machine.usualEnergyKwh,
        upkeep: machine.upkeepSavedKwh,
        good: machine.flow?.good ?? 0,
        scrap: machine.flow?.scrap ?? 0,
      });
    this.shippedAtStart = this.simulation.flow.shipped;
    this.shippedBefore = this.shippedAtStart;
    this.madeBefore = this.simulation.flow.upstream?.made ?? 0;
  }

  add(dtS: number, orderIsOpen: boolean): void {
    this.totalS += dtS;
    let isHot = true;
    let isDry = true;
    this.simulation.machines.forEach((machine, i) => {
      const sum = this.sums[i];
      const kwh = (machine.powerKw * dtS) / 3600;
      const activity = activityOf(machine, orderIsOpen);
      sum.byActivity[activity] += kwh;
      if (machine.packml.state === 'Execute') sum.executeKwh += kwh;
      if (machine instanceof CellMachine && machine.isBeamOn) sum.beamKwh += kwh;
      if (machine.isWorking) sum.workS += dtS;
      else sum.waitingKwh += kwh;
      this.quarterKwh += kwh;
      if (machine.flow && this.simulation.flow.upstream?.has(machine.flow)) this.upstreamKwh += kwh;
      if (machine instanceof Furnace) {
        sum.gap.add(dtS, kwh, activity === 'no-order' && machine.loadShare === 0);
        sum.loadSum += machine.loadShare * dtS;
        if (machine.loadShare > 0) sum.loadS += dtS;
        if (machine.loadShare > 0 && machine.furthestBelowK > 8) isHot = false;
      }
      const dew = machine.dewMarginK;
      if (dew !== undefined && dew < 3) isDry = false;
    });
    const { airM3PerMin, leakM3PerMin } = this.simulation.air();
    this.airM3 += (airM3PerMin * dtS) / 60;
    this.leakM3 += (leakM3PerMin * dtS) / 60;
    if (!isHot) this.furnaceLimitS += dtS;
    if (!isDry) this.dewPointLimitS += dtS;
    if (this.totalS % 900 === 0) {
      this.quarterKw.push(this.quarterKwh * 4);
      this.quarterGood.push(this.simulation.flow.shipped - this.shippedBefore);
      this.shippedBefore = this.simulation.flow.shipped;
      this.quarterKwh = 0;
      this.endQuarterUpstream();
    }
  }

  private endQuarterUpstream(): void {
    const { upstream } = this.simulation.flow;
    if (!upstream) return;
    this.quarterUpstreamKw.push(this.upstreamKwh * 4);
    this.quarterMade.push(upstream.made - this.madeBefore);
    this.upstreamKwh = 0;
    this.madeBefore = upstream.made;
  }

  private upstreamKwhPerSet(): number {
    const { flow, machines } = this.simulation;
    const { upstream } = flow;
    if (!upstream) return 0;
    const kwh = machines.reduce(
      (sum, machine, i) =>
        machine.flow && (upstream.has(machine.flow) || upstream.endsIn(machine.flow))
          ? sum + machine.energyKwh - this.start[i].kwh
          : sum,
      0,
    );
    return kwh / this.quarterMade.reduce((sum, made) => sum + made, 0);
  }

  result() {
    const machines = this.simulation.machines.map((machine, i): MachineWeek => {
      const { kwh, usual, upkeep, good } = this.start[i];
      const { waitingKwh, byActivity, executeKwh, beamKwh, workS, loadS, loadSum, gap } = this.sums[i];
      return {
        id: machine.equipment.id,
        kind: machine.equipment.kind,
        kwh: machine.energyKwh - kwh,
        waitingKwh,
        byActivity,
        executeKwh,
        beamKwh,
        savedKwh: machine.usualEnergyKwh - usual - (machine.energyKwh - kwh),
        upkeepSavedKwh: machine.upkeepSavedKwh - upkeep,
        parts: (machine.flow?.good ?? 0) - good,
        workShare: workS / this.totalS,
        longGapKwh: gap.longKwh(),
        loadShare: loadS > 0 ? loadSum / loadS : 0,
      };
    });
    const scrap = this.simulation.machines.reduce(
      (sum, { flow, equipment }, i) =>
        sum + (flow && equipment.kind !== 'positioner' ? flow.scrap - this.start[i].scrap : 0),
      0,
    );
    return {
      kwh: machines.reduce((sum, m) => sum + m.kwh, 0),
      good: this.simulation.flow.shipped - this.shippedAtStart,
      scrap,
      machines,
      furnaceLimitS: this.furnaceLimitS,
      dewPointLimitS: this.dewPointLimitS,
      airM3: this.airM3,
      leakM3: this.leakM3,
      peakKw: Math.max(0, ...this.quarterKw),
      quarterKw: this.quarterKw,
      quarterGood: this.quarterGood,
      quarterUpstreamKw: this.quarterUpstreamKw,
      quarterMade: this.quarterMade,
      upstreamKwhPerSet: this.upstreamKwhPerSet(),
    };
  }
}
