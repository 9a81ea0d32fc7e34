import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Equipment, PlantModel } from '@linetwin/model';
import { ModelIndex } from '@linetwin/model';
import { parseDurationS } from '../commands/durations.ts';
import { UsageError } from '../commands/usage-error.ts';
import type { Fault } from '../faults/fault.ts';
import { FAULT_KINDS, faultKind, type FaultId } from '../faults/fault-kinds.ts';

const duration = z.union([z.number().nonnegative(), z.string()]).transform((value, context) => {
  if (typeof value === 'number') return value;
  if (/^0\s*[a-z]*$/.test(value)) return 0;
  try {
    return parseDurationS(value);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

const faultSchema = z.strictObject({
  fault: z.enum(FAULT_KINDS.map((kind) => kind.id) as [FaultId, ...FaultId[]]),
  equipment: z.string().min(1).describe('Address, or id where only one line has it'),
  component: z.string().optional().describe('Bearing id, or furnace zone such as zone_3'),
  signal: z.string().optional().describe('Signal id of a sensor fault'),
  onset: duration.describe('Simulated time of the onset after the start, such as 10min'),
  end: duration.optional().describe('Simulated time at which it is mended'),
  severity: z
    .number()
    .positive()
    .default(1)
    .describe('At the onset for growing faults, else when fully there'),
  growth: z.enum(['step', 'ramp', 'exponential']).default('ramp'),
  tau: duration.default(600).describe('Length of the ramp, or time constant of A = A0 exp(t / tau)'),
  maxSeverity: z.number().positive().default(4),
});

const scenarioSchema = z.strictObject({
  name: z.string().min(1),
  description: z.string().default(''),
  faults: z.array(faultSchema).default([]),
});

export interface Scenario {
  name: string;
  description: string;
  faults: Fault[];
}

/**
 * Reads a scenario file and finds its machines in the plant.
 *
 * @throws UsageError naming file, line and field of every mistake
 */
export function readScenario(file: string, model: PlantModel): Scenario {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`The scenario ${file} cannot be read: ${(error as Error).message}.`);
  }
  return parseScenario(text, file, model);
}

/** Name and description only, for lists; the file is known to be good. */
export function readScenarioHead(file: string): { name: string; description: string } {
  const { name, description } = scenarioSchema.parse(parseDocument(readFileSync(file, 'utf8')).toJS());
  return { name, description };
}

export function parseScenario(text: string, file: string, model: PlantModel): Scenario {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: string[] = document.errors.map(
    (e) => `${file}:${lines.linePos(e.pos[0]).line} ${e.message}`,
  );
  const lineOf = (path: readonly PropertyKey[]) => {
    for (let depth = path.length; depth > 0; depth--) {
      const node = document.getIn(path.slice(0, depth), true) as
        { range?: [number, number, number] } | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return 1;
  };
  const report = (path: readonly PropertyKey[], message: string) =>
    problems.push(`${file}:${lineOf(path)} ${path.map(String).join('.')}: ${message}`);
  const faults: Fault[] = [];
  const result = problems.length === 0 ? scenarioSchema.safeParse(document.toJS()) : undefined;
  if (result?.error) {
    for (const issue of result.error.issues) report(issue.path, issue.message);
  } else if (result) {
    const index = new ModelIndex(model);
    result.data.faults.forEach((entry, i) => {
      const path = ['faults', i];
      const found = model.equipment.filter((e) => e.address === entry.equipment || e.id === entry.equipment);
      if (found.length !== 1) {
        report([...path, 'equipment'], equipmentProblem(entry.equipment, found));
        return;
      }
      const [equipment] = found;
      checkFault(entry, equipment, index, (field, message) => report([...path, field], message));
      faults.push({
        id: entry.fault,
        equipment: equipment.address,
        component: entry.component,
        signal: entry.signal,
        onsetS: entry.onset,
        endS: entry.end ?? Infinity,
        severity: entry.severity,
        growth: entry.growth,
        tauS: entry.tau > 0 ? entry.tau : 1,
        maxSeverity: entry.maxSeverity,
      });
    });
  }
  if (problems.length > 0)
    throw new UsageError(`The scenario has ${problems.length} mistake(s):\n  ${problems.join('\n  ')}`);
  const { name, description } = result!.data!;
  return { name, description, faults };
}

function equipmentProblem(name: string, found: readonly Equipment[]): string {
  return found.length === 0
    ? `there is no equipment "${name}"`
    : `"${name}" is the id of ${found.length} machines, use an address: ${found.map((e) => e.address).join(', ')}`;
}

function checkFault(
  entry: z.infer<typeof faultSchema>,
  equipment: Equipment,
  index: ModelIndex,
  report: (field: string, message: string) => void,
): void {
  const kind = faultKind(entry.fault)!;
  if (kind.kinds && !kind.kinds.includes(equipment.kind))
    report(
      'fault',
      `"${entry.fault}" means nothing on a ${equipment.kind}; it exists on ${kind.kinds.join(', ')}`,
    );
  const signals = index.signalsOf(equipment);
  if (kind.needs === 'component') {
    const bearings = equipment.bearings.map((bearing) => bearing.id);
    if (bearings.length === 0) report('equipment', `${equipment.address} has no bearing under watch`);
    else if (entry.component && !bearings.includes(entry.component))
      report('component', `there is no bearing "${entry.component}"; known: ${bearings.join(', ')}`);
  }
  if (kind.needs === 'signal' && !entry.signal) report('signal', `"${entry.fault}" needs a signal`);
  if (entry.signal && !signals.some((signal) => signal.id === entry.signal))
    report('signal', `${equipment.address} has no signal "${entry.signal}"`);
  if (['imbalance', 'misalignment'].includes(entry.fault) && !signals.some((s) => s.role === 'vibration'))
    report('equipment', `${equipment.address} has no spindle under watch`);
  if (entry.end !== undefined && entry.end <= entry.onset) report('end', 'must be after the onset');
}
