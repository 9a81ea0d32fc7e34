import { PACKML_STATES, type Equipment, type Signal } from '@linetwin/model';
import { SUREST, type ProcessRule, type RuleCondition } from './process-rule.ts';
import { LEARN_PARTS, LEARN_SAMPLES, SignalWindow } from './signal-window.ts';

/** One sign with its numbers, kept with the finding. */
export interface ConditionEvidence {
  signal: string;
  feature: RuleCondition['feature'];
  over: number;
  is: RuleCondition['is'];
  /** What was seen, and what it was compared with, in the unit of the signal. */
  value: number;
  threshold: number;
  /** What the machine showed while healthy, where the rule compares with that. */
  reference: number | null;
  holds: boolean;
}

/** A rule that has spoken on one machine: everything that proves it. */
export interface ProcessVerdict {
  rule: ProcessRule;
  equipment: string;
  /** Signal that shows it first. */
  signal: string;
  confidence: number;
  /** When its signs began, ms since 1970 UTC. */
  since: number;
  at: number;
  evidence: ConditionEvidence[];
}

interface Bound {
  condition: RuleCondition;
  signal: Signal;
  window: SignalWindow;
}

interface Watched {
  rule: ProcessRule;
  when: Bound[];
  unless: Bound[];
  supports: Bound[];
  heldSince: number | null;
  lostSince: number | null;
  active: boolean;
  /** The confidence that was told last. */
  told: number;
}

const EXECUTE = PACKML_STATES.indexOf('Execute');
/** A fault is over when its signs are gone for this long. */
const GONE_MS = 60_000;
/** A finding is told again when it became this much surer. */
const SURER = 0.1;

/**
 * Watches the process rules of one machine over its values.
 *
 * Values are taken in order; while the machine works they fill the windows of the rules. What is learned as healthy comes only
 * from values inside the signal's normal band. A signal that is muted, because its sensor is wrong, silences every rule that
 * reads it: a dead sensor is never a machine fault.
 */
export class ProcessWatch {
  private readonly bySignal = new Map<number, Bound[]>();
  private readonly watched: Watched[];
  private readonly stateIndex: number;
  private readonly equipment: Equipment;
  private isWorking = true;

  constructor(equipment: Equipment, signals: readonly Signal[], rules: readonly ProcessRule[]) {
    this.equipment = equipment;
    this.stateIndex = signals.find(({ role }) => role === 'state')?.index ?? -1;
    const windows = new Map<string, SignalWindow>();
    this.watched = rules
      .filter(({ kinds }) => kinds.includes(equipment.kind))
      .flatMap((rule) => this.bind(rule, signals, windows));
  }

  get isEmpty(): boolean {
    return this.watched.length === 0;
  }

  /** Whether a fault stands. */
  get isFaulty(): boolean {
    return this.watched.some(({ active }) => active);
  }

  put(signal: number, value: number): void {
    if (signal === this.stateIndex) {
      this.isWorking = value === EXECUTE;
      return;
    }
    const list = this.bySignal.get(signal);
    if (!list || Number.isNaN(value)) return;
    // What is told per part is told after the work.
    if (!this.isWorking && list[0].signal.class !== 'E') return;
    const seen = new Set<SignalWindow>();
    for (const { window, signal: of, condition } of list) {
      if (seen.has(window)) continue;
      seen.add(window);
      window.push(value);
      const { normal } = of;
      if (!normal || (value >= normal[0] && value <= normal[1])) window.learn(condition.feature);
    }
  }

