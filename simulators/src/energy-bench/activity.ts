import { energyClass } from '@linetwin/model';
import type { Machine } from '../equipment/machine.ts';

/** What a machine does with its energy; finer than the energy classes of PackML states, because each of these is saved by another measure. */
export const ACTIVITIES = [
  'work',
  'held',
  'starved',
  'blocked',
  'no-order',
  'start-up',
  'stopped',
  'rest',
] as const;
export type Activity = (typeof ACTIVITIES)[number];

/** Energy by activity, kWh. */
export type ActivityKwh = Record<Activity, number>;

export function noActivity(): ActivityKwh {
  return Object.fromEntries(ACTIVITIES.map((activity) => [activity, 0])) as ActivityKwh;
}

/** What a machine is doing now; one that no part passes works while its line has an order. */
export function activityOf(machine: Machine, orderIsOpen: boolean): Activity {
  const { flow, packml, standby, settings } = machine;
  if (standby.isSaving || settings.value('hold_setback') > 0) return 'rest';
  if (!flow) return orderIsOpen ? 'work' : 'no-order';
  const { state } = packml;
  // A wait of seconds within the cycle shows as Execute, as it does in the energy ledger.
  if (state === 'Execute') return 'work';
  if (state === 'Held') return 'held';
  if (state === 'Aborted') return 'stopped';
  const { waiting } = flow;
  if (waiting !== undefined) return orderIsOpen ? waiting : 'no-order';
  return energyClass(state) === 'start-up' ? 'start-up' : 'work';
}
