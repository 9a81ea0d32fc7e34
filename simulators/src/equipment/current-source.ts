import type { Burst } from '@linetwin/contracts';
import type { Equipment, MotorDefinition } from '@linetwin/model';
import { severityAt, type Fault } from '@linetwin/model/scenario';
import {
  synthesizeMotorCurrent,
  synthesizeMotorVoltage,
  type MotorCurrentState,
} from '../physics/motor-current.ts';
import { Random } from '../physics/random.ts';
import { BURST_EVERY_S, type BurstChoice } from './rotor.ts';

/** Acquisition class C (domain table 1.2): 10 s at 10 kHz of three currents and three voltages, here every five minutes. */
export const CURRENT_RATE_HZ = 10_000;
export const CURRENT_LENGTH_S = 10;

/** What severity 1 means, against the supply line (domain table 2.7: -45 dB is a fault, 2 to 3 % of negative sequence are). */
const BAR_SIDEBAND_AT_SEVERITY_1 = fromDb(-42);
const NEGATIVE_AT_SEVERITY_1 = 0.035;
const THIRD_DB_AT_SEVERITY_1 = 8;
const ECCENTRIC_DB_AT_SEVERITY_1 = 16;
/** Of the voltages: more than 2 % is a fault. Of the current it makes six to ten times as much (NEMA MG 1). */
const VOLTAGE_UNBALANCE_AT_SEVERITY_1 = 0.025;
const CURRENT_PER_VOLTAGE = [6, 8] as const;
/** Between two phases. */
const SUPPLY_V = 380;
/** A supply's own unbalance wanders with what else hangs on it. */
const VOLTAGE_WANDER = 0.0004;

export interface CurrentHost {
  equipment: Equipment;
  motor: MotorDefinition;
  faults: readonly Fault[];
  seed: number;
}

/** Phase currents and voltages of the induction motor of one machine, as bursts. Draws from a stream of its own, so that values are the same with and without it. */
export class CurrentSource {
  private readonly host: CurrentHost;
  private readonly random: Random;
  /** What this motor was made with. */
  private readonly healthy: Pick<
    MotorCurrentState,
    'barSideband' | 'negativeShare' | 'thirdHarmonic' | 'eccentricity'
  > & { unbalance: number; unbalanceAngle: number; currentPerVoltage: number };
  private readonly voltageRandom: Random;
  private nextBurstS: number;
  private dueBursts = 0;
  /** Speed and load of the last seconds, oldest first. */
  private readonly past: { timeS: number; speedRpm: number; load: number }[] = [];

  constructor(host: CurrentHost) {
    this.host = host;
    const random = (this.random = new Random(host.seed, `current ${host.equipment.address}`));
    const own = (this.voltageRandom = new Random(host.seed, `voltage ${host.equipment.address}`));
    this.healthy = {
      barSideband: fromDb(random.between(-66, -60)),
      negativeShare: random.between(0.004, 0.012),
      thirdHarmonic: fromDb(random.between(-60, -55)),
      eccentricity: fromDb(random.between(-68, -63)),
      unbalance: own.between(0.002, 0.005),
      unbalanceAngle: own.between(0, 2 * Math.PI),
      currentPerVoltage: own.between(...CURRENT_PER_VOLTAGE),
    };
    this.nextBurstS = random.between(CURRENT_LENGTH_S + 1, BURST_EVERY_S);
  }

  /** @param powerKw what the motor draws now */
  step(timeS: number, speedRpm: number, powerKw: number): void {
    const { ratedPowerKw, ratedSpeedRpm } = this.host.motor;
    // Torque over rated torque: power goes with torque and speed.
    const load = speedRpm > 1 ? (powerKw / ratedPowerKw) * (ratedSpeedRpm / speedRpm) : 0;
    this.past.push({ timeS, speedRpm, load });
    while (this.past.length > 2 && this.past[1].timeS <= timeS - CURRENT_LENGTH_S) this.past.shift();
  }

