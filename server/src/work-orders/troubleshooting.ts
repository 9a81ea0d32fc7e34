import { knownOfStep, treesFor } from '@linetwin/condition';
import type { Incident, Troubleshooting } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';

/** At most so many signals beside a step: a furnace has one for each zone. */
const MAX_SIGNALS = 8;

/** The guided trees for an incident, started from its cause with what its alarms and findings already tell filled in. */
export function troubleshootingOf(
  { cause, members }: Pick<Incident, 'cause' | 'members'>,
  index: ModelIndex,
): Troubleshooting[] {
  const machine = index.equipment(cause.equipment);
  if (!machine) return [];
  const own = members.filter(({ equipment }) => equipment === cause.equipment);
  const alarms = own.filter(({ kind }) => kind === 'alarm');
  // A word that ended, and that another one took the place of, answers nothing.
  const stands = ({ id, endedAt }: (typeof own)[number]) => endedAt === null || cause.members.includes(id);
  const found = own.filter((one) => one.kind === 'finding' && stands(one)).map(({ key }) => key);
  // The cause may be named by a finding; what alarms say leads to a tree as well.
  const keys = [cause.key, ...alarms.map(({ key }) => key)];
  const trees = [...new Set(keys.flatMap((key) => treesFor(machine.kind, key)))];
  return trees.map(({ id, title, steps }) => ({
    tree: id,
    title,
    steps: steps.map((step) => {
      const { id, measure, expected, otherwise, signals: pattern } = step;
      const signals = pattern ? index.signalsOf(machine).filter((signal) => pattern.test(signal.id)) : [];
      const raised = alarms
        .map(({ key }) => key)
        .filter((key) => signals.some((signal) => signal.id === key.split('.')[0]));
      return {
        id,
        measure,
        expected,
        otherwise,
        signals: signals.slice(0, MAX_SIGNALS).map(({ address }) => address),
        known: knownOfStep(step, raised, found),
      };
    }),
  }));
}
