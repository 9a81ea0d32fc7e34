import type { ModelIndex } from '@linetwin/model';
import { SENSOR_FAULT_TEXTS, SENSOR_RULES_VERSION } from '../sensor/sensor-fault.ts';
import { SensorWatch, type SensorVerdict } from '../sensor/sensor-watch.ts';
import type { BilingualText } from '../bearing/advice.ts';
import { ProcessWatch, type ProcessVerdict } from './process-watch.ts';
import type { ProcessRule } from './process-rule.ts';

/** A fault that the values of a machine show, ready to become a finding. */
export interface ValueVerdict {
  kind: 'sensor' | 'process';
  cause: string;
  ruleVersion: number;
  equipment: string;
  /** Signal id that shows it. */
  signal: string;
  signalName: BilingualText;
  title: BilingualText;
  advice: BilingualText[];
  contradictedBy: BilingualText[];
  sparePart: BilingualText | null;
  confidence: number;
  since: number;
  at: number;
  over: boolean;
  evidence: unknown;
}

/** All sensors and process rules of the machines of one line; sensors are judged first. */
export class LineWatch {
  private readonly index: ModelIndex;
  private readonly machines: { sensors: SensorWatch; process: ProcessWatch }[] = [];
  /** By signal index. */
  private readonly machineOf = new Map<number, { sensors: SensorWatch; process: ProcessWatch }>();

  constructor(index: ModelIndex, line: string, rules: readonly ProcessRule[]) {
    this.index = index;
    for (const equipment of index.equipmentOf(line)) {
      const signals = index.signalsOf(equipment);
      const machine = {
        sensors: new SensorWatch(equipment, signals),
        process: new ProcessWatch(equipment, signals, rules),
      };
      this.machines.push(machine);
      for (const { index: signal } of signals) this.machineOf.set(signal, machine);
    }
  }

  /** Hot: once per value. Times are ms since 1970 UTC. */
  put(signal: number, time: number, value: number, quality: number): void {
    const machine = this.machineOf.get(signal);
    if (!machine) return;
    machine.sensors.put(signal, time, value, quality);
    if (quality !== 2) machine.process.put(signal, value);
  }

  /** What began, became surer or is over. Once a second. @param now time of the newest value */
  look(now: number): ValueVerdict[] {
    return this.machines.flatMap(({ sensors, process }) => [
      ...sensors.look(now).map((verdict) => this.ofSensor(verdict)),
      ...process.look(now, (signal) => sensors.isWrong(signal)).map((verdict) => this.ofProcess(verdict)),
    ]);
  }

  private ofSensor({
    fault,
    equipment,
    signal,
    confidence,
    since,
    at,
    over,
    evidence,
  }: SensorVerdict): ValueVerdict {
    const { title, advice, contradictedBy } = SENSOR_FAULT_TEXTS[fault];
    const name = this.nameOf(equipment, signal);
    return {
      kind: 'sensor',
      cause: fault,
      ruleVersion: SENSOR_RULES_VERSION,
      equipment,
      signal,
      signalName: name,
      title: { zh: `${title.zh}：${name.zh}`, en: `${title.en}: ${name.en}` },
      advice: [advice],
      contradictedBy: [contradictedBy],
      sparePart: null,
      confidence,
      since,
      at,
      over,
      evidence,
    };
  }

  private ofProcess(verdict: ProcessVerdict & { over: boolean }): ValueVerdict {
    const { rule, equipment, signal, confidence, since, at, over, evidence } = verdict;
    const spare = this.index.equipment(equipment)?.spareParts.find(({ id }) => id === rule.spare);
    return {
      kind: 'process',
      cause: rule.cause,
      ruleVersion: rule.version,
      equipment,
      signal,
      signalName: this.nameOf(equipment, signal),
      title: rule.title,
      advice: [...rule.advice],
      contradictedBy: [...rule.contradictedBy],
      sparePart: spare?.name ?? null,
      confidence,
      since,
      at,
      over,
      evidence,
    };
  }

  private nameOf(equipment: string, signal: string): BilingualText {
    return this.index.signal(`${equipment}/${signal}`)?.name ?? { zh: signal, en: signal };
  }
}
