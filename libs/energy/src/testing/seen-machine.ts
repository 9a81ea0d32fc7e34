import type { PackmlState } from '@linetwin/model';
import type { LineView, MachineView, SettingView } from '../measures/line-view.ts';
import type { MeasureEngine } from '../measures/measure-engine.ts';

export const MINUTE = 60_000;

/** A machine that rules see; a test sets what it says. */
export interface TestMachine extends MachineView {
  values: Record<string, number>;
}

/** One that waits ready with 8 kW and can rest, unless more is said. */
export function machine(id: string, kind: string, more: Partial<TestMachine> = {}): TestMachine {
  const settings: [string, SettingView][] = [
    ['operating_level', { value: 0, usual: 0, range: [0, 2], sinceMs: 0 }],
  ];
  return {
    address: `site/area/line/${id}`,
    id,
    kind,
    isInFlow: true,
    uses: new Set(),
    state: 'Execute' as PackmlState,
    stateSinceMs: 0,
    powerKw: 8,
    energyKwh: 0,
    settings: new Map(settings),
    values: {},
    value(signal) {
      return this.values[signal];
    },
    usual: () => undefined,
    ...more,
  };
}

/** One look at a line. */
export function view(
  timeMs: number,
  machines: MachineView[],
  order: LineView['order'] = { isOpen: true },
): LineView {
  return { line: 'line', timeMs, machines, order };
}

/** Lets the engine see a machine wait for so long, look by look. */
export function wait(
  engine: MeasureEngine,
  one: TestMachine,
  fromMs: number,
  minutes: number,
  order?: LineView['order'],
) {
  one.state = 'Suspended';
  one.stateSinceMs = fromMs;
  one.powerKw = 4;
  const words = [];
  for (let t = 0; t <= minutes * MINUTE; t += 30_000)
    words.push(...engine.look(view(fromMs + t, [one], order)));
  return words;
}

/** A setting that stands at a value. */
export function setting(value: number, usual: number, range: [number, number]) {
  return { value, usual, range, sinceMs: 0 };
}
