import { PACKML_STATES, type Equipment, type Signal } from '@linetwin/model';
import type { CheckedRule } from './check-rule.ts';
import type { WindowFunction } from './language.ts';
import type { RuleView } from './program.ts';
import { figureOf, SignalWindow } from './signal-window.ts';

/**
 * What a rule says of a machine at a second: its alarm rises, clears, is suppressed because the machine left the watched states, or that is over
 * with the condition not holding.
 */
export type RuleChange = 'raised' | 'cleared' | 'suppressed' | 'released';

export interface RuleTransition {
  machine: Equipment;
  change: RuleChange;
  /** ms since 1970 UTC, a whole second. */
  at: number;
  /** Newest value of the rule's first signal on the machine; NaN when not known. */
  value: number;
}

/** Values that come so much later than others of the same machine are still seen, seconds. */
export const LATENESS_S = 2;
/** A signal is not known any more after so many missed periods (as everywhere in the twin), and never within so many seconds. */
const STALE_AFTER_PERIODS = 3;
const LEAST_STALE_MS = 2000;
/** Of the values that a window should have, the share that must have come. */
const LEAST_COVERAGE = 0.5;

interface Input {
  signal: Signal;
  window: SignalWindow | undefined;
  staleMs: number;
  /** Values that a window has per second when all come. */
  perSecond: number;
  time: number;
  value: number;
  /** Values of seconds that are not looked at yet, in order. */
  waiting: { second: number; time: number; value: number }[];
}

/**
 * A rule on one machine. Goes by the time of the values alone, second by second: each second sees the newest value of each signal that came in it,
 * and is looked at once values two seconds younger are there. So it does not matter in which portions values come, nor, within those
 * two seconds, in which order; and live and on history the same values give the same transitions.
 */
export class RuleInstance implements RuleView {
  readonly machine: Equipment;
  readonly since: Float64Array;
  second = NaN;
  /** Whether the alarm stands. */
  active = false;
  /** Whether the alarm was suppressed by the state of the machine, and that is not over yet. */
  suppressed = false;
  /** Told of each second, or run of seconds, and whether the rule could say anything then. */
  onLooked: (first: number, seconds: number, unknown: boolean) => void = () => undefined;
  private readonly rule: CheckedRule;
  private readonly inputs: Input[];
  private readonly stateInput: number;
  private readonly states: ReadonlySet<number> | undefined;
  /** Seconds without any value after which nothing changes any more. */
  private readonly settledAfterS: number;
  private newest = -Infinity;
  /** Since which second the condition is other than how the alarm stands; NaN while it is not. */
  private pendingSince = NaN;
  private isUnknown = true;

  /** @param stateSignal of the machine, for a rule that is watched in some states only */
  constructor(rule: CheckedRule, at: number, stateSignal: Signal | undefined) {
    const { references, condition, program } = rule;
    this.rule = rule;
    this.machine = rule.machines[at];
    this.since = new Float64Array(program.spans).fill(NaN);
    this.inputs = references.map(({ signals, windowS }) => newInput(signals[at], windowS));
    this.states =
      condition.whileStates && new Set(condition.whileStates.map((name) => PACKML_STATES.indexOf(name)));
    this.stateInput = -1;
    if (this.states && stateSignal) {
      const known = this.inputs.findIndex(({ signal }) => signal === stateSignal);
      this.stateInput = known >= 0 ? known : this.inputs.push(newInput(stateSignal, 0)) - 1;
    }
    const stale = this.inputs.map(({ staleMs }) => (staleMs === Infinity ? 0 : staleMs / 1000));
    this.settledAfterS = Math.ceil(rule.lookBackS + Math.max(...stale) + 1);
  }

  /** Signals whose values it wants, in the order of `put`'s slots. */
  signals(): Signal[] {
    return this.inputs.map(({ signal }) => signal);
  }

  /** Signal that stands for the rule on this machine: the first that the expression names there. */
  mainSignal(): Signal {
    return this.inputs[this.mainSlot()].signal;
  }

  /** A value before the first second that is looked at: what stood then. */
  seed(slot: number, time: number, value: number): void {
    const input = this.inputs[slot];
    if (time < input.time) return;
    input.time = time;
    input.value = value;
  }

  /** A value came. @param value NaN for one that is Bad @param tell of transitions of seconds that are complete by it */
  put(slot: number, exactTime: number, value: number, tell: (transition: RuleTransition) => void): void {
    // In whole milliseconds, as history keeps them.
    const time = Math.round(exactTime);
    const second = Math.ceil(time / 1000);
    if (Number.isNaN(this.second)) this.second = second - 1;
    if (second <= this.second) return;
    this.newest = Math.max(this.newest, time);
    keep(this.inputs[slot].waiting, second, time, value);
    this.lookUntil(Math.floor(this.newest / 1000) - LATENESS_S, tell);
  }

