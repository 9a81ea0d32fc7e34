import { isBlocked, isWaiting, orderFor, type MachineView } from './line-view.ts';
import type { MachineBuild, Measure } from './measure.ts';
import type { MeasureLimits } from './measure-limits.ts';

/** Heat that an empty furnace no longer loses with its belt, which creeps; what its zones take of the idle power. */
const BELT_SHARE = 0.08;
const ZONES_SHARE = 0.8;
/** What fans, drive and pumps take less while the belt creeps and nothing is quenched. */
const AUXILIARIES_SHARE = 1 / 3;
/** Radiation falls faster than the temperature: by so much more in a hot furnace than in one for tempering. */
const HOT_C = 500;
const HOT_FACTOR = 1.3;
/** An empty furnace falls by about so much, K/min, so that the saving is not there at once. */
const FALL_K_PER_MIN = 1.35;
const HALL_C = 25;
/** Saving of putting charges together: holding lower while empty, in the middle of 15 to 25 % (domain table 3.3). */
const EMPTY_SHARE = 0.2;

function canHoldLower({ settings }: MachineBuild): boolean {
  return settings.has('hold_setback');
}

function reheatS(limits: MeasureLimits): number {
  return (60 * limits.setbackK) / limits.rampKPerMin + limits.settleS;
}

/** An empty furnace holds lower over a gap of an hour or more, and is back at its set point when parts come. */
export const holdingSetback: Measure = {
  id: 'holding-setback',
  suits: canHoldLower,
  propose(line, machine, memory, limits) {
    const { idleKw } = memory;
    if (idleKw === undefined || !isWaiting(machine)) return undefined;
    // A belt that stands because the next machine does has its charge inside.
    if (isBlocked(machine)) return undefined;
    const order = orderFor(line, machine);
    // Only before an order whose start is known: parts that come to a cold furnace would wait for it.
    if (order.isOpen || order.nextStartMs === undefined) return undefined;
    const leftS = (order.nextStartMs - line.timeMs) / 1000;
    if (leftS < limits.setbackAfterS) return undefined;
    // Falling and coming back, it is on the mean half as much below as it will be.
    const fallS = (60 * limits.setbackK) / FALL_K_PER_MIN;
    const fullS = Math.max(0, leftS - (fallS + reheatS(limits)) / 2);
    const temperatureC = zoneC(machine);
    if (temperatureC === undefined) return undefined;
    const cooler = (limits.setbackK / (temperatureC - HALL_C)) * (temperatureC > HOT_C ? HOT_FACTOR : 1);
    const zonesS = ZONES_SHARE * (BELT_SHARE * leftS + cooler * fullS);
    const auxiliariesS = (1 - ZONES_SHARE) * AUXILIARIES_SHARE * Math.max(0, leftS - limits.settleS);
    const estimatedKwh = (idleKw * (zonesS + auxiliariesS)) / 3600;
    return {
      measure: this.id,
      equipment: machine.address,
      command: {
        setting: 'hold_setback',
        value: limits.setbackK,
        readyAtMs: order.nextStartMs,
      },
      because: { idleKw, forecastS: leftS, setbackK: limits.setbackK, rampKPerMin: limits.rampKPerMin },
      estimatedKwh,
      estimatedHours: leftS / 3600,
      usualKw: idleKw,
    };
  },
  guard(_line, machine) {
    if (machine.state === undefined) return 'silent';
    if (machine.state === 'Aborted') return 'fault';
    // Parts inside mean that it is at work again.
    return machine.state === 'Execute' ? 'charge-inside' : undefined;
  },
};

/** A furnace that has run far from full for hours: people put charges together, or hold them until it is worth it, where the queue has room. */
export const furnaceConsolidation: Measure = {
  id: 'furnace-consolidation',
  suits: canHoldLower,
  learn({ timeMs }, machine, memory, limits) {
    const loadShare = furnaceLoad(machine, memory.idleKw) ?? 1;
    const isLow = machine.state === 'Execute' && loadShare < limits.consolidateBelowShare;
    memory.lowLoadSinceMs = isLow ? (memory.lowLoadSinceMs ?? timeMs) : undefined;
  },
  propose({ timeMs }, machine, { idleKw, lowLoadSinceMs }, limits) {
    const loadShare = furnaceLoad(machine, idleKw);
    if (loadShare === undefined || idleKw === undefined || lowLoadSinceMs === undefined) return undefined;
    if ((timeMs - lowLoadSinceMs) / 1000 < limits.consolidateAfterS) return undefined;
    const emptyShare = 1 - loadShare / 0.95;
    const hours = 8;
    return {
      measure: this.id,
      equipment: machine.address,
      because: { loadShare, idleKw, hours },
      estimatedKwh: idleKw * EMPTY_SHARE * emptyShare * hours,
      estimatedHours: hours,
      usualKw: machine.powerKw,
    };
  },
  guard: () => undefined,
};

/** Load of a furnace from its power: empty at its idle power, full at the mean of its outputs' normal bands. */
function furnaceLoad(machine: MachineView, idleKw: number | undefined): number | undefined {
  if (idleKw === undefined) return undefined;
  const fullKw = machine.usual('power');
  if (fullKw === undefined || fullKw <= idleKw) return undefined;
  return Math.min(1, Math.max(0, (machine.powerKw - idleKw) / (fullKw - idleKw)));
}

/** Usual temperature of its first zones, C. */
function zoneC(machine: MachineView): number | undefined {
  return machine.usual('zone_2_temp') ?? machine.usual('zone_1_temp');
}
