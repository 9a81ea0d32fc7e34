import { PACKML_STATES, QUALITY_BAD, type Equipment, type Signal } from '@linetwin/model';
import type { SensorFault } from './sensor-fault.ts';
import { LOAD_UNITS } from './sensor-relations.ts';

/** What a sensor fault was judged from. */
export interface SensorVerdict {
  fault: SensorFault;
  equipment: string;
  signal: string;
  confidence: number;
  since: number;
  at: number;
  over: boolean;
  /** Numbers behind it, by name: seconds without change, ratio of variances ... */
  evidence: Record<string, number>;
  /** What it was compared with: another signal of the machine, or another machine. */
  against?: string;
}

/** Ten minutes of work: what is learned of a healthy sensor is known then. */
const LEARN_SAMPLES = 600;
/** Domain table 2.10: no change for 60 s while the machine's state says that there should be. */
const STUCK_SAMPLES = 60;
/** A value that stood still for longer than this while healthy may do so again. */
const LIVELY_RUN = 8;
/** Domain table 2.10: more than three missing periods. */
const MISSING_PERIODS = 4;
const OPEN_SAMPLES = 3;
const OPEN_JUMP = 0.15;
/** Domain table 2.10: variance ratio above 4. */
const NOISE_RATIO = 4;
/** Asked for twice of it, because windows of a minute scatter, where the signal has not jumped out and back as noise does too. */
const SURE_NOISE_RATIO = 8;
const WINDOW = 60;
/** Windows of a steady signal differ by less than this while it is healthy; noise and spikes can be told on such a one only. */
const STEADY_RATIO = 4;
const MOVED = 1;
const STEP_SHARE = 0.15;
/** A spike is this many of the usual steps out and back. */
const SPIKE_STEPS = 4;
const SPIKES = 3;
const SPIKES_APART_MS = 8000;
const SPIKES_WITHIN_MS = 600_000;
/** Healthy again for so long. */
const GONE_MS = 60_000;

interface Channel {
  signal: Signal;
  last: number;
  before: number;
  lastAt: number;
  run: number;
  /** Parts that the machine had made when the run began. */
  partsBefore: number;
  /** Samples of work that were learned from. */
  learned: number;
  longestRun: number;
  largestStep: number;
  /** Greatest and least variance of a window while learning. */
  variance: number;
  leastVariance: number;
  mean: number;
  meanSum: number;
  windowMean: number;
  windowSum: number;
  windowCount: number;
  windowVariance: number;
  /** Share of one single bend in the window's variance: near 1 it is a step, not noise. */
  windowPeak: number;
  largestBend: number;
  railed: number;
  spikes: number[];
  active: Map<SensorFault, { since: number; goodSince: number | null }>;
}

/** A machine that passes parts on without working on them is in Execute too: its process moves with parts only. */
const STUCK_PARTS = 2;

/** What jumps with the work of the machine. */
const PROCESS_ROLES: ReadonlySet<string> = new Set(['power', 'speed', 'position']);

const EXECUTE = PACKML_STATES.indexOf('Execute');

/** Watches the sensors of one machine, each against its own healthy behaviour. */
export class SensorWatch {
  private readonly equipment: Equipment;
  private readonly channels = new Map<number, Channel>();
  private readonly stateIndex: number;
  private readonly partCounters = new Map<number, number>();
  private isWorking = false;
  private parts = 0;
  private newestAt = 0;

  constructor(equipment: Equipment, signals: readonly Signal[]) {
    this.equipment = equipment;
    this.stateIndex = signals.find(({ role }) => role === 'state')?.index ?? -1;
    for (const signal of signals) {
      if (signal.role === 'goodCount' || signal.role === 'scrapCount')
        this.partCounters.set(signal.index, NaN);
      // Counters, states and waveforms have rules of their own; what is told per part may well stay away.
      const isMeasured = signal.normal !== undefined && !signal.values && signal.class !== 'V';
      if (!isMeasured || signal.role === 'counter' || signal.role === 'energy') continue;
      this.channels.set(signal.index, newChannel(signal));
    }
  }

  /** Ids of the signals whose sensors are known to be wrong. */
  isWrong(signal: string): boolean {
    for (const { signal: own, active } of this.channels.values())
      if (active.size > 0 && (own.id === signal || dependsOn(this.channels, signal, own.id))) return true;
    return false;
  }

