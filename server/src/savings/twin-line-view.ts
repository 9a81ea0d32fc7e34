import type { LineView, MachineView, OrderView, SettingView } from '@linetwin/energy';
import {
  mediaOf,
  QUALITY_GOOD,
  stationOf,
  type Equipment,
  type Medium,
  type PackmlState,
  type Signal,
  type Station,
} from '@linetwin/model';
import type { Twin } from '../twin/twin.ts';

/** One machine of the twin as the rules see it. */
class TwinMachineView implements MachineView {
  readonly address: string;
  readonly id: string;
  readonly kind: string;
  readonly lane?: string;
  readonly isInFlow: boolean;
  readonly uses: ReadonlySet<Medium>;
  readonly settings: Map<string, SettingView>;
  state: PackmlState | undefined;
  stateSinceMs = 0;
  order?: OrderView;
  private readonly twin: Twin;
  private readonly position: number;
  private readonly signals: Map<string, Signal>;
  private readonly power: Signal | undefined;
  private readonly energy: Signal | undefined;
  private timeMs = 0;

  constructor(twin: Twin, equipment: Equipment, station: Station | undefined) {
    const { index } = twin;
    this.twin = twin;
    this.address = equipment.address;
    this.id = equipment.id;
    this.kind = equipment.kind;
    this.lane = equipment.lane;
    this.isInFlow = station?.inFlow ?? false;
    this.uses = mediaOf(station);
    this.position = index.model.equipment.indexOf(equipment);
    this.settings = new Map(
      equipment.settings.map((s) => [s.id, { value: s.usual, usual: s.usual, range: s.range, sinceMs: 0 }]),
    );
    this.signals = new Map(index.signalsOf(equipment).map((signal) => [signal.id, signal]));
    this.power = index.signalWithRole(equipment, 'power');
    this.energy = index.signalWithRole(equipment, 'energy');
  }

  get powerKw(): number {
    return this.read(this.power) ?? 0;
  }

  get energyKwh(): number {
    return this.read(this.energy) ?? 0;
  }

  value(signal: string): number | undefined {
    return this.read(this.signals.get(signal));
  }

  usual(signal: string): number | undefined {
    const normal = this.signals.get(signal)?.normal;
    return normal && (normal[0] + normal[1]) / 2;
  }

  /** @param settings values that commands stand on; the usual ones where none does */
  update(timeMs: number, settings: ReadonlyMap<string, number>): void {
    this.timeMs = timeMs;
    const state = this.twin.machineState(this.position, timeMs);
    if (state !== this.state) {
      this.state = state;
      this.stateSinceMs = timeMs;
    }
    for (const [id, setting] of this.settings) {
      const value = settings.get(`${this.address} ${id}`) ?? setting.usual;
      if (value === setting.value) continue;
      setting.value = value;
      setting.sinceMs = timeMs;
    }
  }

  private read(signal: Signal | undefined): number | undefined {
    if (!signal) return undefined;
    const { index } = signal;
    const { time, value, quality } = this.twin;
    if (time[index] === 0 || quality[index] !== QUALITY_GOOD || this.twin.isStale(index, this.timeMs))
      return undefined;
    return Number.isFinite(value[index]) ? value[index] : undefined;
  }
}

/** A line of the twin as the rules see it, brought up to date look by look. */
export class TwinLineView {
  private readonly line: string;
  private readonly machines: TwinMachineView[];

  constructor(twin: Twin, line: string) {
    this.line = line;
    const { index } = twin;
    const own = index.line(line)!;
    this.machines = index
      .equipmentOf(line)
      .map((one) => new TwinMachineView(twin, one, stationOf(own, one.address)));
  }

  /** @param orderOfMachine what is ordered of the section of a machine, where it has runs of its own */
  at(
    timeMs: number,
    settings: ReadonlyMap<string, number>,
    order: LineView['order'],
    orderOfMachine: (machine: string) => OrderView | undefined = () => undefined,
  ): LineView {
    for (const machine of this.machines) {
      machine.update(timeMs, settings);
      machine.order = orderOfMachine(machine.address);
    }
    return { line: this.line, timeMs, machines: this.machines, order };
  }
}
