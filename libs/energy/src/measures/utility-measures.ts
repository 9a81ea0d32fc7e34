import { isWaiting, usersOf, type LineView, type MachineView } from './line-view.ts';
import type { MachineMemory } from './machine-memory.ts';
import type { MachineBuild, Measure } from './measure.ts';
import type { MeasureLimits } from './measure-limits.ts';
import { COOLANT_PLANT, DAY_H, isResting, settingOf, standing } from './standing.ts';

/** So many of the grinders that are awake have to work before their flow says what the pump gives. */
const WORK_SHARE = 0.75;
/** Machines come back a minute before an order; pumps are asked twice a minute. */
const CALM_MS = 180_000;
/** Steps of a pump worth taking, %, up sooner than down; that of the coolant by as much as its margin is tried lower. */
const STEP_DOWN = 6;
const STEP_UP = 3;
const COOLANT_STEP_DOWN = 2;
/** Power of a pump that slows by the cube law over a static head: a third does not fall with speed. */
function pumpShare(speed: number): number {
  return 0.35 + 0.65 * speed ** 3;
}

function isMainMeter({ kind }: MachineBuild): boolean {
  return kind === 'main-meter';
}

/** Pumps for what their users ask for: coolant by the grinders that are awake, cooling water by what comes back warmer. */
export const pumpSpeed: Measure = {
  id: 'pump-speed',
  suits: ({ settings }) => settings.has('pump_speed'),
  learn(line, machine, memory, limits) {
    if (machine.kind !== COOLANT_PLANT) return;
    const wanted = wantedPumpPercent(line, machine, memory, limits) ?? Infinity;
    // Flow says something of the margin only at the speed that follows from it.
    const isAtMargin = Math.abs((settingOf(machine, 'pump_speed')?.value ?? 0) - wanted) <= 1;
    const share = isAtMargin && !isResting(machine) ? meanFlowShare(line) : undefined;
    memory.pumpMargin.note(share, line.timeMs);
  },
  propose(line, machine, memory, limits) {
    const setting = settingOf(machine, 'pump_speed');
    if (!setting || machine.state !== 'Execute') return undefined;
    const wanted = wantedPumpPercent(line, machine, memory, limits);
    if (wanted === undefined) return undefined;
    const value = Math.round(Math.min(setting.range[1], Math.max(limits.leastPumpPercent, wanted)));
    const change = value - setting.value;
    const stepDown = machine.kind === COOLANT_PLANT ? COOLANT_STEP_DOWN : STEP_DOWN;
    if (change > -stepDown && change < Math.min(STEP_UP, stepDown)) return undefined;
    if (value >= setting.usual) return undefined;
    const now = pumpShare(setting.value / 100);
    const usualKw = (machine.powerKw / now) * pumpShare(setting.usual / 100);
    const estimatedKwh = usualKw * (1 - pumpShare(value / 100)) * 1;
    return {
      ...standing(this.id, machine, 'pump_speed', value, estimatedKwh, { wanted }),
      estimatedHours: 1,
      usualKw,
    };
  },
  guard(line, machine, limits) {
    if (machine.state === undefined) return 'silent';
    const rise = returnRiseK(machine);
    if (rise !== undefined && rise > limits.largestReturnRiseK * 1.2) return 'return-temperature';
    const weakest = weakestFlowShare(line);
    return machine.kind === COOLANT_PLANT && weakest < limits.leastFlowShare ? 'least-flow' : undefined;
  },
};

function wantedPumpPercent(
  line: LineView,
  machine: MachineView,
  memory: MachineMemory,
  limits: MeasureLimits,
): number | undefined {
  if (machine.kind === COOLANT_PLANT) {
    const users = usersOf(line, 'coolant');
    if (users.length === 0) return undefined;
    // One with auxiliaries off may be back in seconds while there is an order, and takes no coolant until the next one is due.
    const isCalm = msToOrder(line) > CALM_MS;
    const awake = users.filter(
      (m) => (settingOf(m, 'operating_level')?.value ?? 0) < (isCalm ? 1 : 2),
    ).length;
    return 100 * memory.pumpMargin.within(limits.pumpMargin) * (awake / users.length);
  }
  const { riseLoadK } = memory;
  return riseLoadK === undefined ? undefined : (100 * riseLoadK) / (0.85 * limits.largestReturnRiseK);
}

