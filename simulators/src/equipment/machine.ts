import type { Equipment, Signal } from '@linetwin/model';
import type { Burst, RefusalReason, SeamMessage } from '@linetwin/contracts';
import { severityAt, type Fault } from '@linetwin/model/scenario';
import { FAULT_EFFECTS, type FaultEffect } from '../faults/fault-effects.ts';
import { SensorFaults } from '../faults/sensor-faults.ts';
import type { FaultId } from '@linetwin/model/scenario';
import type { FlowUnit } from '../flow/flow-unit.ts';
import { CycleUnit } from '../flow/cycle-unit.ts';
import { ConveyorUnit } from '../flow/conveyor-unit.ts';
import { PackmlUnit } from '../flow/packml-unit.ts';
import { lag } from '../physics/lag.ts';
import { Random } from '../physics/random.ts';
import type { LineContext } from './line-context.ts';
import { MachineSettings } from './machine-settings.ts';
import { OrdinaryChannels } from './ordinary-channels.ts';
import { CurrentSource } from './current-source.ts';
import { Rotor, type BurstChoice, type RotorHost } from './rotor.ts';
import { Standby } from './standby.ts';

/** What a machine gets from the line it stands in. */
export interface MachineSetup {
  equipment: Equipment;
  signals: readonly Signal[];
  seed: number;
  faults: readonly Fault[];
  flow?: FlowUnit;
  /** This machine's part of what waits behind its station. */
  partsWaiting?: () => number;
  taktS: number;
  /** What the machines of a line share; a machine alone gets one of its own. */
  context: LineContext;
}

const POWER_LAG_S = 1.2;
/** Whether a machine begins another part: closed, it finishes the one it has. */
const INTAKE = 'intake';
/** Values of the interlock signal: which neighbour the machine waits for. */
/** No order is no fault of a neighbour. */
const INTERLOCK = { none: 0, 'no-order': 0, starved: 1, blocked: 2 };

/**
 * One machine: PackML, counters, power and energy here; the process itself in the subclass. `values` holds one
 * number per signal of the model in the model's order, enumerations as indexes, `NaN` for "the sensor gives
 * nothing", `MISSING` for "nothing is sent".
 */
export abstract class Machine {
  readonly equipment: Equipment;
  readonly signals: readonly Signal[];
  readonly random: Random;
  readonly flow?: FlowUnit;
  readonly packml: PackmlUnit;
  readonly values: Float64Array;
  /** Event signals that have something new to say. */
  readonly hasNews: Uint8Array;
  /** Electric power now and energy since the start. */
  powerKw: number;
  energyKwh: number;
  /** What it would draw, and have taken, at its usual settings with the same work: nobody can measure it but a simulator. */
  usualPowerKw: number;
  usualEnergyKwh = 0;
  /** What people's work on the plant has saved of it, kWh: beside what it would take at its usual settings, which they do not change. */
  upkeepSavedKwh = 0;
  /** What rest has saved of it; the remainder is what other settings saved. */
  protected restSavedKwh = 0;
  private energyAtStartKwh = 0;
  readonly settings: MachineSettings;
  readonly standby: Standby;
  /** Simulated seconds since the start. */
  timeS = 0;
  /** Seams that ended since they were last fetched. */
  seams: SeamMessage[] = [];
  protected readonly taktS: number;
  protected readonly context: LineContext;
  /** Spindle or motor under watch; made by `ready` for kinds with a waveform signal. */
  protected rotor?: Rotor;
  private readonly phaseCurrents?: CurrentSource;
  private readonly slots = new Map<string, number>();
  private readonly claimed = new Set<number>();
  private readonly faults: readonly Fault[];
  private readonly effects: { fault: Fault; effect: FaultEffect; slot: number; share: number }[] = [];
  private readonly sensorFaults: SensorFaults;
  private readonly partsWaiting?: () => number;
  private ordinary!: OrdinaryChannels;
  private readonly stateOf: Record<string, number> = {};
  private readonly modeOf: Record<string, number> = {};
  private readonly common: {
    state: number;
    mode: number;
    interlock: number;
    power: number;
    energy: number;
    good: number;
    scrap: number;
    cycle: number;
    buffer: number;
  };

