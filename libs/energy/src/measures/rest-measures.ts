import { isWaiting, orderFor, usersOf, type LineView, type MachineView } from './line-view.ts';
import type { MachineMemory } from './machine-memory.ts';
import type { GuardId, MachineBuild, Measure, MeasureId, Proposal } from './measure.ts';
import type { MeasureLimits } from './measure-limits.ts';
import type { WaitMemory } from './wait-memory.ts';
import { COMPRESSOR, COOLANT_PLANT, isAirNeeded, isResting, settingOf } from './standing.ts';

/** Beside the order's start, a machine is ready this much earlier, s. */
const READY_BEFORE_S = 60;
/** Air is there so long before the first machine that uses it, s. */
const AIR_BEFORE_S = 60;
const LASERS = new Set(['fibre-laser', 'ring-spot-source']);
/** Furnaces hold, they do not rest; meters have no rest of this kind, and hot furnaces are cooled by the water. */
const NEVER_REST = new Set([
  'anneal-furnace',
  'mesh-belt-furnace',
  'temper-furnace',
  'main-meter',
  'cooling-water',
]);

function canRest({ kind, settings }: MachineBuild): boolean {
  return settings.has('operating_level') && !NEVER_REST.has(kind);
}

/** How long the machine will go on waiting, s, and whether that is known from the orders. */
export function waitForecast(
  line: LineView,
  machine: MachineView,
  memory: MachineMemory,
): { leftS: number; isKnown: boolean } {
  const { timeMs } = line;
  const order = orderFor(line, machine);
  if (!order.isOpen && order.nextStartMs !== undefined)
    return { leftS: Math.max(0, (order.nextStartMs - timeMs) / 1000), isKnown: true };
  // A machine that no part passes does not say by its state whether it is needed.
  if (!machine.isInFlow) return { leftS: 0, isKnown: false };
  return { leftS: memory.waits.leftS(memory.waits.waitedS(timeMs)), isKnown: false };
}

interface Rest {
  level: 1 | 2;
  savedKwh: number;
  restS: number;
  readyAtMs?: number;
}

/** Saving of a level of rest over a wait: less power while it rests, the energy of the way back taken off. */
function restFor(
  level: 1 | 2,
  leftS: number,
  isKnown: boolean,
  idleKw: number,
  line: LineView,
  machine: MachineView,
  memory: MachineMemory,
  limits: MeasureLimits,
): Rest {
  const share = level === 1 ? limits.auxiliariesOffShare : limits.standbyShare;
  const restKw = memory.restingKw(level, idleKw, share);
  const { [machine.kind]: own, other } = limits.restartKwh;
  const { auxiliariesOff, standby } = own ?? other;
  const isCold = level === 2 && limits.warmUpKinds.includes(machine.kind);
  const earlyS = isKnown ? readyBeforeS(line, machine, isCold, limits) : isCold ? Infinity : 0;
  const restS = Math.max(0, leftS - earlyS);
  return {
    level,
    restS,
    savedKwh: ((idleKw - restKw) * restS) / 3600 - (level === 1 ? auxiliariesOff : standby),
    readyAtMs: isKnown ? line.timeMs + 1000 * (leftS - earlyS) : undefined,
  };
}

/** It wakes early enough to be warm when the order begins, and air is there when the first spindle turns to get warm, s. */
function readyBeforeS(line: LineView, { kind }: MachineView, isCold: boolean, limits: MeasureLimits): number {
  if (kind === COMPRESSOR) return READY_BEFORE_S + warmUpOfUsersS(line, limits) + AIR_BEFORE_S;
  return READY_BEFORE_S + (isCold ? limits.warmUpS : 0);
}

/** How long before its order the first of the machines that use air turns to get warm, s. */
function warmUpOfUsersS(line: LineView, limits: MeasureLimits): number {
  const turnsEarly = usersOf(line, 'compressedAir').some(({ kind }) => limits.warmUpKinds.includes(kind));
  return turnsEarly ? limits.warmUpS : 0;
}

/** Twice the energy of the way back against what waiting costs: a shorter rest is not worth it (domain table 3.3). */
export function breakEvenS(restartKwh: number, idleKw: number): number {
  return idleKw > 0 ? (2 * restartKwh * 3600) / idleKw : Infinity;
}

/** Whether its parts are in order as far as it says. */
function isInTolerance(machine: MachineView, limits: MeasureLimits): boolean {
  const size = machine.value('size');
  return size === undefined || Math.abs(size) <= limits.largestSizeUm;
}