/** How long there will be no order for sure; 0 while there is one. */
function msToOrder({ order, timeMs }: LineView): number {
  return order.isOpen || order.nextStartMs === undefined ? 0 : order.nextStartMs - timeMs;
}

function returnRiseK(machine: MachineView): number | undefined {
  const back = machine.value('return_temp');
  const supply = machine.value('supply_temp');
  return back === undefined || supply === undefined ? undefined : back - supply;
}

/** Coolant of the grinder that gets least of its own usual flow. */
function weakestFlowShare(line: LineView): number {
  return Math.min(1, ...flowShares(line));
}

/** Mean over the grinders at work; undefined unless most of those awake work, since only then the pump is asked for what it is set for. */
function meanFlowShare(line: LineView): number | undefined {
  const shares = flowShares(line);
  const awake = usersOf(line, 'coolant').filter((m) => !isResting(m)).length;
  return shares.length > 0 && shares.length >= WORK_SHARE * awake
    ? shares.reduce((sum, share) => sum + share, 0) / shares.length
    : undefined;
}

function flowShares(line: LineView): number[] {
  return usersOf(line, 'coolant').flatMap((machine) => {
    const flow = machine.value('coolant_flow');
    const usual = machine.usual('coolant_flow');
    if (isResting(machine) || machine.state !== 'Execute' || flow === undefined || !usual) return [];
    return [flow / usual];
  });
}

/** Share of the losses that goes with reactive power and harmonics: half a percent, the low end of domain table 3.3. */
const CABLE_LOSS_SHARE = 0.005;

function isDistorted(machine: MachineView, limits: MeasureLimits): boolean {
  return (machine.value('thd') ?? 0) > limits.largestThdPercent;
}

/** Reactive power that the bank should have taken: a term of the bill, switched by people. */
export const powerFactor: Measure = {
  id: 'power-factor',
  suits: isMainMeter,
  propose(_line, machine, _memory, limits) {
    const factor = machine.value('power_factor');
    const totalKw = machine.value('total_power');
    if (factor === undefined || totalKw === undefined || factor >= limits.leastPowerFactor) return undefined;
    // Losses in cables fall with the square of the current.
    const estimatedKwh = totalKw * CABLE_LOSS_SHARE * DAY_H;
    return { ...standing(this.id, machine, '', 0, estimatedKwh, { factor }), command: undefined };
  },
  // Capacitors and the inductance of the net resonate where harmonics are strong: a filter comes first.
  guard: (_line, machine, limits) => (isDistorted(machine, limits) ? 'resonance' : undefined),
};

/** Harmonics of converters and heaters that a filter should take: their current heats cables and transformers; fitted by people. */
export const harmonicFilter: Measure = {
  id: 'harmonic-filter',
  suits: isMainMeter,
  propose(_line, machine, _memory, limits) {
    const thdPercent = machine.value('thd');
    const totalKw = machine.value('total_power');
    if (thdPercent === undefined || totalKw === undefined || !isDistorted(machine, limits)) return undefined;
    const estimatedKwh = totalKw * CABLE_LOSS_SHARE * DAY_H;
    return { ...standing(this.id, machine, '', 0, estimatedKwh, { thdPercent }), command: undefined };
  },
  guard: () => undefined,
};

/** Before a quarter of an hour goes beyond the contract: one that waits at full heat gives way. */
export const demandPeak: Measure = {
  id: 'demand-peak',
  suits: ({ kind }) => kind === 'induction-heater',
  propose(line, machine, memory, limits) {
    const { siteForecastKw, contractKw } = line;
    if (siteForecastKw === undefined || contractKw === undefined) return undefined;
    if (siteForecastKw < limits.demandShare * contractKw || !isWaiting(machine)) return undefined;
    const idleKw = memory.idleKw ?? machine.powerKw;
    const readyAtMs = (Math.floor(line.timeMs / 900_000) + 1) * 900_000;
    const hours = (readyAtMs - line.timeMs) / 3600_000;
    const proposal = standing(this.id, machine, 'operating_level', 1, 0.5 * idleKw * hours, {
      siteForecastKw,
    });
    return {
      ...proposal,
      command: { setting: 'operating_level', value: 1, readyAtMs },
      estimatedHours: hours,
    };
  },
  guard: (_line, machine) => (machine.state === undefined ? 'silent' : undefined),
};
