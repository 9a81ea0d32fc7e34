import type { Line } from '@linetwin/model';
import { useMemo } from 'react';
import { mattersOf, type Matter } from '../../live/matters.ts';
import { useAlarms, useFindings, usePlant } from '../../live/session-context.ts';

/** What needs eyes on these lines, most urgent first. */
export function useMatters(lines: readonly Line[]): readonly Matter[] {
  const { index } = usePlant();
  const alarms = useAlarms();
  const findings = useFindings();
  return useMemo(() => {
    const shown = new Set(lines.map(({ id }) => id as string));
    return mattersOf(alarms, findings).filter(({ equipment }) => {
      const line = index.equipment(equipment)?.line;
      return line === undefined || shown.has(line);
    });
  }, [alarms, findings, index, lines]);
}
