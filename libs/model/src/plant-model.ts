import type { PlantEnergy } from './energy/plant-energy.ts';
import type { PlantProduction } from './production/production-schema.ts';
import type { EquipmentAddress, SignalAddress, SignalIndex } from './ids.ts';
import type {
  BearingDefinition,
  DriveTrainDefinition,
  LimitDefinition,
  LoadDefinition,
  Medium,
  MotorDefinition,
  SettingDefinition,
  SignalDefinition,
  SparePart,
  StationUse,
  Text,
} from './plant-schema.ts';

/** One signal of one machine. `index` is dense over the whole model and valid for this model version only. */
export interface Signal extends Omit<SignalDefinition, 'limits'> {
  index: SignalIndex;
  address: SignalAddress;
  equipment: EquipmentAddress;
  limits: LimitDefinition[];
}

/** Whether a signal is a waveform: it has no single values, and travels as bursts. */
export function isWaveform(signal: Pick<Signal, 'role' | 'class' | 'periodMs'>): boolean {
  const { role, periodMs } = signal;
  return role === 'vibration' || role === 'current' || (signal.class === 'V' && periodMs === undefined);
}

export interface Equipment {
  id: string;
  address: EquipmentAddress;
  line: string;
  station: string;
  kind: string;
  /** What its kind is called, from the kind's file; absent in models that were stored before it came with them. */
  kindName?: Text;
  form: string;
  /** Name of a glTF file that is shown in place of the form. */
  model?: string;
  name: Text;
  serial?: string;
  sizeM: { length: number; width: number; height: number };
  at: { x: number; z: number; rotationDeg: number };
  /** Branch of the flow, such as `OR` and `IR` for outer and inner rings, `A` and `B` for robot cells. */
  lane?: string;
  cycleS?: number;
  ratedSpeedRpm?: number;
  powerKw: { base: number; running: number; peak: number };
  loads: LoadDefinition[];
  bearings: BearingDefinition[];
  driveTrain?: DriveTrainDefinition;
  motor?: MotorDefinition;
  spareParts: SparePart[];
  /** What it lets itself be told by a command, such as a set point. */
  settings: SettingDefinition[];
  /** Signals lie together in the index: `firstSignal` to `firstSignal + signalCount - 1`. */
  firstSignal: SignalIndex;
  signalCount: number;
}

export interface Station {
  id: string;
  name: Text;
  kind: string;
  carriesIn?: Text;
  carriesOut?: Text;
  bufferAfter: number;
  feeds: string[];
  inFlow: boolean;
  /** What its machines cannot work without. */
  uses?: StationUse[];
  equipment: EquipmentAddress[];
}

export interface Shift {
  id: string;
  name: Text;
  startsAt: string;
  hours: number;
  plannedQuantity: number;
}

export interface Line {
  id: string;
  area: string;
  name: Text;
  product: Text;
  taktS: number;
  shifts: Shift[];
  stations: Station[];
}

/** The whole plant, resolved: what the YAML says with traits merged, addresses built and signals numbered. */
export interface PlantModel {
  /** First 32 bits of a hash over the content; two processes with the same files agree on it. */
  version: number;
  enterprise: Text;
  site: { id: string; name: Text; timeZone: string };
  areas: { id: string; name: Text }[];
  hall: { lengthM: number; widthM: number; heightM: number };
  lines: Line[];
  equipment: Equipment[];
  signals: Signal[];
  energy: PlantEnergy;
  production: PlantProduction;
}

/** The station that a machine of a line stands in. */
export function stationOf(
  { stations }: Pick<Line, 'stations'>,
  machine: EquipmentAddress,
): Station | undefined {
  return stations.find(({ equipment }) => equipment.includes(machine));
}

/** What the machines of a station cannot work without; nothing where there is no such station. */
export function mediaOf(station: Pick<Station, 'uses'> | undefined): ReadonlySet<Medium> {
  return new Set(station?.uses?.map(({ medium }) => medium));
}

/** Look-ups over a model that would otherwise be searches. */
export class ModelIndex {
  readonly model: PlantModel;
  private readonly signalsByAddress = new Map<string, Signal>();
  private readonly equipmentByAddress = new Map<string, Equipment>();
  private readonly linesById = new Map<string, Line>();

  constructor(model: PlantModel) {
    this.model = model;
    for (const signal of model.signals) this.signalsByAddress.set(signal.address, signal);
    for (const equipment of model.equipment) this.equipmentByAddress.set(equipment.address, equipment);
    for (const line of model.lines) this.linesById.set(line.id, line);
  }

  signal(address: string): Signal | undefined {
    return this.signalsByAddress.get(address);
  }

  equipment(address: string): Equipment | undefined {
    return this.equipmentByAddress.get(address);
  }

  line(id: string): Line | undefined {
    return this.linesById.get(id);
  }

  signalsOf(equipment: Equipment): Signal[] {
    return this.model.signals.slice(equipment.firstSignal, equipment.firstSignal + equipment.signalCount);
  }

  /** The machine's signal with a role, such as its PackML state. */
  signalWithRole(equipment: Equipment, role: Signal['role']): Signal | undefined {
    return this.signalsOf(equipment).find((signal) => signal.role === role);
  }

  equipmentOf(line: string): Equipment[] {
    return this.model.equipment.filter((equipment) => equipment.line === line);
  }
}
