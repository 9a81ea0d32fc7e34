import type { LineView, MachineView } from './line-view.ts';
import type { MachineBuild, Measure } from './measure.ts';
import { COMPRESSOR, DAY_H, isAirNeeded, isResting, settingOf, standing } from './standing.ts';

function isCompressor({ kind }: MachineBuild): boolean {
  return kind === COMPRESSOR;
}

function compressorsOf(line: LineView): MachineView[] {
  return line.machines.filter(isCompressor);
}

/** One step less pressure when the weakest user has had more than it needs for a day; 7 % less power per 0.1 MPa. */
export const airPressure: Measure = {
  id: 'air-pressure',
  suits: ({ settings }) => settings.has('pressure_setpoint'),
  // A compressor that rests says nothing of what its users have when it works.
  learn({ timeMs }, machine, memory, limits) {
    const pressure = machine.value('air_pressure');
    if (pressure === undefined || machine.state !== 'Execute' || isResting(machine)) return;
    memory.noteAirPressure(pressure);
    const weakestMpa = memory.meanAirPressureMpa - limits.netLossMpa;
    const hasMargin = weakestMpa > limits.leastUserMpa + limits.pressureMarginMpa;
    memory.airMarginSinceMs = hasMargin ? (memory.airMarginSinceMs ?? timeMs) : undefined;
  },
  propose(line, machine, memory, limits) {
    const setting = settingOf(machine, 'pressure_setpoint');
    const pressure = machine.value('air_pressure');
    if (!setting || pressure === undefined || machine.state !== 'Execute' || isResting(machine))
      return undefined;
    const sinceMs = Math.max(memory.airMarginSinceMs ?? Infinity, setting.sinceMs);
    if ((line.timeMs - sinceMs) / 1000 < limits.pressureAfterS) return undefined;
    // Where several hold the net, the set point of one alone says nothing.
    if (compressorsOf(line).filter((m) => !isResting(m)).length > 1) return undefined;
    const weakestMpa = memory.meanAirPressureMpa - limits.netLossMpa;
    const value = Math.max(setting.range[0], setting.value - limits.pressureStepMpa);
    // The compression itself, and the leaks, which blow with the absolute pressure.
    const leakShare = (memory.leastAirFlow ?? 0) / (machine.value('air_flow') ?? Infinity);
    const lower = setting.usual - value;
    const estimatedKwh = machine.powerKw * (0.7 + (0.7 * leakShare) / (pressure + 0.1)) * lower * DAY_H;
    return standing(this.id, machine, 'pressure_setpoint', value, estimatedKwh, { weakestMpa });
  },
  guard(_line, machine, limits) {
    const pressure = machine.value('air_pressure');
    if (pressure === undefined) return 'silent';
    // One that rests, or fills the net first, has no users yet.
    if (machine.state !== 'Execute' || isResting(machine)) return undefined;
    return pressure - limits.netLossMpa < limits.leastUserMpa + 0.01 ? 'weakest-user' : undefined;
  },
};

/**
 * One of two compressors rests while the other can carry the net: it idles with a quarter of its power. The one that runs unloaded most
 * rests first, so that one with speed control takes the load that varies.
 */
export const airSequencing: Measure = {
  id: 'air-sequencing',
  suits: isCompressor,
  propose(line, machine, memory, limits) {
    const running = compressorsOf(line).filter((m) => !isResting(m) && m.state === 'Execute');
    const { unloadShare, unloadedKw, meanAirFlow } = memory;
    const unloads = unloadShare > limits.unloadShare;
    if (running.length < 2 || (!unloads && running.at(-1)?.address !== machine.address)) return undefined;
    // One that goes between full and no load is known by its mean.
    const flowOf = (m: MachineView) =>
      (unloads && m === machine ? meanAirFlow : m.value('air_flow')) ?? Infinity;
    const flow = running.reduce((sum, m) => sum + flowOf(m), 0);
    if (flow > limits.compressorFullM3PerMin * (running.length - 1)) return undefined;
    // What two draw at half load each, against one at whole load: the idle running of one.
    const idleKw = unloads ? unloadShare * unloadedKw : Math.max(0, machine.powerKw - 6.1 * flowOf(machine));
    const because = { flow, unloadShare: unloads ? unloadShare : 0 };
    const proposal = standing(this.id, machine, 'operating_level', 1, idleKw * DAY_H, because);
    return { ...proposal, usualKw: memory.idleKw ?? machine.powerKw };
  },
  guard(line, _machine, limits) {
    const running = compressorsOf(line).filter((m) => !isResting(m));
    const flow = running.reduce((sum, m) => sum + (m.value('air_flow') ?? 0), 0);
    // All of them rest where nobody needs air.
    if (running.length === 0) return isAirNeeded(line) ? 'silent' : undefined;
    return flow > 1.05 * limits.compressorFullM3PerMin * running.length ? 'weakest-user' : undefined;
  },
};

