import type { LineView, MachineView } from './line-view.ts';
import type { MachineMemory } from './machine-memory.ts';
import type { Measure } from './measure.ts';
import { DAY_H, settingOf, standing } from './standing.ts';

/** Until its compressor was seen to come and go: pumps take three quarters of a laser's chiller (measured, decision 0032). */
const UNSEEN_COMPRESSOR_SHARE = 0.25;

/** Warmer water for the laser while dew point and source allow it: about 3 % of the compressor's power per kelvin. */
export const chillerSetPoint: Measure = {
  id: 'chiller-set-point',
  suits: ({ settings }) => settings.has('source_setpoint'),
  propose(line, machine, memory, limits) {
    const setting = settingOf(machine, 'source_setpoint');
    const source = sourceOf(line, machine);
    if (!setting || !source || machine.state !== 'Execute') return undefined;
    const value = Math.min(setting.range[1], setting.usual + limits.chillerWarmerK);
    if (setting.value >= value) return undefined;
    const moduleC = source.value('module_temp');
    if (moduleC === undefined || moduleC + limits.chillerWarmerK > limits.largestModuleC) return undefined;
    const drawnKw = compressorKw(machine, memory) || UNSEEN_COMPRESSOR_SHARE * machine.powerKw;
    const estimatedKwh = drawnKw * 0.03 * (value - setting.value) * DAY_H;
    return standing(this.id, machine, 'source_setpoint', value, estimatedKwh, { moduleC });
  },
  guard(line, machine, limits) {
    const source = sourceOf(line, machine);
    if (!source || machine.state === undefined) return 'silent';
    // Without its compressor it saves nothing with warmer water.
    if (isFreeCooling(machine)) return 'free-cooling';
    const margin = source.value('dew_margin');
    if (margin === undefined || margin < limits.leastDewMarginK) return 'dew-point';
    const moduleC = source.value('module_temp');
    return moduleC === undefined || moduleC > limits.largestModuleC ? 'source-temperature' : undefined;
  },
};

/** Set points of water are kept within half a kelvin (domain table 1.4); twice that is no longer cooled. */
const LARGEST_SOURCE_RISE_K = 1;
/** Fan of a cooler outdoors against the compressor that it stands in for: 3 % of the heat against a third to a quarter. */
const FREE_FAN_SHARE = 0.1;
/** Air has to be so much warmer again before the compressor comes back: no change with every gust. */
const OUTSIDE_BAND_K = 1;

function isFreeCooling(machine: MachineView): boolean {
  return (settingOf(machine, 'free_cooling')?.value ?? 0) > 0.5;
}

/** Mean power of a chiller's compressor: what it draws beyond its pumps. */
function compressorKw({ powerKw }: MachineView, { coolingKw = powerKw, leastKw }: MachineMemory): number {
  return Math.max(0, coolingKw - Math.min(leastKw, coolingKw));
}

/** Air outside cools the water while it is cold enough: the compressor stands, pump and fan remain. */
export const freeCooling: Measure = {
  id: 'free-cooling',
  suits: ({ settings }) => settings.has('free_cooling'),
  propose(_line, machine, memory, limits) {
    const outsideC = machine.value('outdoor_temp');
    if (outsideC === undefined || outsideC >= limits.freeCoolingBelowC) return undefined;
    if (machine.state !== 'Execute' || isFreeCooling(machine)) return undefined;
    const estimatedKwh = (1 - FREE_FAN_SHARE) * compressorKw(machine, memory) * DAY_H;
    if (estimatedKwh <= 0) return undefined;
    return standing(this.id, machine, 'free_cooling', 1, estimatedKwh, { outsideC });
  },
  guard(_line, machine, limits) {
    const outsideC = machine.value('outdoor_temp');
    const sourceC = machine.value('source_temp');
    if (machine.state === undefined || outsideC === undefined || sourceC === undefined) return 'silent';
    if (outsideC >= limits.freeCoolingBelowC + OUTSIDE_BAND_K) return 'outside-air';
    const setpointC = settingOf(machine, 'source_setpoint')?.value ?? Infinity;
    return sourceC > setpointC + LARGEST_SOURCE_RISE_K ? 'source-temperature' : undefined;
  },
};

function sourceOf(line: LineView, chiller: MachineView): MachineView | undefined {
  return line.machines.find(
    (m) => (m.kind === 'fibre-laser' || m.kind === 'ring-spot-source') && m.lane === chiller.lane,
  );
}
