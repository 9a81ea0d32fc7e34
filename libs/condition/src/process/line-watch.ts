import type { ModelIndex } from '@linetwin/model';
import { RelationWatch } from '../sensor/relation-watch.ts';
import { SENSOR_FAULT_TEXTS, SENSOR_RULES_VERSION, type SensorFault } from '../sensor/sensor-fault.ts';
import { SensorWatch, type SensorVerdict } from '../sensor/sensor-watch.ts';
import { SwapWatch } from '../sensor/swap-watch.ts';
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
  /** Address of the signal that a sensor was compared with. */
  against?: string;
}

interface WatchedMachine {
  address: string;
  sensors: SensorWatch;
  relations: RelationWatch;
  process: ProcessWatch;
}

/** All sensors and process rules of the machines of one line; sensors are judged first. */
export class LineWatch {
  private readonly index: ModelIndex;
  private readonly machines: WatchedMachine[] = [];
  /** By signal index. */
  private readonly machineOf = new Map<number, WatchedMachine>();
  private readonly swaps: SwapWatch;
  /** Addresses of signals that something else than their values says are wrong. */
  private readonly distrusted = new Set<string>();

  constructor(index: ModelIndex, line: string, rules: readonly ProcessRule[]) {
    this.index = index;
    this.swaps = new SwapWatch(index, line);
    for (const equipment of index.equipmentOf(line)) {
      const signals = index.signalsOf(equipment);
      const machine = {
        address: equipment.address,
        sensors: new SensorWatch(equipment, signals),
        relations: new RelationWatch(equipment, signals),
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
    machine.relations.put(signal, time, value, quality);
    this.swaps.put(signal, time, value, quality);
    if (quality !== 2) machine.process.put(signal, value);
  }

  /** Addresses of machines whose signals are not known to fit to each other yet, and how many rows of healthy work would teach it. */
  get wanted(): { equipment: string; rows: number }[] {
    return this.machines.flatMap(({ address, relations }) =>
      relations.wantedRows > 0 ? { equipment: address, rows: relations.wantedRows } : [],
    );
  }

  /** Teaches a machine's relations from rows of before. @param signals ids of the values of a row, in their order */
  teach(equipment: string, signals: readonly string[], rows: readonly ArrayLike<number>[]): void {
    this.machines.find(({ address }) => address === equipment)?.relations.teach(signals, rows);
  }

  /** Whether a sensor is wrong by what its values do not show: rules that read it, or what is computed from it, are silent. */
  distrust(equipment: string, signal: string, isWrong: boolean): void {
    if (isWrong) this.distrusted.add(`${equipment}/${signal}`);
    else this.distrusted.delete(`${equipment}/${signal}`);
  }

  private isDistrusted(equipment: string, signal: string): boolean {
    if (this.distrusted.size === 0) return false;
    const { dependsOn = [] } = this.index.signal(`${equipment}/${signal}`) ?? {};
    return [signal, ...dependsOn].some((id) => this.distrusted.has(`${equipment}/${id}`));
  }

  /** What began, became surer or is over. Once a second. @param now time of the newest value */
  look(now: number): ValueVerdict[] {
    const swapped = this.swaps.look().map((verdict) => this.ofSensor(verdict));
    return [...swapped, ...this.machines.flatMap((machine) => this.lookAt(machine, now))];
  }

  private lookAt({ address, sensors, relations, process }: WatchedMachine, now: number): ValueVerdict[] {
    const isSwapped = (signal: string) => this.swaps.isWrong(address, signal);
    const alone = sensors.look(now, isSwapped);
    const together = relations.look(
      (signal) => isSwapped(signal) || sensors.isWrong(signal),
      process.isFaulty,
    );
    const isMuted = (signal: string) =>
      isSwapped(signal) ||
      this.isDistrusted(address, signal) ||
      sensors.isWrong(signal) ||
      relations.isWrong(signal);
    return [
      ...[...alone, ...together].map((verdict) => this.ofSensor(verdict)),
      ...process.look(now, isMuted).map((verdict) => this.ofProcess(verdict)),
    ];
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
    against,
  }: SensorVerdict): ValueVerdict {
    const { title, advice, contradictedBy } = SENSOR_FAULT_TEXTS[fault];
    const name = this.nameOf(equipment, signal);
    const other = against === undefined ? undefined : this.otherOf(fault, equipment, against, signal);
    return {
      kind: 'sensor',
      cause: fault,
      ruleVersion: SENSOR_RULES_VERSION,
      equipment,
      signal,
      signalName: name,
      title: {
        zh: `${title.zh}：${name.zh}${other?.suffix.zh ?? ''}`,
        en: `${title.en}: ${name.en}${other?.suffix.en ?? ''}`,
      },
      advice: [advice],
      contradictedBy: other?.doubt ? [contradictedBy, other.doubt] : [contradictedBy],
      sparePart: null,
      confidence,
      since,
      at,
      over,
      evidence,
      ...(other && { against: other.address }),
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

  /** The other machine of a swap belongs into the title; another signal may itself be the wrong one. */
  private otherOf(
    fault: SensorFault,
    equipment: string,
    against: string,
    signal: string,
  ): { address: string; suffix: BilingualText; doubt?: BilingualText } {
    if (fault === 'sensor-swapped') {
      const id = against.split('/').pop()!;
      return { address: `${against}/${signal}`, suffix: { zh: `，与 ${id}`, en: `, with ${id}` } };
    }
    const { zh, en } = this.nameOf(equipment, against);
    return {
      address: `${equipment}/${against}`,
      suffix: { zh: '', en: '' },
      doubt: {
        zh: `与标准表对比，“${zh}”才是错的`,
        en: `Against a reference it is the other one that is wrong: ${en}`,
      },
    };
  }

  private nameOf(equipment: string, signal: string): BilingualText {
    return this.index.signal(`${equipment}/${signal}`)?.name ?? { zh: signal, en: signal };
  }
}
