import type { Burst } from '@linetwin/contracts';
import type { BearingDefinition, Equipment, Signal } from '@linetwin/model';
import { bearingOrders } from '@linetwin/signal';
import { severityAt, type Fault } from '@linetwin/model/scenario';
import { synthesizeBurst, type BearingDefect, type VibrationState } from '../physics/bearing-vibration.ts';
import { driveLines, looseLines } from './drive-lines.ts';
import { lag, wander } from '../physics/lag.ts';
import { mountResonance, passMount } from '../physics/loose-mount.ts';
import { Random } from '../physics/random.ts';

export interface RotorHost {
  equipment: Equipment;
  signals: readonly Signal[];
  values: Float64Array;
  random: Random;
  faults: readonly Fault[];
  slot(id: string): number;
}

/** Acquisition class V (domain table 1.2): 4 s at 25.6 kHz, here every five minutes. */
export const BURST_RATE_HZ = 25_600;
export const BURST_LENGTH_S = 4;
export const BURST_EVERY_S = 300;

/** Which bursts of a run that must stay small are made: of each sensor the first of every few. */
export interface BurstChoice {
  every: number;
  /** Each burst draws from a stream of its own, so that values are the same whichever are made. */
  seed: number;
}

/** What severity 1 means: peak of one hit in the load zone, and the velocity it adds. */
const HIT_AT_SEVERITY_1_M_PER_S2 = 10;
const VELOCITY_AT_SEVERITY_1_MM_PER_S = 0.7;
const IMBALANCE_AT_SEVERITY_1_MM_PER_S = 3;
/** Velocity of 2x that misalignment of severity 1 adds; 3x is half of it. */
const SECOND_LINE_AT_SEVERITY_1_MM_PER_S = 1.6;
/** A loose part of severity 1: what it adds to the velocity, to the floor, and its random hits. */
const LOOSENESS_AT_SEVERITY_1_MM_PER_S = 1.2;
const LOOSE_FLOOR_SHARE = 0.5;
const LOOSE_HITS = { perSecond: 20, mPerS2: 3 };
/** A soft support has its natural frequency at this share of the rated speed, inside of what a drive with speed control runs through. */
const SOFT_SUPPORT_SHARE = 0.86;
/** A bolted base is damped by its joints; loosened to severity 1 it lifts a line in resonance 6 times. */
const SOFT_SUPPORT_DAMPING = 0.08;
/** Belts and gears: velocity that a fault of severity 1 adds. */
const DRIVE_AT_SEVERITY_1_MM_PER_S = 0.5;
const RUN_UP_S = 2;
const THERMAL_S = 900;
const AMBIENT_C = 24;
const FLOOR_M_PER_S2 = [0.3, 0.65] as const;

const PLACES = { 'outer-race': 'outer', 'inner-race': 'inner', ball: 'ball' } as const;

/** The spindle or motor under watch of one machine: speed, vibration, temperature, and its waveform bursts. */
export class Rotor {
  speedRpm: number;
  private readonly host: RotorHost;
  private readonly velocity: number;
  private readonly speed: number;
  private readonly temperature: number;
  private readonly channel: string;
  private readonly ratedVelocity: number;
  private readonly ambientVelocity: number;
  private readonly ratedRiseK: number;
  private temperatureC: number;
  private slow: number;
  private readonly burstOffsetS: number;
  private nextBurstS: number;
  /** Bursts that were due so far. */
  private dueBursts = 0;
  private readonly defectFaults: {
    fault: Fault;
    bearing: BearingDefinition;
    place: 'outer' | 'inner' | 'ball';
  }[];
  private readonly resonanceHz: number;
  private readonly floor: number;

