import type { RunSummary } from '@linetwin/contracts';
import { createContext, useContext } from 'react';
import { MAX_SPAN_MS, MIN_SPAN_MS, type TimeWindow } from './time-window.ts';

/** The run whose signals the workbench shows; without one it shows those of the plant. */
export const WorkbenchRun = createContext<RunSummary | undefined>(undefined);

export function useWorkbenchRun(): RunSummary | undefined {
  return useContext(WorkbenchRun);
}

/** The time of a run, as far as a window holds it. */
export function windowOfRun({ beginAt, endAt }: Pick<RunSummary, 'beginAt' | 'endAt'>): TimeWindow {
  return { from: Math.max(beginAt, endAt - MAX_SPAN_MS), to: Math.max(endAt, beginAt + MIN_SPAN_MS) };
}