  put(index: number, time: number, value: number, quality: number): void {
    this.newestAt = Math.max(this.newestAt, time);
    if (index === this.stateIndex) {
      this.isWorking = value === EXECUTE;
      return;
    }
    const counted = this.partCounters.get(index);
    if (counted !== undefined) {
      if (value > counted) this.parts += value - counted;
      this.partCounters.set(index, value);
      return;
    }
    const channel = this.channels.get(index);
    if (!channel) return;
    const { range, normal } = channel.signal;
    const jumped = Math.abs(value - channel.last) > OPEN_JUMP * (range[1] - range[0]);
    const atRail =
      (value <= range[0] && normal![0] > range[0]) || (value >= range[1] && normal![1] < range[1]);
    // A process comes to the end of its range by and by, a broken loop at once; a machine that stops takes it there too.
    const isBroken =
      atRail && (channel.railed >= OPEN_SAMPLES || (this.isWorking && (jumped || channel.railed > 0)));
    channel.railed = isBroken || (quality === QUALITY_BAD && Number.isNaN(value)) ? channel.railed + 1 : 0;
    channel.lastAt = time;
    if (channel.railed > 0 || atRail || Number.isNaN(value)) return;
    this.follow(channel, time, value);
  }

  /**
   * What began or is over; once a second is enough.
   *
   * @param now time of the newest value
   * @param isExplained whether what a signal does is known to come from something else, such as a swapped channel
   */
  look(now: number, isExplained: (signal: string) => boolean = () => false): SensorVerdict[] {
    const told: SensorVerdict[] = [];
    for (const channel of this.channels.values()) {
      for (const [fault, judged] of this.judge(channel, now)) {
        const known = channel.active.get(fault);
        if (judged && !known) {
          if (isExplained(channel.signal.id)) continue;
          channel.active.set(fault, { since: judged.since, goodSince: null });
          told.push(this.verdict(channel, fault, judged, now, false));
        } else if (judged && known) known.goodSince = null;
        else if (known) {
          known.goodSince ??= now;
          if (now - known.goodSince < GONE_MS) continue;
          channel.active.delete(fault);
          told.push(this.verdict(channel, fault, { since: known.since, evidence: {} }, now, true));
        }
      }
    }
    return told;
  }

  private *judge(channel: Channel, now: number): Iterable<[SensorFault, Judged | undefined]> {
    const { signal, lastAt, railed, run } = channel;
    const periodMs = signal.periodMs;
    if (periodMs !== undefined && lastAt > 0) {
      const silentMs = Math.min(now, this.newestAt) - lastAt;
      yield [
        'sensor-dropout',
        silentMs > MISSING_PERIODS * periodMs ? { since: lastAt, evidence: { silentMs } } : undefined,
      ];
    }
    yield [
      'sensor-open',
      railed >= OPEN_SAMPLES ? { since: lastAt, evidence: { samples: railed } } : undefined,
    ];
    if (periodMs === undefined || channel.learned < LEARN_SAMPLES) return;
    const isLively = channel.longestRun <= LIVELY_RUN;
    yield [
      'sensor-stuck',
      isLively && run >= STUCK_SAMPLES && this.hasProcessMoved(channel)
        ? { since: lastAt - run * periodMs, evidence: { samples: run, usual: channel.longestRun } }
        : undefined,
    ];
    const ratio = channel.variance > 0 ? channel.windowVariance / channel.variance : 0;
    // A level that moved takes its noise with it; that is the process.
    const moved = Math.abs(channel.windowMean - channel.mean) > MOVED * Math.sqrt(channel.windowVariance);
    channel.spikes = channel.spikes.filter((at) => now - at < SPIKES_WITHIN_MS);
    const { spikes } = channel;
    const isWide =
      ratio > (spikes.length >= SPIKES ? NOISE_RATIO : SURE_NOISE_RATIO) && channel.windowPeak < STEP_SHARE;
    // A whole window after the first is waited for: noise shows there.
    const areSpikes = spikes.length >= SPIKES && now - spikes[0] >= 2 * WINDOW * periodMs && !isWide;
    yield [
      'sensor-spikes',
      areSpikes ? { since: spikes[0], evidence: { spikes: spikes.length } } : undefined,
    ];
    const isNoise = isSteady(channel) && isWide && !moved && !this.isWork(channel);
    yield [
      'sensor-noisy',
      isNoise ? { since: now - WINDOW * periodMs, evidence: { varianceRatio: ratio } } : undefined,
    ];
  }

