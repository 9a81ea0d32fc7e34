import { PumpMargin } from './pump-margin.ts';
import { WaitMemory } from './wait-memory.ts';
import { beamFanPercent, isBlocked, isWaiting, type MachineView } from './line-view.ts';

/** A new reading counts for this much of a mean that is known. */
const LEARNING = 0.02;
/** Over about a day of looks. */
const LEARNING_DAY = 0.001;
/** 4.19 kJ/(kg K) for 1 L/min and 1 K. */
const WATER_KW = 4.19 / 60;
/** Over about five minutes. */
const LEARNING_FLOW = 0.1;
/** A machine draws what it does at rest a little after it was told. */
const SETTLED_S = 20;
/** A furnace that was set back heats up for about an hour: what it draws then is not what it holds with. */
const REHEAT_MS = 3600_000;
const DAY_MS = 86_400_000;

/**
 * What the server learns of one machine from its own telemetry: what it draws ready without work, with auxiliaries off and in standby,
 * and how long it usually waits. Nothing of a simulator or a data sheet is needed.
 */
export class MachineMemory {
  /** Mean power while it waits ready, by level of rest 0 to 2, kW; undefined until seen. */
  private readonly restKw: (number | undefined)[] = [undefined, undefined, undefined];
  /** How long it waits for parts or for its neighbours. */
  readonly waits = new WaitMemory();
  /** How long it stands for a cause of its own: a change of tools, dressing, an open door. */
  readonly stops = new WaitMemory();
  private levelSinceMs = 0;
  private level = 0;
  private isWithoutOrder = false;
  private airIdleFlow = Infinity;
  private fullRpm = 0;
  /** Fan at full speed, kW, and the share of time that it runs slower. */
  fullKw = 0;
  slowShare = 0.5;
  /** What a fan delivers at full speed with its cartridges as they are, m3/h. */
  fullFanFlow: number | undefined;
  private dayKw: number | undefined;
  private firstMs: number | undefined;
  /** A compressor: share of its time that it runs unloaded, what it draws then, kW, and what it gives in the mean, m3/min. */
  unloadShare = 0;
  unloadedKw = 0;
  meanAirFlow: number | undefined;
  /** An induction heater at work: share of its power that goes into the water of its coil. */
  coilLossShare: number | undefined;
  /** Mean power over about a day while its compressor cools, kW: with `leastKw`, of its pumps alone, what outside air can take over. */
  coolingKw: number | undefined;
  leastKw = Infinity;
  /** A net of compressed air: what flowed while nobody worked and machines were on, m3/min, and when that was last seen. */
  nightFlow: { flow: number; seenMs: number } | undefined;
  /** What all compressors of its net take together in the mean of about a day, kW. */
  netKw = 0;
  /** A compressor: its pressure in the mean of about a day of work, MPa; 0 until seen. */
  meanAirPressureMpa = 0;
  /** A compressor: since when the weakest user has had more pressure than it needs, whenever it worked, ms. */
  airMarginSinceMs: number | undefined;
  /** A furnace: since when its load has been low without a break, ms. */
  lowLoadSinceMs: number | undefined;
  /** A coolant plant: what its pump needs for all grinders. */
  readonly pumpMargin = new PumpMargin();
  /** Rise of the cooling water at full pump speed, K. */
  riseLoadK: number | undefined;

  /** Takes note of an instant; to be called in order of time. */
  note(machine: MachineView, timeMs: number, orderIsOpen = true): void {
    this.firstMs ??= timeMs;
    const level = machine.settings.get('operating_level')?.value ?? 0;
    if (level !== this.level) {
      this.level = level;
      this.levelSinceMs = timeMs;
    }
    // Standby is Stopped by its own PackML state, and goes on as the same wait.
    const waits = isWaiting(machine) || (level > 0 && machine.state === 'Stopped');
    if (waits) this.noteWait(machine, timeMs, orderIsOpen);
    else this.endWait(machine, timeMs);
    this.noteStop(machine, timeMs);
    const since = machine.isInFlow
      ? Math.max(this.levelSinceMs, this.waits.waitingSinceMs ?? timeMs)
      : this.levelSinceMs;
    const isBeamOn = machine.value('beam_on') === 1;
    if (timeMs - since >= 1000 * SETTLED_S && !isBeamOn && !isOffHolding(machine, timeMs))
      this.learn(level, machine.powerKw);
    this.dayKw = learned(this.dayKw, machine.powerKw, LEARNING_DAY);
    this.noteLoad(machine, level);
    this.noteCoil(machine);
    this.noteCooling(machine);
    this.noteFan(machine);
    this.noteRise(machine);
    const flow = machine.value('air_flow');
    if (flow !== undefined && flow > 0.5) this.airIdleFlow = Math.min(this.airIdleFlow * 1.00002, flow);
  }

  /** How long there is no order is known from the orders, and says nothing of other waits: with the order another one begins. */
  private noteWait({ stateSinceMs }: MachineView, timeMs: number, orderIsOpen: boolean): void {
    if (this.isWithoutOrder && orderIsOpen) this.waits.beginAnew(timeMs);
    else this.waits.goOn(Math.min(stateSinceMs, timeMs));
    this.isWithoutOrder = !orderIsOpen;
  }

  private endWait(machine: MachineView, timeMs: number): void {
    this.waits.end(changedMs(machine, timeMs, this.waits), !this.isWithoutOrder);
    this.isWithoutOrder = false;
  }

  private noteStop(machine: MachineView, timeMs: number): void {
    if (machine.state === 'Held') this.stops.goOn(Math.min(machine.stateSinceMs, timeMs));
    else this.stops.end(changedMs(machine, timeMs, this.stops), true);
  }