  /** Looks at all seconds up to one, whether values came or not: the end of a history. */
  lookUntil(last: number, tell: (transition: RuleTransition) => void): void {
    while (this.second < last) {
      if (last - this.second > 1 && this.skip(last)) continue;
      this.second++;
      this.look(tell);
    }
  }

  /** Goes over seconds in which nothing comes and nothing can change. */
  private skip(last: number): boolean {
    const settled = Math.floor(this.newestSeen() / 1000) + this.settledAfterS;
    const to = Math.min(last, this.firstWaiting() - 1);
    if (this.second < settled || to <= this.second) return false;
    this.onLooked(this.second + 1, to - this.second, this.isUnknown);
    this.second = to;
    return true;
  }

  current(slot: number): number {
    const { time, value, staleMs } = this.inputs[slot];
    return this.second * 1000 - time > staleMs ? NaN : value;
  }

  over(slot: number, figure: WindowFunction, seconds: number): number {
    const { window, perSecond } = this.inputs[slot];
    if (!window) return NaN;
    const figures = window.over(seconds);
    if (figures.count < seconds * perSecond * LEAST_COVERAGE) return NaN;
    return figureOf(figure, figures);
  }

  private look(tell: (transition: RuleTransition) => void): void {
    for (const input of this.inputs) take(input, this.second);
    const holds = this.rule.program.holds(this);
    const state = this.stateInput < 0 ? undefined : this.current(this.stateInput);
    const isWatched = !this.states || this.states.has(state!);
    this.isUnknown = Number.isNaN(state) || (isWatched && holds === undefined);
    this.onLooked(this.second, 1, this.isUnknown);
    // Nobody knows what the machine does: that it left the watched states cannot be said either.
    if (this.states && Number.isNaN(state)) return this.pause();
    if (!isWatched) {
      this.pause();
      if (!this.active) return;
      this.active = false;
      this.suppressed = true;
      return this.tell('suppressed', tell);
    }
    if (holds === undefined) return this.pause();
    const { onDelayS, offDelayS } = this.rule.condition;
    if (holds !== this.active) {
      if (Number.isNaN(this.pendingSince)) this.pendingSince = this.second;
      if (this.second - this.pendingSince >= (holds ? onDelayS : offDelayS)) {
        this.pause();
        this.active = holds;
        if (holds) this.suppressed = false;
        return this.tell(holds ? 'raised' : 'cleared', tell);
      }
    } else this.pause();
    if (this.suppressed && !holds) {
      this.suppressed = false;
      this.tell('released', tell);
    }
  }

  private pause(): void {
    this.pendingSince = NaN;
  }

  private tell(change: RuleChange, tell: (transition: RuleTransition) => void): void {
    tell({ machine: this.machine, change, at: this.second * 1000, value: this.current(this.mainSlot()) });
  }

  private mainSlot(): number {
    const own = this.inputs.findIndex(
      ({ signal }) => signal.equipment === this.machine.address && signal.role !== 'state',
    );
    return Math.max(0, own);
  }

  private firstWaiting(): number {
    let first = Infinity;
    for (const { waiting } of this.inputs) if (waiting.length > 0) first = Math.min(first, waiting[0].second);
    return first;
  }

  private newestSeen(): number {
    let newest = -Infinity;
    for (const { time } of this.inputs) newest = Math.max(newest, time);
    return newest;
  }
}

function newInput(signal: Signal, windowS: number): Input {
  const { periodMs } = signal;
  return {
    signal,
    window: windowS > 0 ? new SignalWindow(windowS) : undefined,
    staleMs: periodMs === undefined ? Infinity : Math.max(LEAST_STALE_MS, periodMs * STALE_AFTER_PERIODS),
    perSecond: periodMs === undefined ? 0 : 1 / Math.max(1, periodMs / 1000),
    time: -Infinity,
    value: NaN,
    waiting: [],
  };
}

/** Of a second the newest value counts; several are only there while it is not looked at. */
function keep(waiting: Input['waiting'], second: number, time: number, value: number): void {
  let at = waiting.length;
  while (at > 0 && waiting[at - 1].second > second) at--;
  const same = at > 0 && waiting[at - 1].second === second ? waiting[at - 1] : undefined;
  if (!same) waiting.splice(at, 0, { second, time, value });
  else if (time >= same.time) Object.assign(same, { time, value });
}

function take(input: Input, second: number): void {
  const { waiting, window } = input;
  const came = waiting.length > 0 && waiting[0].second === second ? waiting.shift() : undefined;
  if (came) {
    input.time = came.time;
    input.value = came.value;
  }
  window?.put(second, came ? came.value : NaN);
}
