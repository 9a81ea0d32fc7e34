import type { RunAlarmFigure, RunFigures } from '@linetwin/contracts';
import { lineRoles } from '@linetwin/kpi';
import { QUALITY_BAD, type Equipment, type ModelIndex } from '@linetwin/model';
import { watchedLimitsOf, type WatchedLimit } from '../alarms/watched-limit.ts';
import type { RunAlarmLog } from './run-alarms.ts';

const MAX_ALARMS = 200;
const MAX_RICHEST = 3;

interface Counter {
  line: number;
  what: 'good' | 'scrap' | 'kwh';
  last: number;
}

/** A limit, and how often and how long it was exceeded. */
interface CountedLimit {
  limit: WatchedLimit;
  raised: number;
  activeMs: number;
  since: number;
}

/**
 * Counts what lines made and took, and which limits were exceeded, value by value in order of time. Parts are those that left the last
 * station, scrap that of all machines, energy that of their registers; a register that jumps back adds nothing. Limits are watched as the plant watches
 * them: with their delays and deadbands, and only in the states that they are for.
 */
export class RunFigureCounter {
  private readonly lines: RunFigures['lines'];
  private readonly counters = new Map<number, Counter>();
  private readonly limits = new Map<number, CountedLimit[]>();
  /** Newest PackML state by signal index; none while it is not known. */
  private readonly states = new Map<number, number>();
  private readonly stateSignals = new Set<number>();
  private readonly alarms: RunAlarmLog;
  private values = 0;
  /** Machines, by line, and which of them have said something. */
  private readonly machines: Equipment[];
  private readonly machineOf: Int32Array;
  private readonly heard: Uint8Array;
  /** Known values by signal index. */
  private readonly known: Float64Array;
  private readonly index: ModelIndex;

  /** @param lines ids of the lines to count @param alarms is told of each limit that is exceeded, and when it is over */
  constructor(index: ModelIndex, lines: readonly string[], alarms: RunAlarmLog) {
    this.alarms = alarms;
    this.lines = lines.map((line) => ({ line, good: 0, scrap: 0, kwh: 0 }));
    this.machines = lines.flatMap((id) => index.equipmentOf(id));
    this.index = index;
    this.known = new Float64Array(index.model.signals.length);
    this.heard = new Uint8Array(this.machines.length);
    this.machineOf = new Int32Array(index.model.signals.length).fill(-1);
    this.machines.forEach((machine, i) => {
      for (const signal of index.signalsOf(machine)) this.machineOf[signal.index] = i;
    });
    lines.forEach((id, line) => {
      const { last } = lineRoles(index.line(id)!, index);
      for (const equipment of index.equipmentOf(id)) {
        const count = (role: 'goodCount' | 'scrapCount' | 'energy', what: Counter['what']) => {
          const signal = index.signalWithRole(equipment, role);
          if (signal) this.counters.set(signal.index, { line, what, last: NaN });
        };
        if (last.has(equipment.address)) count('goodCount', 'good');
        count('scrapCount', 'scrap');
        count('energy', 'kwh');
        for (const signal of index.signalsOf(equipment)) {
          const watched = watchedLimitsOf(index, signal);
          if (!watched) continue;
          this.limits.set(
            signal.index,
            watched.map((limit) => ({ limit, raised: 0, activeMs: 0, since: NaN })),
          );
          for (const { stateSignal } of watched) if (stateSignal >= 0) this.stateSignals.add(stateSignal);
        }
      }
    });
  }

  put(signal: number, time: number, value: number, quality: number): void {
    this.values++;
    const isKnown = quality < QUALITY_BAD && Number.isFinite(value);
    const machine = this.machineOf[signal];
    if (isKnown && machine >= 0) {
      this.heard[machine] = 1;
      this.known[signal]++;
    }
    if (this.stateSignals.has(signal)) {
      if (isKnown) this.states.set(signal, value);
      else this.states.delete(signal);
    }
    const counter = this.counters.get(signal);
    if (counter && isKnown) {
      if (value > counter.last) this.lines[counter.line][counter.what] += value - counter.last;
      counter.last = value;
    }
    const limits = this.limits.get(signal);
    if (limits) for (const one of limits) this.watch(one, time, isKnown ? value : NaN);
  }

  /** @param time at which the run ended */
  end(time: number, refused: number): RunFigures {
    const alarms: RunAlarmFigure[] = [];
    for (const limits of this.limits.values())
      for (const one of limits) {
        if (one.raised === 0) continue;
        this.close(one, time);
        alarms.push({
          signal: one.limit.signal!.address,
          limit: one.limit.definition.type,
          raised: one.raised,
          activeS: Math.round(one.activeMs / 1000),
        });
      }
    alarms.sort((a, b) => b.raised - a.raised || b.activeS - a.activeS || a.signal.localeCompare(b.signal));
    return {
      lines: this.lines.map((line) => ({ ...line, kwh: Math.round(line.kwh * 1000) / 1000 })),
      alarms: alarms.slice(0, MAX_ALARMS),
      alarmsRaised: alarms.reduce((sum, { raised }) => sum + raised, 0),
      values: this.values,
      refused,
      silent: this.machines.filter((_, i) => this.heard[i] === 0).map(({ address }) => address),
      richest: this.richest(),
    };
  }

  private richest(): string[] {
    const { signals } = this.index.model;
    return [...this.known.keys()]
      .filter((signal) => this.known[signal] > 0)
      .sort((a, b) => this.known[b] - this.known[a])
      .slice(0, MAX_RICHEST)
      .map((signal) => signals[signal].address);
  }

  private watch(one: CountedLimit, time: number, value: number): void {
    const { watch, states, stateSignal } = one.limit;
    if (Number.isNaN(value)) return watch.pause();
    const state = this.states.get(stateSignal);
    if (states && (state === undefined || !states.has(state))) {
      watch.pause();
      // In such a state the plant takes the alarm away.
      if (watch.active && state !== undefined) {
        watch.active = false;
        this.alarms.cleared(one.limit, time);
        this.close(one, time);
      }
      return;
    }
    const change = watch.update(time, value);
    if (change === 'raised') {
      one.raised++;
      one.since = time;
      this.alarms.raised(one.limit, time, value);
    } else if (change === 'cleared') {
      this.alarms.cleared(one.limit, time);
      this.close(one, time);
    }
  }

  private close(one: CountedLimit, time: number): void {
    if (!Number.isNaN(one.since)) one.activeMs += Math.max(0, time - one.since);
    one.since = NaN;
  }
}
