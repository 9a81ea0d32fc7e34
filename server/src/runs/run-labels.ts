import { readFile } from 'node:fs/promises';
import type { RunLabel } from '@linetwin/contracts';

/** A line of a file of labels, as the simulators write the true faults. */
interface LabelEvent {
  event: 'onset' | 'severity' | 'end';
  time: number;
  fault: string;
  equipment: string;
  component?: string;
  signal?: string;
  severity: number | null;
}

/** Labels of a file: each begins with its onset, tells its severities, and ends, before the next one begins. */
export async function readLabels(file: string): Promise<RunLabel[]> {
  const text = await readFile(file, 'utf8').catch(unlessMissing);
  const labels: RunLabel[] = [];
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const { event, time, fault, equipment, component, signal, severity } = JSON.parse(line) as LabelEvent;
    const last = labels.at(-1);
    if (event === 'onset')
      labels.push({
        label: fault,
        equipment,
        component: component ?? null,
        signal: signal ?? null,
        from: time,
        to: null,
        severity,
      });
    else if (last && event === 'end') last.to = time;
    else if (last) last.severity = Math.max(last.severity ?? 0, severity ?? 0);
  }
  return labels;
}

function unlessMissing(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}