  private noteLoad(machine: MachineView, level: number): void {
    const load = machine.value('load_state');
    const flow = machine.value('air_flow');
    if (load === undefined || flow === undefined || level > 0 || machine.state !== 'Execute') return;
    const isUnloaded = load === 0;
    this.unloadShare += LEARNING_DAY * ((isUnloaded ? 1 : 0) - this.unloadShare);
    if (isUnloaded) this.unloadedKw = learned(this.unloadedKw || undefined, machine.powerKw, LEARNING);
    this.meanAirFlow = learned(this.meanAirFlow, flow, LEARNING);
  }

  /** Heat of the water: its flow through every path times its rise; 1 L/min and 1 K are 0.07 kW. */
  private noteCoil(machine: MachineView): void {
    const heatKw = machine.value('heating_power');
    const back = machine.value('water_out_temp');
    const supply = machine.value('water_in_temp');
    if (!heatKw || back === undefined || supply === undefined || machine.state !== 'Execute') return;
    const flow = (machine.value('water_flow_1') ?? 0) + (machine.value('water_flow_2') ?? 0);
    const share = (flow * (back - supply) * WATER_KW) / heatKw;
    this.coilLossShare = learned(this.coilLossShare, share, LEARNING);
  }

  private noteCooling({ settings, state, powerKw }: MachineView): void {
    if (!settings.has('free_cooling') && !settings.has('source_setpoint')) return;
    const isFree = (settings.get('free_cooling')?.value ?? 0) > 0;
    if (isFree || state !== 'Execute') return;
    this.coolingKw = learned(this.coolingKw, powerKw, LEARNING_DAY);
    this.leastKw = Math.min(this.leastKw * 1.00002, powerKw);
  }

  /** Water heat as rise times speed, smoothed: cycles of its users come and go. */
  private noteRise(machine: MachineView): void {
    const back = machine.value('return_temp');
    const supply = machine.value('supply_temp');
    const speed = machine.settings.get('pump_speed')?.value;
    if (back === undefined || supply === undefined || speed === undefined) return;
    const load = (back - supply) * (speed / 100);
    this.riseLoadK = this.riseLoadK === undefined ? load : this.riseLoadK + 0.03 * (load - this.riseLoadK);
  }

  private noteFan(machine: MachineView): void {
    const rpm = machine.value('fan_speed');
    if (rpm === undefined || machine.kind !== 'fume-extraction') return;
    this.fullRpm = Math.max(this.fullRpm, rpm);
    const isSlow = rpm < 0.97 * this.fullRpm * (beamFanPercent(machine) / 100);
    const flow = machine.value('air_flow');
    // Flow goes with the speed; where the fan stands it says nothing.
    if (flow !== undefined && rpm > 0.2 * this.fullRpm) {
      this.fullFanFlow = learned(this.fullFanFlow, (flow * this.fullRpm) / rpm, LEARNING_FLOW);
    }
    this.slowShare += LEARNING_DAY * ((isSlow ? 1 : 0) - this.slowShare);
    if (!isSlow) this.fullKw = Math.max(this.fullKw, machine.powerKw);
  }

  noteAirPressure(mpa: number): void {
    this.meanAirPressureMpa = learned(this.meanAirPressureMpa || undefined, mpa, LEARNING_DAY);
  }

  noteNetKw(kw: number): void {
    this.netKw = learned(this.netKw || undefined, kw, LEARNING_DAY);
  }

  noteNightFlow(flow: number, seenMs: number): void {
    this.nightFlow = { flow: learned(this.nightFlow?.flow, flow, LEARNING), seenMs };
  }

  private learn(level: number, kw: number): void {
    this.restKw[level] = learned(this.restKw[level], kw, LEARNING);
  }

  /** Power it waits with, ready, kW. */
  get idleKw(): number | undefined {
    return this.restKw[0];
  }

  /** Mean power over about a day, kW; 0 until it was seen. */
  get meanKw(): number {
    return this.dayKw ?? 0;
  }

  /** Whether it was seen for a day, so that its mean power holds nights and waits as well. */
  knowsDay(timeMs: number): boolean {
    return this.firstMs !== undefined && timeMs - this.firstMs >= DAY_MS;
  }

  /** Power at a level of rest: measured, or a share of the idle power until it was. */
  restingKw(level: 1 | 2, idleKw: number, shareUntilKnown: number): number {
    return this.restKw[level] ?? idleKw * shareUntilKnown;
  }

  /** Lowest air flow seen over the last weeks, m3/min: what leaks when nobody asks for air. */
  get leastAirFlow(): number | undefined {
    return Number.isFinite(this.airIdleFlow) ? this.airIdleFlow : undefined;
  }
}

/** A wait ended when the machine changed its state, which may be a while before somebody looks. */
function changedMs({ stateSinceMs }: MachineView, timeMs: number, { waitingSinceMs }: WaitMemory): number {
  return waitingSinceMs !== undefined && stateSinceMs > waitingSinceMs
    ? Math.min(stateSinceMs, timeMs)
    : timeMs;
}

/** A mean that follows its readings: the first one as it is, each later one by its share. */
function learned(mean: number | undefined, reading: number, share: number): number {
  return mean === undefined ? reading : mean + share * (reading - mean);
}

/** Whether a furnace is below what it usually holds, on its way back, or stands with its charge inside. */
function isOffHolding(machine: MachineView, timeMs: number): boolean {
  const setback = machine.settings.get('hold_setback');
  if (!setback) return false;
  if (isBlocked(machine)) return true;
  return setback.value > setback.usual || (setback.sinceMs > 0 && timeMs - setback.sinceMs < REHEAT_MS);
}
