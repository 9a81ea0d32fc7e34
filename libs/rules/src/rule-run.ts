import type { ModelIndex, Signal } from '@linetwin/model';
import type { CheckedRule } from './check-rule.ts';
import { RuleInstance, type RuleTransition } from './rule-instance.ts';

/** A rule over all its machines, or those of one line. */
export class RuleRun {
  readonly instances: RuleInstance[];
  /** Where each signal goes: which instance, which of its slots. */
  private readonly routes = new Map<number, { instance: RuleInstance; slot: number }[]>();

  constructor(rule: CheckedRule, index: ModelIndex, line?: string) {
    this.instances = rule.machines.flatMap((machine, at) =>
      line === undefined || machine.line === line
        ? [new RuleInstance(rule, at, index.signalWithRole(machine, 'state'))]
        : [],
    );
    for (const instance of this.instances)
      instance.signals().forEach((signal, slot) => {
        const list = this.routes.get(signal.index) ?? [];
        list.push({ instance, slot });
        this.routes.set(signal.index, list);
      });
  }

  /** Indexes of the signals that it wants. */
  signals(): number[] {
    return [...this.routes.keys()];
  }

  /** @param signal index in the plant model @param time ms since 1970 UTC @param value NaN for one that is Bad */
  put(signal: number, time: number, value: number, tell: (transition: RuleTransition) => void): void {
    const routes = this.routes.get(signal);
    if (routes) for (const { instance, slot } of routes) instance.put(slot, time, value, tell);
  }

  /** What stood before the first second that is looked at. */
  seed(signal: Signal['index'], time: number, value: number): void {
    for (const { instance, slot } of this.routes.get(signal) ?? []) instance.seed(slot, time, value);
  }

  /** Looks at all seconds up to an instant, whether values came or not. */
  lookUntil(time: number, tell: (transition: RuleTransition) => void): void {
    for (const instance of this.instances) instance.lookUntil(Math.floor(time / 1000), tell);
  }
}