function proposeRest(
  measure: MeasureId,
  levels: readonly (1 | 2)[],
  afterS: number,
  line: LineView,
  machine: MachineView,
  memory: MachineMemory,
  limits: MeasureLimits,
): Proposal | undefined {
  // A utility that was slowed down rests from there.
  const idleKw =
    machine.isInFlow || memory.idleKw === undefined
      ? memory.idleKw
      : Math.min(memory.idleKw, machine.powerKw);
  if (idleKw === undefined) return undefined;
  const { leftS, isKnown } = waitForecast(line, machine, memory);
  const waits = machine.isInFlow ? isWaiting(machine) : isKnown;
  if (!waits || (!isKnown && memory.waits.waitedS(line.timeMs) < afterS)) return undefined;
  if (!isInTolerance(machine, limits)) return undefined;
  const { [machine.kind]: own, other } = limits.restartKwh;
  const rests = levels.map((level) => restFor(level, leftS, isKnown, idleKw, line, machine, memory, limits));
  const best = rests.reduce((a, b) => (b.savedKwh > a.savedKwh ? b : a));
  const restartKwh = best.level === 1 ? (own ?? other).auxiliariesOff : (own ?? other).standby;
  if (best.savedKwh <= 0 || best.restS < breakEvenS(restartKwh, idleKw)) return undefined;
  return {
    measure,
    equipment: machine.address,
    command: { setting: 'operating_level', value: best.level, readyAtMs: best.readyAtMs },
    because: { idleKw, forecastS: leftS, waitedS: memory.waits.waitedS(line.timeMs), restartKwh },
    estimatedKwh: best.savedKwh,
    estimatedHours: best.restS / 3600,
    usualKw: idleKw,
  };
}

/** What ends a rest: an order that begins without a machine knowing, a fault, parts out of size. */
function guardRest(line: LineView, machine: MachineView, limits: MeasureLimits): GuardId | undefined {
  if (machine.state === undefined) return 'silent';
  if (machine.state === 'Aborted' || machine.state === 'Aborting') return 'fault';
  if (!isInTolerance(machine, limits)) return 'quality';
  return !machine.isInFlow && orderFor(line, machine).isOpen ? 'order-begins' : undefined;
}

/** A wait of which earlier ones tell that it goes on for long need not have lasted long itself, s; and so many of them have to tell it. */
const SOON_S = 60;
const ENOUGH_WAITS = 10;

/** How long a machine has to have waited: less where its earlier waits of that length went on for as long as the limit says. */
function afterS(waits: WaitMemory, limits: MeasureLimits): number {
  const isTold = waits.longerThan(SOON_S) >= ENOUGH_WAITS;
  return isTold && waits.leftS(SOON_S) >= limits.idleAfterS
    ? Math.min(SOON_S, limits.idleAfterS)
    : limits.idleAfterS;
}

/**
 * Auxiliaries off while a machine stands for a cause of its own, which is idle as well (domain table 1.1): people change its rolls, and
 * nobody needs its hydraulics. Never more than that, and without a time to be ready at: whoever works in it starts it again.
 */
function proposeInStop(
  measure: MeasureId,
  { timeMs }: LineView,
  machine: MachineView,
  memory: MachineMemory,
  limits: MeasureLimits,
): Proposal | undefined {
  if (memory.idleKw === undefined || !isInTolerance(machine, limits)) return undefined;
  const { stops } = memory;
  const waitedS = stops.waitedS(timeMs);
  if (waitedS < afterS(stops, limits)) return undefined;
  const idleKw = Math.min(memory.idleKw, machine.powerKw);
  const forecastS = stops.leftS(waitedS);
  const { [machine.kind]: own, other } = limits.restartKwh;
  const { auxiliariesOff: restartKwh } = own ?? other;
  const savedKw = idleKw - memory.restingKw(1, idleKw, limits.auxiliariesOffShare);
  const estimatedKwh = (savedKw * forecastS) / 3600 - restartKwh;
  if (estimatedKwh <= 0 || forecastS < breakEvenS(restartKwh, idleKw)) return undefined;
  return {
    measure,
    equipment: machine.address,
    command: { setting: 'operating_level', value: 1 },
    because: { idleKw, forecastS, waitedS, restartKwh },
    estimatedKwh,
    estimatedHours: forecastS / 3600,
    usualKw: idleKw,
  };
}

/** Coolant, hydraulics, extraction off while a machine waits, or stands for a cause of its own, for longer than coming back costs. */
export const idleShutdown: Measure = {
  id: 'idle-shutdown',
  suits: (machine) =>
    canRest(machine) &&
    !LASERS.has(machine.kind) &&
    machine.kind !== 'induction-heater' &&
    !isUtility(machine),
  propose(line, machine, memory, limits) {
    if (machine.state === 'Held') return proposeInStop(this.id, line, machine, memory, limits);
    return proposeRest(this.id, [1], afterS(memory.waits, limits), line, machine, memory, limits);
  },
  guard: guardRest,
};

/**
 * Coolant flows as long as anybody may cut: its pump is slow first, since nobody takes any, and then off. Air is there as long as one of its
 * users has its valve open; the last compressor stops then, the others rest by their sequence.
 */
function isUnused(line: LineView, machine: MachineView, limits: MeasureLimits): boolean {
  if (machine.kind === COMPRESSOR) return !isResting(machine) && !isAirNeeded(line);
  const speed = settingOf(machine, 'pump_speed')?.value ?? 0;
  return speed <= limits.leastPumpPercent && usersOf(line, 'coolant').every(isResting);
}