  constructor(host: RotorHost) {
    this.host = host;
    const { signals, random, equipment } = host;
    this.velocity = host.slot('vib_velocity');
    this.speed = host.slot('spindle_speed');
    this.temperature = host.slot('spindle_temp');
    this.channel = signals.find((signal) => signal.role === 'vibration')!.id;
    const normal = signals[this.velocity]?.normal ?? [0.3, 1.2];
    // Each machine has its own level in the lower half of the band.
    this.ratedVelocity = normal[0] + (normal[1] - normal[0]) * random.between(0.3, 0.5);
    this.ambientVelocity = normal[0] * 1.12;
    this.ratedRiseK = random.between(12, 20);
    this.temperatureC = AMBIENT_C + this.ratedRiseK;
    this.slow = random.normal();
    this.speedRpm = equipment.ratedSpeedRpm ?? 1480;
    this.burstOffsetS = random.between(BURST_LENGTH_S + 1, BURST_EVERY_S);
    this.nextBurstS = this.burstOffsetS;
    this.resonanceHz = random.between(3200, 5200);
    this.floor = random.between(FLOOR_M_PER_S2[0], FLOOR_M_PER_S2[1]);
    this.defectFaults = host.faults.flatMap((fault) => {
      const place = PLACES[fault.id as keyof typeof PLACES];
      const bearing = equipment.bearings.find((b) => b.id === fault.component) ?? equipment.bearings[0];
      return place && bearing ? [{ fault, bearing, place }] : [];
    });
  }

  step(dtS: number, timeS: number, targetRpm: number, isWorking: boolean, processVelocity: number): void {
    const { values, random, signals } = this.host;
    if (dtS > 0) {
      this.speedRpm = lag(this.speedRpm, targetRpm, dtS, RUN_UP_S);
      this.slow = wander(this.slow, random.normal(), dtS, 1200);
    } else this.speedRpm = targetRpm;
    const rated = this.host.equipment.ratedSpeedRpm ?? 1480;
    const share = Math.min(1.2, this.speedRpm / rated);
    const defects = this.defects(timeS);
    const worst = defects.reduce((sum, d) => sum + d.hitMPerS2 / HIT_AT_SEVERITY_1_M_PER_S2, 0);
    const imbalance = this.severity('imbalance', timeS) * IMBALANCE_AT_SEVERITY_1_MM_PER_S * share * share;
    const misaligned = this.severity('misalignment', timeS) * 2 * share;
    const own = this.ratedVelocity * (1 + 0.06 * clamp(this.slow)) * (isWorking ? 1 : 0.85) + processVelocity;
    const bearing = VELOCITY_AT_SEVERITY_1_MM_PER_S * worst;
    const loose = this.severity('looseness', timeS) * LOOSENESS_AT_SEVERITY_1_MM_PER_S;
    const drive =
      Math.max(this.severity('drive-belt', timeS), this.severity('gear', timeS)) *
      DRIVE_AT_SEVERITY_1_MM_PER_S;
    const lift = this.supportLift(timeS);
    const velocity =
      share *
      Math.hypot(own, imbalance, misaligned, bearing, loose, drive, 0.5 * this.ratedVelocity * (lift - 1));
    // The floor shakes a little even while the spindle stands.
    values[this.velocity] = Math.max(this.ambientVelocity, velocity) * (1 + 0.03 * random.boundedNormal());
    if (signals[this.speed])
      values[this.speed] = Math.max(0, this.speedRpm * (1 + 0.0015 * random.boundedNormal()));
    const rise =
      this.ratedRiseK * (0.7 + 0.3 * (isWorking ? 1 : 0)) * Math.min(1, share) + 8 * Math.min(2, worst);
    this.temperatureC = lag(this.temperatureC, AMBIENT_C + 3 + rise, dtS, THERMAL_S);
    values[this.temperature] = this.temperatureC + 0.1 * random.boundedNormal();
  }

  /** The burst that ends now, when one is due and the shaft turns. */
  burstsDue(timeS: number, timeMs: number, choice?: BurstChoice): Burst[] {
    if (timeS < this.nextBurstS) return [];
    while (this.nextBurstS <= timeS) this.nextBurstS += BURST_EVERY_S;
    const nth = this.dueBursts++;
    if (this.speedRpm < 60 || (choice && nth % choice.every !== 0)) return [];
    const samples = synthesizeBurst(
      this.vibrationState(timeS),
      BURST_RATE_HZ,
      BURST_RATE_HZ * BURST_LENGTH_S,
      choice ? new Random(choice.seed, `burst ${this.host.equipment.address} ${nth}`) : this.host.random,
    );
    const loose = this.severity('loose-accelerometer', timeS);
    if (loose > 0) passMount(samples, BURST_RATE_HZ, mountResonance(loose, this.mountChance));
    return [
      {
        channel: this.channel,
        time: timeMs - BURST_LENGTH_S * 1000,
        sampleRateHz: BURST_RATE_HZ,
        speedRpm: Math.round(this.speedRpm * 10) / 10,
        unit: 'm/s2',
        samples,
      },
    ];
  }