  constructor(setup: MachineSetup) {
    this.equipment = setup.equipment;
    this.signals = setup.signals;
    this.taktS = setup.taktS;
    this.context = setup.context;
    this.faults = setup.faults;
    this.flow = setup.flow;
    this.partsWaiting = setup.partsWaiting;
    this.packml = setup.flow?.packml ?? new PackmlUnit();
    this.random = new Random(setup.seed, setup.equipment.address);
    const { motor } = setup.equipment;
    if (motor)
      this.phaseCurrents = new CurrentSource({
        equipment: setup.equipment,
        motor,
        faults: setup.faults,
        seed: setup.seed,
      });
    // One place more than signals: what a kind computes but this plant does not declare is written there.
    this.values = new Float64Array(setup.signals.length + 1);
    this.hasNews = new Uint8Array(setup.signals.length + 1);
    setup.signals.forEach((signal, slot) => this.slots.set(signal.id, slot));
    this.common = {
      state: this.slot('state'),
      mode: this.slot('mode'),
      interlock: this.slot('interlock'),
      power: this.slot('power'),
      energy: this.slot('energy'),
      good: this.slot('good'),
      scrap: this.slot('scrap'),
      cycle: this.slot('cycle_time'),
      buffer: this.slot('buffer_out'),
    };
    this.usualPowerKw = this.powerKw = setup.equipment.powerKw.running;
    this.standby = new Standby(this, setup.context);
    this.settings = new MachineSettings(setup.equipment.settings, {
      refuses: (setting, value) => this.refuses(setting, value),
      changed: (setting, value) => this.onSetting(setting, value),
      leadMs: (setting, value) => this.leadMs(setting, value),
    });
    setup.flow?.sleepers.push(this.standby);
    if (setup.flow instanceof CycleUnit) setup.flow.isIntakeOpen = () => this.settings.value(INTAKE, 1) > 0.5;
    names(this.signals[this.common.state], this.stateOf);
    names(this.signals[this.common.mode], this.modeOf);
    // Meters do not start at zero: the machine has a history.
    this.energyKwh = Math.round(this.random.between(2000, 9000) * Math.max(1, this.powerKw));
    this.energyAtStartKwh = this.energyKwh;
    for (const fault of setup.faults) {
      for (const effect of FAULT_EFFECTS[fault.id] ?? []) {
        const slot = this.slots.get(effect.signal);
        if (slot !== undefined) this.effects.push({ fault, effect, slot, share: 0 });
      }
    }
    this.sensorFaults = new SensorFaults(setup.faults, setup.signals, this.random, (machine, signal) =>
      setup.context.ownValue(machine, signal),
    );
    if (setup.flow) {
      const before = setup.flow.onPart;
      setup.flow.onPart = (type, isGood) => {
        before?.(type, isGood);
        this.onPart(isGood);
        this.ordinary.onPart(this);
        this.applyEffectsOnPart();
      };
    }
  }

  /** Claims the signals of the subclass; call at the end of its constructor. */
  protected ready(): void {
    if (this.signals.some((signal) => signal.role === 'vibration')) this.rotor = new Rotor(this.rotorHost());
    this.ordinary = new OrdinaryChannels(
      this.signals.map((signal, slot) => ({ signal, slot })).filter(({ slot }) => !this.claimed.has(slot)),
      this.random,
    );
    this.step(0, 0);
    this.ordinary.onPart(this);
    this.onPart(true);
    this.announce();
  }

  /** Index of a signal's value; the place that nobody reads when the model has no such signal. */
  protected slot(id: string): number {
    const slot = this.slots.get(id);
    if (slot === undefined) return this.signals.length;
    this.claimed.add(slot);
    return slot;
  }

  protected has(id: string): boolean {
    return this.slots.has(id);
  }

  signalAt(slot: number): Signal | undefined {
    return this.signals[slot];
  }

  /** Severity of a fault now, 0 when it is not there. */
  fault(id: FaultId): number {
    let severity = 0;
    for (const fault of this.faults)
      if (fault.id === id) severity = Math.max(severity, severityAt(fault, this.timeS));
    return severity;
  }

  /** All faults of a kind that are there now, with what they name. */
  protected faultsNow(id: FaultId): { severity: number; component?: string; signal?: string }[] {
    return this.faults
      .filter((fault) => fault.id === id)
      .map(({ component, signal, ...fault }) => ({
        severity: severityAt({ ...fault, component, signal }, this.timeS),
        component,
        signal,
      }))
      .filter(({ severity }) => severity > 0);
  }