  /** Whether a load is wide because the machine works by fits and starts: what it draws in all is as wide then. */
  private isWork({ signal }: Channel): boolean {
    if (!LOAD_UNITS.has(signal.unit)) return false;
    return [...this.channels.values()].some(
      (other) =>
        other.signal.role === 'power' &&
        other.signal !== signal &&
        other.windowVariance > NOISE_RATIO * other.variance,
    );
  }

  /** Whether the value should have changed in its run: what follows the work does so with parts only. */
  private hasProcessMoved({ signal, partsBefore }: Channel): boolean {
    if (!PROCESS_ROLES.has(signal.role) || this.partCounters.size === 0) return true;
    return this.parts - partsBefore >= STUCK_PARTS;
  }

  /** Learns while it must, then compares; only while the machine works. */
  private follow(channel: Channel, time: number, value: number): void {
    const { last, before } = channel;
    channel.before = last;
    channel.last = value;
    if (!this.isWorking || Number.isNaN(last) || Number.isNaN(before)) return;
    channel.run = value === last ? channel.run + 1 : 0;
    if (channel.run === 0) channel.partsBefore = this.parts;
    const step = Math.abs(value - last);
    // The second difference: a ramp is no noise, a spike is twice one.
    const bend = value - 2 * last + before;
    const isLearning = channel.learned < LEARN_SAMPLES;
    if (isLearning) {
      channel.learned++;
      channel.longestRun = Math.max(channel.longestRun, channel.run);
      channel.largestStep = Math.max(channel.largestStep, step);
    } else if (
      channel.longestRun <= LIVELY_RUN &&
      isSteady(channel) &&
      Math.abs(last - before) > SPIKE_STEPS * channel.largestStep &&
      Math.abs(value - before) < channel.largestStep * 2
    ) {
      // One right behind another is no spike: that is noise, or the process.
      const lastSpike = channel.spikes.at(-1) ?? -Infinity;
      if (time - lastSpike < SPIKES_APART_MS) channel.spikes.pop();
      else channel.spikes.push(time);
      if (channel.spikes.length > SPIKES * 10) channel.spikes.shift();
    }
    channel.windowSum += bend * bend;
    channel.largestBend = Math.max(channel.largestBend, bend * bend);
    channel.meanSum += value;
    if (++channel.windowCount < WINDOW) return;
    const variance = channel.windowSum / channel.windowCount;
    const mean = channel.meanSum / channel.windowCount;
    const peak = channel.largestBend / channel.windowSum;
    channel.windowSum = 0;
    channel.largestBend = 0;
    channel.meanSum = 0;
    channel.windowCount = 0;
    if (isLearning) {
      channel.variance = Math.max(channel.variance, variance);
      channel.leastVariance = Math.min(channel.leastVariance, variance);
      channel.mean = mean;
    } else {
      channel.windowVariance = variance;
      channel.windowPeak = peak;
      channel.windowMean = mean;
    }
  }

  private verdict(
    { signal }: Channel,
    fault: SensorFault,
    { since, evidence }: Judged,
    at: number,
    over: boolean,
  ): SensorVerdict {
    const { address } = this.equipment;
    return { fault, equipment: address, signal: signal.id, confidence: 0.9, since, at, over, evidence };
  }
}

interface Judged {
  since: number;
  evidence: Record<string, number>;
}

function isSteady({ signal, variance, leastVariance }: Channel): boolean {
  return !PROCESS_ROLES.has(signal.role) && leastVariance > 0 && variance < STEADY_RATIO * leastVariance;
}

function newChannel(signal: Signal): Channel {
  return {
    signal,
    last: NaN,
    before: NaN,
    lastAt: 0,
    run: 0,
    partsBefore: 0,
    learned: 0,
    longestRun: 0,
    largestStep: 0,
    variance: 0,
    leastVariance: Infinity,
    mean: 0,
    meanSum: 0,
    windowMean: 0,
    windowSum: 0,
    windowCount: 0,
    windowVariance: 0,
    windowPeak: 0,
    largestBend: 0,
    railed: 0,
    spikes: [],
    active: new Map(),
  };
}

function dependsOn(channels: ReadonlyMap<number, Channel>, signal: string, sensor: string): boolean {
  for (const { signal: own } of channels.values())
    if (own.id === signal) return own.dependsOn?.includes(sensor) ?? false;
  return false;
}
