import { LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { ModelIndex, type Equipment, type PlantModel } from '../plant-model.ts';
import type { Text } from '../plant-schema.ts';
import { durationS } from './duration-text.ts';
import type { Fault } from './fault.ts';
import {
  componentsOf,
  FAULT_KINDS,
  FAULT_PARAMETERS,
  faultKind,
  fitsMachine,
  type FaultId,
  type FaultKind,
} from './fault-kinds.ts';
import { ownIssue, schemaProblems, yamlProblem } from './scenario-problems.ts';

/** More than anybody follows in one run; keeps what a page has to draw within bounds. */
export const MAX_SCENARIO_FAULTS = 100;
const MAX_SCENARIO_CHANGES = 100;
/** Characters of a scenario's text. */
export const MAX_SCENARIO_TEXT = 64_000;

const duration = z.union([z.number().nonnegative(), z.string()]).transform((value, context) => {
  if (typeof value === 'number') return value;
  const seconds = durationS(value);
  if (seconds !== undefined) return seconds;
  context.addIssue(
    ownIssue({
      zh: `“${value}”不是时长；请写成 200ms、90s、30min、24h 或 7d 的形式`,
      en: `"${value}" is no duration; write for example 200ms, 90s, 30min, 24h or 7d.`,
    }),
  );
  return z.NEVER;
});

const { severity, maxSeverity, tauS, growth } = FAULT_PARAMETERS;
const within = ({ least, most }: { least: number; most: number }) => z.number().min(least).max(most);

const faultSchema = z.strictObject({
  fault: z.enum(FAULT_KINDS.map((kind) => kind.id) as [FaultId, ...FaultId[]]),
  equipment: z.string().min(1).describe('Address, or id where only one line has it'),
  component: z
    .string()
    .optional()
    .describe('Bearing id, furnace zone such as zone_3, or the other machine of swapped sensors'),
  signal: z.string().optional().describe('Signal id of a sensor fault'),
  onset: duration.describe('Simulated time of the onset after the start, such as 10min'),
  end: duration.optional().describe('Simulated time at which it is mended'),
  severity: within(severity)
    .default(severity.usual)
    .describe('At the onset for growing faults, else when fully there'),
  growth: z.enum(growth.choices).default(growth.usual),
  tau: duration
    .superRefine((s, context) => {
      const { most } = tauS;
      if (s > most) context.addIssue(ownIssue({ zh: `最多 ${most} s`, en: `must be at most ${most} s` }));
    })
    .default(tauS.usual)
    .describe('Length of the ramp, or time constant of A = A0 exp(t / tau)'),
  maxSeverity: within(maxSeverity).default(maxSeverity.usual),
});

const changeSchema = z.strictObject({
  equipment: z.string().min(1).describe('Address, or id where only one line has it'),
  setting: z.string().min(1).describe('Setting that the kind of the machine declares'),
  value: z.number().describe('What it is set to, in the unit of the setting'),
  at: duration.describe('Simulated time after the start'),
});

const scenarioSchema = z.strictObject({
  name: z.string().min(1).max(80),
  description: z.string().max(2000).default(''),
  faults: z.array(faultSchema).max(MAX_SCENARIO_FAULTS).default([]),
  settings: z.array(changeSchema).max(MAX_SCENARIO_CHANGES).default([]),
});

/** A setting of a machine that is changed during a run, and stays. */
export interface SettingChange {
  /** Address of the machine. */
  equipment: string;
  setting: string;
  value: number;
  /** Simulated seconds from the start. */
  atS: number;
}

/** A story that a run of the simulators follows: what goes wrong with which machine, and what is changed. */
export interface Scenario {
  name: string;
  description: string;
  faults: Fault[];
  settings: SettingChange[];
}

/** A mistake in a text, fit to be shown. */
export interface ScenarioProblem {
  /** From 1. */
  line: number;
  /** Such as `faults.0.onset`; empty where the text is no YAML. */
  field: string;
  message: Text;
}

export interface CheckedScenario {
  /** Undefined when there are problems. */
  scenario: Scenario | undefined;
  problems: ScenarioProblem[];
}

/** Name and description of a text that is known to be good. */
export function scenarioHead(text: string): { name: string; description: string } {
  const { name, description } = scenarioSchema.parse(parseDocument(text).toJS());
  return { name, description };
}

/** Reads the YAML text of a scenario and finds its machines in the plant; names line and field of every mistake. */
export function checkScenario(text: string, model: PlantModel): CheckedScenario {
  if (text.length > MAX_SCENARIO_TEXT)
    return {
      scenario: undefined,
      problems: [
        {
          line: 1,
          field: '',
          message: {
            zh: `文本有 ${text.length} 个字符，最多 ${MAX_SCENARIO_TEXT} 个`,
            en: `The text has ${text.length} characters; at most ${MAX_SCENARIO_TEXT} are taken.`,
          },
        },
      ],
    };
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const problems: ScenarioProblem[] = document.errors.map((e) => ({
    line: lines.linePos(e.pos[0]).line,
    field: '',
    message: yamlProblem(e),
  }));
  if (problems.length > 0) return { scenario: undefined, problems };
  const report = (path: readonly PropertyKey[], message: Text) =>
    problems.push({ line: lineOf(document, lines, path), field: path.map(String).join('.'), message });
  const plain = plainOf(document, report);
  const result = scenarioSchema.safeParse(plain);
  if (problems.length > 0) return { scenario: undefined, problems };
  if (!result.success) {
    for (const { path, message } of schemaProblems(scenarioSchema, plain)) report(path, message);
    return { scenario: undefined, problems };
  }
  const { name, description, faults, settings } = result.data;
  const index = new ModelIndex(model);
  const scenario: Scenario = { name, description, faults: [], settings: [] };
  faults.forEach((entry, i) => {
    const equipment = equipmentOf(entry.equipment, model, (m) => report(['faults', i, 'equipment'], m));
    if (!equipment) return;
    checkFault(entry, equipment, index, (field, message) => report(['faults', i, field], message));
    scenario.faults.push({
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
  settings.forEach(({ at, ...change }, i) => {
    const equipment = equipmentOf(change.equipment, model, (m) => report(['settings', i, 'equipment'], m));
    if (!equipment) return;
    checkChange(change, equipment, (field, message) => report(['settings', i, field], message));
    scenario.settings.push({ ...change, equipment: equipment.address, atS: at });
  });
  return { scenario: problems.length > 0 ? undefined : scenario, problems };
}

/** A text can name itself again and again inside itself, far larger than it is; such a one is a mistake too. */
function plainOf(
  document: Document.Parsed,
  report: (path: readonly PropertyKey[], message: Text) => void,
): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 });
  } catch (error) {
    report([], { zh: '文本引用自身的次数过多', en: (error as Error).message });
    return undefined;
  }
}

function lineOf(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true) as
      { range?: [number, number, number] } | undefined;
    if (node?.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function equipmentOf(
  name: string,
  { equipment }: PlantModel,
  report: (message: Text) => void,
): Equipment | undefined {
  const found = equipment.filter((e) => e.address === name || e.id === name);
  if (found.length === 1) return found[0];
  report(
    found.length === 0
      ? { zh: `没有设备“${name}”`, en: `there is no equipment "${name}"` }
      : {
          zh: `有 ${found.length} 台设备的编号是“${name}”，请用地址：${found.map((e) => e.address).join('、')}`,
          en: `"${name}" is the id of ${found.length} machines, use an address: ${found.map((e) => e.address).join(', ')}`,
        },
  );
  return undefined;
}

const COMPONENT_WORDS = {
  bearings: { zh: '轴承', en: 'bearing' },
  zones: { zh: '温区', en: 'zone' },
  siblings: { zh: '同类设备', en: 'machine of this kind' },
} as const;
const LACKING = {
  bearings: { zh: '没有受监测的轴承', en: 'has no bearing under watch' },
  zones: { zh: '没有受监测的主轴', en: 'has no spindle under watch' },
  siblings: { zh: '在其产线上没有同类设备', en: 'has no other machine of its kind on its line' },
  spindle: { zh: '没有受监测的主轴', en: 'has no spindle under watch' },
} as const;

function checkFault(
  entry: z.infer<typeof faultSchema>,
  equipment: Equipment,
  index: ModelIndex,
  report: (field: string, message: Text) => void,
): void {
  const kind: FaultKind = faultKind(entry.fault)!;
  if (kind.kinds && !kind.kinds.includes(equipment.kind))
    report('fault', {
      zh: `“${entry.fault}”不适用于 ${equipment.kind}；适用于 ${kind.kinds.join('、')}`,
      en: `"${entry.fault}" means nothing on a ${equipment.kind}; it exists on ${kind.kinds.join(', ')}`,
    });
  else if (!fitsMachine(kind, equipment, index))
    report('equipment', {
      zh: `${equipment.address} ${LACKING[kind.components ?? 'spindle'].zh}`,
      en: `${equipment.address} ${LACKING[kind.components ?? 'spindle'].en}`,
    });
  else if (entry.component !== undefined && kind.components) {
    const known = componentsOf(kind, equipment, index);
    const { zh, en } = COMPONENT_WORDS[kind.components];
    if (!known.includes(entry.component))
      report('component', {
        zh: `没有${zh}“${entry.component}”；可选：${known.join('、')}`,
        en: `there is no ${en} "${entry.component}"; known: ${known.join(', ')}`,
      });
  } else if (kind.components === 'siblings')
    report('component', {
      zh: `“${entry.fault}”需要指定另一台同类设备`,
      en: `"${entry.fault}" needs the other machine of its kind`,
    });
  if (kind.needs === 'signal' && !entry.signal)
    report('signal', { zh: `“${entry.fault}”需要指定信号`, en: `"${entry.fault}" needs a signal` });
  if (entry.signal && !index.signalsOf(equipment).some((signal) => signal.id === entry.signal))
    report('signal', {
      zh: `${equipment.address} 没有信号“${entry.signal}”`,
      en: `${equipment.address} has no signal "${entry.signal}"`,
    });
  if (entry.end !== undefined && entry.end <= entry.onset)
    report('end', { zh: '须晚于开始时间', en: 'must be after the onset' });
}

function checkChange(
  { setting, value }: { setting: string; value: number },
  equipment: Equipment,
  report: (field: string, message: Text) => void,
): void {
  const definition = equipment.settings.find(({ id }) => id === setting);
  if (!definition) {
    const known = equipment.settings.map(({ id }) => id);
    report('setting', {
      zh: `${equipment.address} 没有设定“${setting}”；可选：${known.join('、') || '无'}`,
      en: `${equipment.address} has no setting "${setting}"; known: ${known.join(', ') || 'none'}`,
    });
    return;
  }
  const [least, most] = definition.range;
  if (value < least || value > most)
    report('value', {
      zh: `须在 ${least} 到 ${most} ${definition.unit} 之间`,
      en: `must be from ${least} to ${most} ${definition.unit}`.trim(),
    });
}

/**
 * Whether two scenarios are the same until an instant: the same faults with the same severities, the same settings. What begins later, and
 * when a fault ends after it, may differ.
 *
 * @param atS simulated seconds from the start
 */
export function sameUntil(a: Scenario, b: Scenario, atS: number): boolean {
  const past = ({ faults, settings }: Scenario) =>
    JSON.stringify([
      faults
        .filter(({ onsetS }) => onsetS < atS)
        .map((fault) => ({ ...fault, endS: fault.endS < atS ? fault.endS : null })),
      settings.filter((change) => change.atS < atS),
    ]);
  return past(a) === past(b);
}