/** What people mend of a net whose night flow is high: the low end of 10 to 20 % of its power (domain table 3.3). */
const LEAK_SHARE = 0.1;
/** A night flow tells of the net as it is for so long; a night in which machines rest with their valves shut tells nothing of their leaks. */
const NIGHT_FLOW_AGE_MS = 36 * 3600_000;
/** At night furnaces and washers go on by themselves, and no more of the machines than this. */
const NIGHT_WORK_SHARE = 0.15;
/** So many may have shut their air. */
const NIGHT_SHUT_SHARE = 0.1;

/** Air that flows while nobody works: leaks, which people have to find and mend. Said of the first compressor that runs, for all. */
export const airLeaks: Measure = {
  id: 'air-leaks',
  suits: isCompressor,
  learn(line, machine, memory) {
    memory.noteNetKw(compressorsOf(line).reduce((sum, m) => sum + m.powerKw, 0));
    const parts = line.machines.filter((m) => m.isInFlow);
    const shareOf = (of: (m: MachineView) => boolean) => parts.filter(of).length / Math.max(1, parts.length);
    if (line.order.isOpen || shareOf((m) => m.state === 'Execute') > NIGHT_WORK_SHARE) return;
    const isShut = (m: MachineView) => (settingOf(m, 'operating_level')?.value ?? 0) > 1;
    if (shareOf(isShut) > NIGHT_SHUT_SHARE || machine !== runningOf(line)[0]) return;
    memory.noteNightFlow(netFlow(line), line.timeMs);
  },
  propose(line, machine, memory, limits) {
    const running = runningOf(line);
    const { nightFlow } = memory;
    if (!nightFlow || line.timeMs - nightFlow.seenMs > NIGHT_FLOW_AGE_MS || running[0] !== machine)
      return undefined;
    if (!memory.knowsDay(line.timeMs)) return undefined;
    const works = line.machines.filter((m) => m.isInFlow && m.state === 'Execute').length;
    const share = nightFlow.flow / netFlow(line);
    if (works < 5 || share < limits.nightFlowShare || share > 0.95) return undefined;
    const estimatedKwh = LEAK_SHARE * memory.netKw * DAY_H;
    const because = { nightFlow: nightFlow.flow, share };
    return { ...standing(this.id, machine, '', 0, estimatedKwh, because), command: undefined };
  },
  guard: () => undefined,
};

function runningOf(line: LineView): MachineView[] {
  return compressorsOf(line).filter((m) => !isResting(m) && m.state === 'Execute');
}

/** What all running compressors give together, m3/min. */
function netFlow(line: LineView): number {
  return runningOf(line).reduce((sum, m) => sum + (m.value('air_flow') ?? 0), 0);
}

/** What a compressor with speed control saves instead of one that unloads: the middle of 10 to 20 % (domain table 3.3). */
const SPEED_CONTROL_SHARE = 0.15;

/** The last compressor that runs is unloaded a good part of the time: one with speed control would take that load, which people buy. */
export const airSpeedControl: Measure = {
  id: 'air-speed-control',
  suits: isCompressor,
  propose(line, machine, memory, limits) {
    const { unloadShare } = memory;
    const running = compressorsOf(line).filter((m) => !isResting(m) && m.state === 'Execute');
    // With more of them one rests first.
    if (unloadShare <= limits.unloadShare || running.length !== 1 || running[0] !== machine) return undefined;
    const estimatedKwh = SPEED_CONTROL_SHARE * memory.meanKw * DAY_H;
    return { ...standing(this.id, machine, '', 0, estimatedKwh, { unloadShare }), command: undefined };
  },
  guard: () => undefined,
};