  /** Each machine's own, drawn from nothing, so that machines draw alike with the fault and without. */
  private get mountChance(): number {
    return (this.resonanceHz * 0.618) % 1;
  }

  private vibrationState(timeS: number): VibrationState {
    const rated = this.host.equipment.ratedSpeedRpm ?? 1480;
    const share = Math.min(1.2, this.speedRpm / rated);
    // Force of an unbalance goes with the square of the speed, and the velocity behind it with one more.
    const imbalance = this.severity('imbalance', timeS) * IMBALANCE_AT_SEVERITY_1_MM_PER_S * share ** 3;
    const misalignment = this.severity('misalignment', timeS);
    const looseness = this.severity('looseness', timeS);
    const support = this.support(timeS);
    const first = 0.5 * this.ratedVelocity * share + imbalance;
    const chatter = this.severity('chatter', timeS);
    const defects = this.defects(timeS);
    const worst = defects.reduce((sum, d) => Math.max(sum, d.hitMPerS2), 0);
    return {
      speedRpm: this.speedRpm,
      shaftLineMmPerS: first + 0.3 * misalignment,
      secondLineShare:
        (0.075 * this.ratedVelocity + SECOND_LINE_AT_SEVERITY_1_MM_PER_S * misalignment * share) /
        (first + 0.3 * misalignment),
      // Late damage spreads over the race: the floor rises with it.
      floorMPerS2: this.floor * (1 + LOOSE_FLOOR_SHARE * looseness) + Math.max(0, worst - 15) * 0.06,
      resonanceHz: this.resonanceHz,
      dampingRatio: 0.035,
      defects,
      orderLines: [
        ...driveLines(
          this.host.equipment.driveTrain,
          this.severity('drive-belt', timeS),
          this.severity('gear', timeS),
        ),
        ...looseLines(looseness),
      ],
      ...(looseness > 0 && {
        randomHits: { perSecond: LOOSE_HITS.perSecond, mPerS2: LOOSE_HITS.mPerS2 * looseness },
      }),
      ...(support && { support }),
      extraLines: chatter > 0 ? [{ hz: 617, mPerS2: 4 * chatter }] : undefined,
    };
  }

  /** A support that came loose, with less damping the looser it is. */
  private support(timeS: number): { hz: number; dampingRatio: number } | undefined {
    const severity = this.severity('soft-support', timeS);
    if (severity <= 0) return undefined;
    const rated = this.host.equipment.ratedSpeedRpm ?? 1480;
    return {
      hz: (SOFT_SUPPORT_SHARE * rated) / 60,
      dampingRatio: SOFT_SUPPORT_DAMPING / Math.min(2, severity),
    };
  }

  private supportLift(timeS: number): number {
    const support = this.support(timeS);
    if (!support) return 1;
    const r = this.speedRpm / 60 / support.hz;
    return Math.max(1, 1 / Math.hypot(1 - r * r, 2 * support.dampingRatio * r));
  }

  private defects(timeS: number): BearingDefect[] {
    if (this.defectFaults.length === 0) return [];
    return this.defectFaults.flatMap(({ fault, bearing, place }) => {
      const severity = severityAt(fault, timeS);
      if (severity <= 0) return [];
      return [{ place, hitMPerS2: severity * HIT_AT_SEVERITY_1_M_PER_S2, orders: bearingOrders(bearing) }];
    });
  }

  private severity(id: Fault['id'], timeS: number): number {
    let severity = 0;
    for (const fault of this.host.faults)
      if (fault.id === id) severity = Math.max(severity, severityAt(fault, timeS));
    return severity;
  }
}

function clamp(x: number): number {
  return x > 2 ? 2 : x < -2 ? -2 : x;
}