  protected get hasFaults(): boolean {
    return this.faults.length > 0;
  }

  /** Whether work goes on just now: in Execute with a part, or for a utility simply in Execute. */
  get isWorking(): boolean {
    const { flow } = this;
    if (!flow) return this.packml.state === 'Execute';
    return flow instanceof CycleUnit ? flow.isCutting : flow.isWorking;
  }

  /** Share of the cycle that is done. */
  get progress(): number {
    return this.flow instanceof CycleUnit ? this.flow.progress(this.timeS) : 0;
  }

  /** Whether it is on by its own state; one that rests on a command is on, and draws less. */
  get isOn(): boolean {
    const { state } = this.packml;
    return this.standby.isSaving || (state !== 'Stopped' && state !== 'Aborted');
  }

  /** Whether spindles and motors turn: they stand still in standby. */
  get isTurning(): boolean {
    return this.isOn && this.standby.level < 2;
  }

  /** Whether a spindle makes the size of the parts: it has to be warm for that. */
  get hasSpindle(): boolean {
    return this.slots.has('size') || this.slots.has('dimension');
  }

  /**
   * The process over one step: sets values of the subclass' signals.
   *
   * @returns electric power the machine draws when it has settled, kW
   */
  protected abstract process(dtS: number): number;

  /** A part is done: event signals of the subclass. */
  protected onPart(_isGood: boolean): void {}

  /** What it would settle at with its usual settings; subclasses whose process knows settings say so. */
  protected usualTargetKw(targetKw: number): number {
    return targetKw;
  }

  /** Why a setting cannot be changed now. */
  protected refuses(setting: string, value: number): RefusalReason | undefined {
    return setting === 'operating_level' ? this.standby.refuses(value) : undefined;
  }

  protected onSetting(setting: string, value: number): void {
    if (setting === 'operating_level') this.standby.onLevel(value);
    // Opened, it goes on; that it is closed is seen before the next part.
    if (setting === INTAKE && this.flow instanceof CycleUnit) this.flow.wake();
  }

  protected leadMs(setting: string, value: number): number {
    return setting === 'operating_level' ? 1000 * this.standby.wakeS(value) : 0;
  }

  /** Whether it could rest: it waits for work, and nothing is inside that travels: parts on a belt that stands do not. */
  get isWaiting(): boolean {
    const { flow } = this;
    if (!flow) return true;
    return flow.isIdle && !(flow instanceof ConveyorUnit && flow.load > 0 && flow.isBeltRunning);
  }

  /** Whether it is in Starting until its process says that it is at work, where no part does. */
  get startsGradually(): boolean {
    return false;
  }

  /**
   * What a setting has truly saved since the start, kWh.
   *
   * @param _value that it stood at, where a machine saves by each value in a way of its own
   */
  savedKwh(setting: string, _value?: number): number {
    const all = this.usualEnergyKwh - this.energyKwh + this.energyAtStartKwh;
    return setting === 'operating_level' ? this.restSavedKwh : all - this.restSavedKwh;
  }

  /** Margin of its water above the dew point, K, where it has one. */
  get dewMarginK(): number | undefined {
    return undefined;
  }

  /** Time of its own clock. */
  get clockMs(): number {
    return this.context.clock.at(1000 * this.context.nowS());
  }

  /** Bursts that end at this time. */
  burstsDue(timeMs: number, choice?: BurstChoice): Burst[] {
    const { rotor, phaseCurrents, timeS } = this;
    return [
      ...(rotor?.burstsDue(timeS, timeMs, choice) ?? []),
      ...(phaseCurrents?.burstsDue(timeS, timeMs, choice) ?? []),
    ];
  }

  private rotorHost(): RotorHost {
    return {
      equipment: this.equipment,
      signals: this.signals,
      values: this.values,
      random: this.random,
      faults: this.faults,
      slot: (id) => this.slot(id),
    };
  }

  /** Target speed of the spindle or motor; kinds whose spindle does not simply run override it. */
  protected rotorTargetRpm(): number {
    // A motor on the mains slips by about one percent under load.
    return this.isTurning ? 0.99 * (this.equipment.ratedSpeedRpm ?? 1480) : 0;
  }

  /** Vibration that comes from the process, mm/s on top of the rotor's own. */
  protected processVibrationMmPerS(): number {
    return 0;
  }

