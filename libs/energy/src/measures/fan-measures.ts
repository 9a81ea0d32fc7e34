import { beamFanPercent } from './line-view.ts';
import type { Measure } from './measure.ts';
import { DAY_H, settingOf, standing } from './standing.ts';

/** A fan that delivers more than is needed by so much is worth slowing (domain table 3.3: throttled, or less than 80 % of its flow). */
const THROTTLED_SHARE = 0.8;
/** Speeds are kept so much above what is needed: cartridges load up between two looks. */
const FLOW_MARGIN = 1.1;

/** Power of a fan against its full speed: it moves no height, so all of it falls by the cube. */
function fanShare(percent: number): number {
  return (percent / 100) ** 3;
}

/** Fume extraction slow while there is no beam; full speed comes by itself with the beam and its tail. */
export const fumeOnDemand: Measure = {
  id: 'fume-on-demand',
  suits: ({ settings }) => settings.has('idle_fan_speed'),
  propose(_line, machine, memory, limits) {
    const setting = settingOf(machine, 'idle_fan_speed');
    if (!setting || memory.fullKw === 0 || machine.state !== 'Execute') return undefined;
    if (setting.value <= limits.idleFanPercent) return undefined;
    const savedKw = memory.fullKw * (fanShare(setting.value) - fanShare(limits.idleFanPercent));
    const estimatedKwh = savedKw * memory.slowShare * DAY_H;
    return standing(this.id, machine, 'idle_fan_speed', limits.idleFanPercent, estimatedKwh, {
      slowShare: memory.slowShare,
    });
  },
  guard(_line, machine) {
    return machine.state === undefined ? 'silent' : machine.state === 'Aborted' ? 'fault' : undefined;
  },
};

/** Fan slower with the beam too where it delivers more than the weld needs; faster again as its cartridges load up. */
export const fanSpeed: Measure = {
  id: 'fan-speed',
  suits: ({ settings }) => settings.has('beam_fan_speed'),
  propose(_line, machine, memory, limits) {
    const setting = settingOf(machine, 'beam_fan_speed');
    const { fullFanFlow, fullKw, slowShare } = memory;
    if (!setting || !fullFanFlow || fullKw === 0 || machine.state !== 'Execute') return undefined;
    const needed = limits.leastFumeM3PerH / fullFanFlow;
    if (needed >= THROTTLED_SHARE) return undefined;
    const value = Math.ceil(Math.min(setting.usual, Math.max(setting.range[0], 100 * FLOW_MARGIN * needed)));
    const change = value - setting.value;
    // Steps worth taking: up sooner than down.
    if ((change > -4 && change < 2) || value >= setting.usual) return undefined;
    // Slower than while there is no beam makes no sense: that speed comes down first.
    if ((settingOf(machine, 'idle_fan_speed')?.value ?? 0) > value) return undefined;
    const beamShare = 1 - slowShare;
    const estimatedKwh = fullKw * (fanShare(setting.usual) - fanShare(value)) * beamShare * DAY_H;
    const because = { fullFanFlow, neededFlow: limits.leastFumeM3PerH, beamShare };
    return standing(this.id, machine, 'beam_fan_speed', value, estimatedKwh, because);
  },
  guard(_line, machine, limits, { fullFanFlow }) {
    if (machine.state === undefined || fullFanFlow === undefined) return 'silent';
    if (machine.state === 'Aborted') return 'fault';
    const flow = fullFanFlow * (beamFanPercent(machine) / 100);
    return flow < limits.leastFumeM3PerH ? 'least-flow' : undefined;
  },
};
