import { isWaveform, type PackmlState, type Signal } from '@linetwin/model';
import { wander } from '../physics/lag.ts';
import type { Random } from '../physics/random.ts';

/** A signal no kernel computes: it wanders inside its normal band while the machine works. */
interface OrdinaryChannel {
  slot: number;
  middle: number;
  half: number;
  /** Value without work; the working one for what goes on in every state (levels, supply pressures). */
  idle: number;
  isEnumeration: boolean;
  slow: number;
  now: number;
}

/** What is needed of a machine here. */
interface Host {
  readonly values: Float64Array;
  readonly hasNews: Uint8Array;
  readonly packml: { readonly state: PackmlState };
}

const WANDER_S = 900;
const SETTLE_S = 3;
/** Units of what a machine draws or exerts only while it works. */
const LOAD_UNITS = new Set(['A', 'kN', 'Nm', 'N']);

/**
 * Everything a plant declares beyond the physics of its kinds still moves: a slow wander and sensor noise
 * inside the normal band, loads falling with the work. A plant can therefore declare a signal before anybody
 * has written a kernel for it.
 */
export class OrdinaryChannels {
  private readonly periodic: OrdinaryChannel[] = [];
  private readonly perPart: OrdinaryChannel[] = [];
  private readonly random: Random;

  constructor(entries: readonly { signal: Signal; slot: number }[], random: Random) {
    this.random = random;
    for (const { signal, slot } of entries) {
      if (isWaveform(signal)) continue;
      const [low, high] = signal.normal ?? middleOf(signal.range);
      const middle = (low + high) / 2;
      // A limit that is watched in every state must not see the machine rest.
      const falls = LOAD_UNITS.has(signal.unit) && signal.limits.every((limit) => limit.whileStates);
      const channel = {
        slot,
        middle,
        half: (high - low) / 2,
        idle: falls ? Math.max(signal.range[0], low * 0.15) : middle,
        isEnumeration: signal.values !== undefined,
        slow: random.normal(),
        now: middle,
      };
      (signal.periodMs === undefined ? this.perPart : this.periodic).push(channel);
    }
  }

  step(machine: Host, dtS: number): void {
    if (this.periodic.length === 0) return;
    const { values } = machine;
    const isWorking = machine.packml.state === 'Execute';
    const settle = dtS > 0 ? Math.exp(-dtS / SETTLE_S) : 0;
    for (const channel of this.periodic) {
      if (channel.isEnumeration) {
        values[channel.slot] = 0;
        continue;
      }
      channel.slow = clamp(wander(channel.slow, this.random.normal(), dtS, WANDER_S), 2);
      const target = isWorking ? channel.middle + 0.25 * channel.half * channel.slow : channel.idle;
      channel.now = target + (channel.now - target) * settle;
      values[channel.slot] = channel.now + 0.1 * channel.half * this.random.boundedNormal();
    }
  }

  onPart(machine: Host): void {
    for (const channel of this.perPart) {
      if (!channel.isEnumeration)
        machine.values[channel.slot] = channel.middle + 0.28 * channel.half * this.random.boundedNormal();
      machine.hasNews[channel.slot] = 1;
    }
  }
}

function middleOf([low, high]: readonly [number, number]): [number, number] {
  const quarter = (high - low) / 4;
  return [low + quarter, high - quarter];
}

function clamp(x: number, limit: number): number {
  return x > limit ? limit : x < -limit ? -limit : x;
}