  /** Middle of a signal's normal band: where the plant's people see it on a healthy machine. */
  protected nominal(id: string): number {
    const normal = this.signals.find((signal) => signal.id === id)?.normal;
    return normal ? (normal[0] + normal[1]) / 2 : 0;
  }

  /** Sensor noise with a standard deviation, cut at three of them. */
  protected noise(deviation: number): number {
    return deviation * this.random.boundedNormal();
  }

  /** Advances to a time. */
  step(dtS: number, timeS: number): void {
    this.timeS = timeS;
    const { values, common, packml } = this;
    if (this.settings.isTold) this.settings.step(this.clockMs);
    const processKw = this.process(dtS);
    const targetKw = this.standby.powerKw(processKw);
    const usualKw = this.usualTargetKw(processKw);
    if (dtS > 0) {
      this.powerKw = Math.max(0, lag(this.powerKw, targetKw, dtS, POWER_LAG_S));
      this.usualPowerKw = Math.max(0, lag(this.usualPowerKw, usualKw, dtS, POWER_LAG_S));
      const restartKwh = this.standby.takeRestartKwh();
      this.energyKwh += (this.powerKw * dtS) / 3600 + restartKwh;
      this.restSavedKwh += ((processKw - targetKw) * dtS) / 3600 - restartKwh;
      this.usualEnergyKwh += (this.usualPowerKw * dtS) / 3600;
      this.standby.step(dtS);
    } else {
      this.powerKw = targetKw;
      this.usualPowerKw = usualKw;
    }
    if (!this.context.energyOnly) {
      this.rotor?.step(dtS, timeS, this.rotorTargetRpm(), this.isWorking, this.processVibrationMmPerS());
      this.phaseCurrents?.step(timeS, this.rotor?.speedRpm ?? this.rotorTargetRpm(), this.powerKw);
      this.ordinary.step(this, dtS);
    }
    if (this.effects.length > 0) this.applyEffects(dtS);
    values[common.state] = this.stateOf[packml.state];
    values[common.mode] = this.modeOf[this.standby.isSaving ? 'EnergySaving' : packml.mode];
    values[common.power] = this.powerKw;
    values[common.energy] = this.energyKwh;
    if (this.flow) {
      this.news(common.good, this.flow.good);
      this.news(common.scrap, this.flow.scrap);
      this.news(common.cycle, this.flow.lastCycleS);
      this.news(common.interlock, INTERLOCK[this.flow.waiting ?? 'none']);
    }
    if (this.partsWaiting) this.news(common.buffer, this.partsWaiting());
    if (!this.sensorFaults.isEmpty) this.sensorFaults.apply(values, timeS);
  }

  /** Sets an event signal; it is sent when it changed. */
  protected news(slot: number, value: number): void {
    if (this.values[slot] === value) return;
    this.values[slot] = value;
    this.hasNews[slot] = 1;
  }

  /** Tells everything again: for a receiver that may know nothing. */
  announce(): void {
    this.hasNews.fill(1);
  }

  /** Faults without a model of their own, on values that come at every step. */
  private applyEffects(dtS: number): void {
    for (const entry of this.effects) {
      const { fault, effect, slot } = entry;
      const severity = severityAt(fault, this.timeS);
      entry.share = lag(entry.share, severity, dtS, effect.tauS ?? 0.1);
      if (this.signals[slot].periodMs === undefined || entry.share === 0) continue;
      this.values[slot] +=
        (effect.times ?? 0) * entry.share * this.values[slot] + (effect.add ?? 0) * entry.share;
    }
  }

  /** The same on values that are told once per part. */
  private applyEffectsOnPart(): void {
    for (const { fault, effect, slot } of this.effects) {
      const severity = severityAt(fault, this.timeS);
      if (this.signals[slot].periodMs !== undefined || severity === 0) continue;
      this.values[slot] += (effect.times ?? 0) * severity * this.values[slot] + (effect.add ?? 0) * severity;
    }
  }

  /** What a signal really is here, whatever its channel shows. */
  ownValue(signal: string): number {
    const slot = this.slots.get(signal) ?? this.signals.length;
    return this.sensorFaults.swappedValue(slot) ?? this.values[slot];
  }
}

function names(signal: Signal | undefined, into: Record<string, number>): void {
  signal?.values?.forEach((name, index) => (into[name] = index));
}
