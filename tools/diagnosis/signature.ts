import { faultKind, type Fault } from '@linetwin/model/scenario';
import type { ModelIndex } from '@linetwin/model';
import { SourceClock } from '../../simulators/src/equipment/source-clock.ts';
import { LineSimulation } from '../../simulators/src/line/line-simulation.ts';
import { addressOf } from './run-fault.ts';
import type { Pair } from './run-pair.ts';
import type { ScriptedFault } from '../../simulators/src/fault-scripts/scripted-fault.ts';
import { START_MS } from './virtual-plant.ts';

/** Long enough for one burst of each sensor after a run-up. */
const MEASURE_S = 360;

/**
 * What a fault does at severity 1, the sign by which it could be seen first beside what the healthy machine shows there, and, where bursts show
 * it, how strong it is in them: measured, not declared.
 */
export function signatureInWords(index: ModelIndex, script: ScriptedFault, runs: readonly Pair[]): string {
  const words = [faultKind(script.fault)!.description];
  const { sign } = script;
  const healthy = runs[0]?.product.healthySign;
  if (sign && healthy)
    words.push(
      `sign: ${sign.at ? `${sign.at} ` : ''}${sign.signal} ${sign.is} ${sign.value}, before the fault ${digits(healthy.mean)} with a scatter of ${digits(healthy.deviation)}`,
    );
  if (script.hasBursts)
    for (const { channel, unit, healthyRms, faultDb } of strengthInBursts(
      index,
      script,
      runs[0].product.seed,
    ))
      if (Number.isFinite(faultDb))
        words.push(
          `${channel}: ${faultDb.toFixed(1)} dB against the whole of a healthy burst, ${digits(healthyRms)} ${unit} RMS`,
        );
  return words.join('; ');
}

export interface BurstStrength {
  channel: string;
  unit: string;
  /** RMS of the healthy machine's burst: noise, shaft lines, or the current. */
  healthyRms: number;
  /** Power of what the fault adds over that of the healthy burst, dB; -Infinity where it adds nothing. */
  faultDb: number;
}

/**
 * Two runs of the same seed, one with the fault at its full strength, whose bursts are drawn from the same stream: what differs is the fault.
 */
export function strengthInBursts(index: ModelIndex, script: ScriptedFault, seed: number): BurstStrength[] {
  const address = addressOf(index, script.line, script.machine);
  const bursts = (faults: Fault[]) => {
    const simulation = new LineSimulation({
      model: index.model,
      line: script.line,
      seed,
      faults,
      clock: new SourceClock(START_MS),
    });
    const machine = simulation.machines.find(({ equipment }) => equipment.address === address)!;
    const found = new Map<string, { samples: Float32Array; unit: string }>();
    for (let s = 1; s <= MEASURE_S; s++) {
      simulation.advanceFlow(s);
      for (const one of simulation.machines) {
        one.step(1, s);
        one.seams.length = 0;
      }
      for (const { channel, samples, unit } of machine.burstsDue(START_MS + s * 1000, { every: 1, seed }))
        found.set(channel, { samples, unit: unit ?? '' });
    }
    return found;
  };
  const healthy = bursts([]);
  const faulty = bursts([
    {
      id: script.fault,
      equipment: address,
      component: script.component,
      onsetS: 0,
      endS: Infinity,
      severity: script.severity,
      growth: 'step',
      tauS: 1,
      maxSeverity: script.severity,
    },
  ]);
  return [...healthy].flatMap(([channel, { samples, unit }]) => {
    const other = faulty.get(channel);
    if (!other) return [];
    const added = rms(samples.map((x, i) => other.samples[i] - x));
    const healthyRms = rms(samples);
    return [{ channel, unit, healthyRms, faultDb: 20 * Math.log10(added / healthyRms) }];
  });
}

function rms(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, x) => sum + x * x, 0) / values.length);
}

function digits(x: number): string {
  return String(Number(x.toPrecision(3)));
}