  /**
   * Looks at all rules; once a second is enough.
   *
   * @param now time of the newest value, ms since 1970 UTC
   * @param isMuted whether the sensor of a signal id is known to be wrong
   * @returns what began, became surer, or is over (`over` true)
   */
  look(now: number, isMuted: (signal: string) => boolean): (ProcessVerdict & { over: boolean })[] {
    const told: (ProcessVerdict & { over: boolean })[] = [];
    for (const watched of this.watched) {
      const holds =
        watched.when.every(holdsNow) &&
        !watched.unless.some(holdsNow) &&
        !watched.when.some(({ signal }) => isMuted(signal.id));
      if (holds) {
        watched.lostSince = null;
        watched.heldSince ??= now;
        if (now - watched.heldSince < watched.rule.holdS * 1000) continue;
        const verdict = this.verdict(watched, now);
        if (watched.active && verdict.confidence < watched.told + SURER) continue;
        watched.active = true;
        watched.told = verdict.confidence;
        told.push({ ...verdict, over: false });
      } else if (watched.active) {
        watched.lostSince ??= now;
        if (now - watched.lostSince < GONE_MS) continue;
        told.push({ ...this.verdict(watched, now), over: true });
        watched.active = false;
        watched.heldSince = null;
      } else watched.heldSince = null;
    }
    return told;
  }

  private verdict({ rule, when, supports, heldSince }: Watched, now: number): ProcessVerdict {
    const share = supports.length === 0 ? 0 : supports.filter(holdsNow).length / supports.length;
    return {
      rule,
      equipment: this.equipment.address,
      signal: when[0].signal.id,
      confidence: rule.confidence + (SUREST - rule.confidence) * share,
      since: heldSince ?? now,
      at: now,
      evidence: [...when, ...supports].map(evidenceOf),
    };
  }

  /** One watch per zone for rules with `{n}`; none where the machine lacks a signal that the rule needs. */
  private bind(rule: ProcessRule, signals: readonly Signal[], windows: Map<string, SignalWindow>): Watched[] {
    const byId = new Map(signals.map((signal) => [signal.id as string, signal]));
    const hasZones = rule.when.some(({ signal }) => signal.includes('{n}'));
    const zones = hasZones ? Array.from({ length: 12 }, (_, i) => String(i + 1)) : [''];
    return zones.flatMap((n): Watched[] => {
      const bound = (conditions: readonly RuleCondition[] = []) =>
        conditions.flatMap((condition): Bound[] => {
          const signal = byId.get(condition.signal.replace('{n}', n));
          if (!signal) return [];
          const key = `${signal.id}|${condition.feature}|${condition.over}`;
          const learnOver = signal.periodMs === undefined ? LEARN_PARTS : LEARN_SAMPLES;
          const window = windows.get(key) ?? new SignalWindow(condition.over, learnOver);
          windows.set(key, window);
          return [{ condition, signal, window }];
        });
      const when = bound(rule.when);
      if (when.length < rule.when.length) return [];
      const watched: Watched = {
        rule,
        when,
        unless: bound(rule.unless),
        supports: bound(rule.supports),
        heldSince: null,
        lostSince: null,
        active: false,
        told: 0,
      };
      for (const one of [...watched.when, ...watched.unless, ...watched.supports]) {
        const list = this.bySignal.get(one.signal.index);
        if (list) list.push(one);
        else this.bySignal.set(one.signal.index, [one]);
      }
      return [watched];
    });
  }
}

function thresholdOf({ condition, signal, window }: Bound): number {
  const { value, band, times, is } = condition;
  if (value !== undefined) return value;
  if (times !== undefined) return window.reference * times;
  const [low, high] = signal.normal ?? signal.range;
  return is === 'above' ? high + (band ?? 0) * (high - low) : low - (band ?? 0) * (high - low);
}

function holdsNow(bound: Bound): boolean {
  if (!bound.window.isFull) return false;
  const threshold = thresholdOf(bound);
  const seen = bound.window.feature(bound.condition.feature);
  return bound.condition.is === 'above' ? seen > threshold : seen < threshold;
}

function evidenceOf(bound: Bound): ConditionEvidence {
  const { signal, feature, over, is, times } = bound.condition;
  return {
    signal: bound.signal.id ?? signal,
    feature,
    over,
    is,
    value: bound.window.feature(feature),
    threshold: thresholdOf(bound),
    reference: times === undefined ? null : bound.window.reference,
    holds: holdsNow(bound),
  };
}