  /** The burst that ends now, when one is due and the motor turns. */
  burstsDue(timeS: number, timeMs: number, choice?: BurstChoice): Burst[] {
    if (timeS < this.nextBurstS) return [];
    while (this.nextBurstS <= timeS) this.nextBurstS += BURST_EVERY_S;
    const nth = this.dueBursts++;
    const stood = this.past.some(({ speedRpm }) => speedRpm < 60);
    if (stood || (choice && nth % choice.every !== 0)) return [];
    const { equipment, motor } = this.host;
    const random = choice ? new Random(choice.seed, `current ${equipment.address} ${nth}`) : this.random;
    const voltageRandom = choice
      ? new Random(choice.seed, `voltage ${equipment.address} ${nth}`)
      : this.voltageRandom;
    const supplyShare = VOLTAGE_UNBALANCE_AT_SEVERITY_1 * this.severity('supply-unbalance', timeS);
    const wander = VOLTAGE_WANDER * voltageRandom.boundedNormal();
    const { state, meanRpm } = this.stateNow(timeS, supplyShare + wander);
    const count = CURRENT_RATE_HZ * CURRENT_LENGTH_S;
    const [samples, L2, L3] = synthesizeMotorCurrent(state, CURRENT_RATE_HZ, count, random);
    const { unbalance, unbalanceAngle } = this.healthy;
    const [U1, U2, U3] = synthesizeMotorVoltage(
      {
        supplyHz: state.supplyHz,
        volts: (SUPPLY_V * meanOf(state.supplyHz)) / motor.ratedFrequencyHz,
        unbalance: unbalance + supplyShare + wander,
        unbalanceAngle,
      },
      CURRENT_RATE_HZ,
      count,
      voltageRandom,
    );
    return [
      {
        channel: motor.burstSignal,
        time: timeMs - CURRENT_LENGTH_S * 1000,
        sampleRateHz: CURRENT_RATE_HZ,
        speedRpm: Math.round(meanRpm * 10) / 10,
        unit: 'A',
        samples,
        companions: { L2, L3, U1, U2, U3 },
      },
    ];
  }

  /** @param voltageRise of the negative sequence of the voltages over what the motor has while healthy */
  private stateNow(timeS: number, voltageRise: number): { state: MotorCurrentState; meanRpm: number } {
    const { past, healthy } = this;
    const { motor } = this.host;
    const load = mean(past.map((one) => one.load));
    const synchronousRpm = (60 * motor.ratedFrequencyHz) / motor.polePairs;
    const slipRpm = load * (synchronousRpm - motor.ratedSpeedRpm);
    const supplyHz = (rpm: number) => ((rpm + slipRpm) * motor.polePairs) / 60;
    const [first, last] = [past[0].speedRpm, past[past.length - 1].speedRpm];
    // The speed changes evenly in the burst, so its mean is that of the two ends.
    const meanRpm = (first + last) / 2;
    const short = this.severity('stator-short', timeS);
    const bar = BAR_SIDEBAND_AT_SEVERITY_1 * this.severity('rotor-bar', timeS);
    const eccentric = ECCENTRIC_DB_AT_SEVERITY_1 * this.severity('eccentricity', timeS);
    return {
      meanRpm,
      state: {
        supplyHz: [supplyHz(first), supplyHz(last)],
        // As at a power factor that does not change with the load.
        currentA: motor.ratedCurrentA * load,
        slip: slipRpm / (meanRpm + slipRpm),
        polePairs: motor.polePairs,
        barSideband: Math.max(healthy.barSideband, bar),
        negativeShare: Math.max(
          0,
          healthy.negativeShare + NEGATIVE_AT_SEVERITY_1 * short + healthy.currentPerVoltage * voltageRise,
        ),
        thirdHarmonic: healthy.thirdHarmonic * fromDb(THIRD_DB_AT_SEVERITY_1 * short),
        eccentricity: healthy.eccentricity * fromDb(eccentric),
      },
    };
  }

  private severity(id: Fault['id'], timeS: number): number {
    return this.host.faults.reduce(
      (most, fault) => (fault.id === id ? Math.max(most, severityAt(fault, timeS)) : most),
      0,
    );
  }
}

function fromDb(db: number): number {
  return 10 ** (db / 20);
}

function meanOf([first, last]: readonly [number, number]): number {
  return (first + last) / 2;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, x) => sum + x, 0) / values.length;
}