function isUtility({ kind }: MachineBuild): boolean {
  return kind === COOLANT_PLANT || kind === COMPRESSOR;
}

/** Standby when there is no order for half an hour or more; ready, and warm, when the next one begins. */
export const deepStandby: Measure = {
  id: 'deep-standby',
  suits: (machine) => canRest(machine) && !LASERS.has(machine.kind),
  propose(line, machine, memory, limits) {
    const { leftS, isKnown } = waitForecast(line, machine, memory);
    if (!isKnown || leftS < limits.standbyAfterS) return undefined;
    if (isUtility(machine) && !isUnused(line, machine, limits)) return undefined;
    const proposal = proposeRest(this.id, [1, 2], 0, line, machine, memory, limits);
    return proposal?.command?.value === 2 ? proposal : undefined;
  },
  guard(line, machine, limits) {
    if (machine.kind === COMPRESSOR && isAirNeeded(line)) return 'weakest-user';
    if (machine.kind === COOLANT_PLANT && usersOf(line, 'coolant').some(({ state }) => state === 'Execute'))
      return 'order-begins';
    return guardRest(line, machine, limits);
  },
};

/**
 * Heater to hold when the press stands for half a minute, off before the blanks in the coil grow grain and lose carbon. A hold is worth what
 * it saves until the heater goes off; the way back from it is only taken when work comes before that.
 */
export const inductionHold: Measure = {
  id: 'induction-hold',
  suits: (machine) => canRest(machine) && machine.kind === 'induction-heater',
  propose(line, machine, memory, limits) {
    const { inductionHoldAfterS, inductionMaxHoldS } = limits;
    const waitedS = memory.waits.waitedS(line.timeMs);
    if (waitedS >= inductionMaxHoldS)
      return proposeRest(this.id, [2], inductionHoldAfterS, line, machine, memory, limits);
    return proposeHold(line, machine, memory, limits, waitedS);
  },
  guard: guardRest,
};

/** Whether a heater that has been held for as long as it may goes off; where the way back costs more than that saves it stays as it is. */
function goesOff(
  idleKw: number,
  machine: MachineView,
  memory: MachineMemory,
  limits: MeasureLimits,
): boolean {
  const leftS = memory.waits.leftS(limits.inductionMaxHoldS);
  const savedKw = idleKw - memory.restingKw(2, idleKw, limits.standbyShare);
  const { [machine.kind]: own, other } = limits.restartKwh;
  const restartKwh = (own ?? other).standby;
  return (savedKw * leftS) / 3600 > restartKwh && leftS >= breakEvenS(restartKwh, idleKw);
}

function proposeHold(
  line: LineView,
  machine: MachineView,
  memory: MachineMemory,
  limits: MeasureLimits,
  waitedS: number,
): Proposal | undefined {
  const { idleKw } = memory;
  const { isKnown } = waitForecast(line, machine, memory);
  // Before an order whose start is known it goes off, or stays as it is.
  if (idleKw === undefined || isKnown || !isWaiting(machine)) return undefined;
  if (waitedS < limits.inductionHoldAfterS || !isInTolerance(machine, limits)) return undefined;
  const holdS = goesOff(idleKw, machine, memory, limits) ? limits.inductionMaxHoldS - waitedS : Infinity;
  const restS = memory.waits.leftS(waitedS, holdS);
  const { [machine.kind]: own, other } = limits.restartKwh;
  const restartKwh = (own ?? other).auxiliariesOff;
  const savedKw = idleKw - memory.restingKw(1, idleKw, limits.auxiliariesOffShare);
  const estimatedKwh = (savedKw * restS) / 3600 - restartKwh * memory.waits.endsWithinShare(waitedS, holdS);
  if (estimatedKwh <= 0) return undefined;
  return {
    measure: 'induction-hold',
    equipment: machine.address,
    command: { setting: 'operating_level', value: 1 },
    because: { idleKw, forecastS: restS, waitedS, restartKwh },
    estimatedKwh,
    estimatedHours: restS / 3600,
    usualKw: idleKw,
  };
}

/** Pilot off after three minutes without beam, asleep after a quarter of an hour. */
export const laserStandby: Measure = {
  id: 'laser-standby',
  suits: (machine) => canRest(machine) && LASERS.has(machine.kind),
  propose(line, machine, memory, limits) {
    if (machine.value('beam_on') === 1) return undefined;
    const { leftS } = waitForecast(line, machine, memory);
    const levels = leftS >= limits.laserSleepAfterS ? ([1, 2] as const) : ([1] as const);
    return proposeRest(this.id, levels, limits.laserPilotOffAfterS, line, machine, memory, limits);
  },
  guard(line, machine, limits) {
    return machine.value('beam_on') === 1 ? 'beam-on' : guardRest(line, machine, limits);
  },
};
