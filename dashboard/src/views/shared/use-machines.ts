import type { Alarm, Finding } from '@linetwin/contracts';
import { type Equipment, isWaveform, type Signal } from '@linetwin/model';
import { useMemo } from 'react';
import { machineSignals, type MachineSignals } from '../../live/machine-look.ts';
import { isActionable } from '../../live/record-store.ts';
import { useAlarms, useFindings, usePlant } from '../../live/session-context.ts';
import { standingAlarms, type StandingAlarm } from '../../live/standing-alarms.ts';

const machinesOf = new WeakMap<object, Map<string, MachineSignals>>();

/** Every machine with the signals its standing is read from, by address; made once per model. */
export function useMachines(): ReadonlyMap<string, MachineSignals> {
  const { index } = usePlant();
  let machines = machinesOf.get(index);
  if (!machines) {
    machines = new Map(index.model.equipment.map((e) => [e.address, machineSignals(index, e)]));
    machinesOf.set(index, machines);
  }
  return machines;
}

/** Standing alarms of one machine, most urgent first. */
export function useAlarmsOf(address: string): readonly Alarm[] {
  const alarms = useAlarms();
  return useMemo(() => alarms.filter((alarm) => alarm.equipment === address), [alarms, address]);
}

export function useFindingsOf(address: string): readonly Finding[] {
  const findings = useFindings();
  return useMemo(() => findings.filter((finding) => finding.equipment === address), [findings, address]);
}

/** What stands on every machine that has an alarm. */
export function useStandingAlarms(): ReadonlyMap<string, StandingAlarm> {
  const alarms = useAlarms();
  return useMemo(() => standingAlarms(alarms), [alarms]);
}

/** Findings somebody should act on. */
export function useOpenFindings(): readonly Finding[] {
  const findings = useFindings();
  return useMemo(() => findings.filter(isActionable), [findings]);
}

/** Short way to a machine in a URL parameter: line and id are unique together within a site. */
export function shortPath(equipment: Equipment): string {
  return `${equipment.line}/${equipment.id}`;
}

export function findByShortPath(equipment: readonly Equipment[], path: string): Equipment | undefined {
  return equipment.find((e) => shortPath(e) === path || e.address === path);
}

/** What a machine is best followed by when nobody chose: vibration, then process, then power. */
export function mainSignal(signals: readonly Signal[]): Signal | undefined {
  const drawable = signals.filter(
    (s) => !isWaveform(s) && s.values === undefined && s.periodMs !== undefined,
  );
  const own = drawable.find((s) => s.limits.length > 0 && s.role !== 'power' && s.role !== 'energy');
  return own ?? drawable.find((s) => s.role === 'power') ?? drawable[0];
}
