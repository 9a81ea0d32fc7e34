import {
  IncidentBook,
  incidentTexts,
  LineWatch,
  PlantRelations,
  PROCESS_RULES,
  type IncidentState,
} from '@linetwin/condition';
import {
  appendSample,
  createSampleBatch,
  type Alarm,
  type Finding,
  type SampleBatch,
} from '@linetwin/contracts';
import { isWaveform, type ModelIndex, QUALITY_BAD, QUALITY_GOOD } from '@linetwin/model';
import { AlarmEngine } from '../../server/src/alarms/alarm-engine.ts';
import { findingOfVerdict } from '../../server/src/condition/values/value-findings.ts';
import { Standstills } from '../../server/src/incidents/standstills.ts';
import { isFault, symptomOfAlarm, symptomOfFinding } from '../../server/src/incidents/symptoms.ts';
import { Twin } from '../../server/src/twin/twin.ts';
import { MISSING } from '../../simulators/src/faults/sensor-faults.ts';
import { SourceClock } from '../../simulators/src/equipment/source-clock.ts';
import type { Fault } from '@linetwin/model/scenario';
import { LineSimulation } from '../../simulators/src/line/line-simulation.ts';
import { BurstWorker } from './burst-worker.ts';

/** Start of virtual time, ms since 1970 UTC. */
export const START_MS = Date.UTC(2026, 0, 5);

/**
 * A simulated line and the product's own alarms, rules and incident reasoning over it, second by second in virtual time. Values
 * pass rounded and checked as the intake would take them; there is no network and no wall clock.
 */
export class VirtualPlant {
  readonly simulation: LineSimulation;
  readonly twin: Twin;
  /** Seconds since the start. */
  nowS = 0;
  private readonly index: ModelIndex;
  private readonly engine: AlarmEngine;
  private readonly watch: LineWatch;
  private readonly book: IncidentBook;
  private readonly standstills: Standstills;
  private readonly batch: SampleBatch;
  private readonly worker: BurstWorker;
  /** Alarms that stand, by their machine. */
  private readonly standing = new Map<string, string>();

  constructor(index: ModelIndex, line: string, seed: number, faults: readonly Fault[]) {
    this.index = index;
    this.simulation = new LineSimulation({
      model: index.model,
      line,
      seed,
      faults,
      clock: new SourceClock(START_MS),
    });
    this.twin = new Twin(index);
    this.engine = new AlarmEngine(index, this.twin);
    this.watch = new LineWatch(index, line, PROCESS_RULES);
    const relations = new PlantRelations(index.model);
    this.book = new IncidentBook(relations, incidentTexts(index.model, relations));
    this.standstills = new Standstills(index);
    this.batch = createSampleBatch(index.model.signals.length);
    this.worker = new BurstWorker(index, (equipment) => [...this.standing.values()].includes(equipment));
  }

  get nowMs(): number {
    return START_MS + this.nowS * 1000;
  }

  /** What the machines said in the last second. */
  get values(): SampleBatch {
    return this.batch;
  }

  /** One second. @returns alarms and incidents that changed in it */
  step(): { alarms: Alarm[]; incidents: IncidentState[] } {
    this.nowS++;
    const { simulation, nowS } = this;
    simulation.advanceFlow(nowS);
    for (const machine of simulation.machines) machine.step(1, nowS);
    this.read();
    const alarms = this.engine.apply(this.batch).map(({ alarm }) => alarm);
    for (const alarm of alarms) {
      this.book.put(symptomOfAlarm(alarm, this.index));
      if (alarm.clearedAt === null) this.standing.set(alarm.id, alarm.equipment);
      else this.standing.delete(alarm.id);
    }
    for (const symptom of this.standstills.apply(this.batch)) this.book.put(symptom);
    const { batch } = this;
    for (let row = 0; row < batch.length; row++)
      this.watch.put(batch.signal[row], batch.time[row], batch.value[row], batch.quality[row]);
    for (const verdict of this.watch.look(this.nowMs))
      this.book.put(symptomOfFinding(findingOfVerdict(verdict)));
    return { alarms, incidents: this.book.changes(this.nowMs) };
  }

  /**
   * Lets the product's worker judge the vibration bursts of a machine that ended in the last second.
   *
   * @returns findings and incidents that changed by it
   */
  async judgeBursts(address: string): Promise<{ findings: Finding[]; incidents: IncidentState[] }> {
    const machine = this.simulation.machines.find(({ equipment }) => equipment.address === address)!;
    const findings: Finding[] = [];
    for (const burst of machine.burstsDue(this.nowMs))
      findings.push(...(await this.worker.judge(address, burst)));
    for (const finding of findings) if (isFault(finding)) this.book.put(symptomOfFinding(finding));
    return { findings, incidents: findings.length > 0 ? this.book.changes(this.nowMs) : [] };
  }

  /** What the machines say this second, as the intake would take it. */
  private read(): void {
    const { batch, twin } = this;
    batch.length = 0;
    for (const machine of this.simulation.machines) {
      machine.seams.length = 0;
      machine.signals.forEach((signal, slot) => {
        const period = signal.periodMs;
        const isDue =
          period === undefined ? machine.hasNews[slot] === 1 : this.nowS % Math.max(1, period / 1000) === 0;
        if (!isDue || isWaveform(signal)) return;
        machine.hasNews[slot] = 0;
        const raw = machine.values[slot];
        if (raw === MISSING) return;
        const value = Math.round(raw * 10 ** signal.decimals) / 10 ** signal.decimals;
        const isBad = Number.isNaN(value) || value < signal.range[0] || value > signal.range[1];
        const quality = isBad ? QUALITY_BAD : QUALITY_GOOD;
        twin.accept(signal.index, this.nowMs, value, quality);
        appendSample(batch, signal.index, this.nowMs, value, quality);
      });
    }
  }
}
