import { judgeBeam } from './beam-defects.ts';
import { DefectMaker } from './defect-maker.ts';
import { judgeJoint } from './joint-defects.ts';
import { judgeMelt } from './melt-defects.ts';
import { DEFAULT_WELD_PARAMETERS, WELD_METHOD_VERSION, type WeldParameters } from './parameters.ts';
import type { SeamUnderTest } from './seam-input.ts';
import { recipeName, type SeamReference } from './seam-reference.ts';
import { SeamView, type SeamFeatures } from './seam-view.ts';
import { judgeStir } from './stir-defects.ts';
import { mean } from './statistics.ts';
import {
  SEAM_DEFECT_KINDS,
  type SeamDefect,
  type SeamDefectKind,
  type SeamDoubt,
  type SeamGrade,
  type SeamVerdict,
} from './verdict.schema.ts';

const CLEAR_FROM = 0.8;
const MOST_DEPTH_MISSING = 0.2;

/** Signals without which a kind cannot be told. */
const NEEDS: Partial<Record<SeamDefectKind, readonly string[]>> = {
  spatter: ['spatter_rate'],
  'back-reflection': ['back_reflection'],
  'power-low': ['power_deviation'],
  'protective-window': ['window_scatter', 'window_temp'],
  'focus-shift': ['focus_position'],
  gas: ['gas_flow_ratio'],
};
const STIR_NEEDS: Partial<Record<SeamDefectKind, readonly string[]>> = {
  tunnel: ['traverse_force', 'spindle_torque'],
  'tool-wear': ['traverse_force', 'spindle_torque'],
  'tool-break': ['traverse_force'],
};

/**
 * Judges one seam against the limits of domain table 2.9 and the good seams of its machine and recipe. The answer depends
 * on nothing but its arguments, so it can be made again from what is kept.
 */
export function judgeSeam(
  seam: SeamUnderTest,
  reference: SeamReference,
  parameters: WeldParameters = DEFAULT_WELD_PARAMETERS,
): SeamVerdict {
  const view = new SeamView(seam);
  const doubts = doubtsOf(view, reference, parameters);
  const isBlind = doubts.some(({ doubt, of }) => doubt === 'too-short' || of === 'depthMm');
  const maker = new DefectMaker(view, isBlind ? null : reference.typical, parameters);
  const stuck = view.stuck();
  if (view.length > 1) {
    if (seam.process === 'laser') {
      const thickness = maker.targetMm ?? mean(view.column('depthMm').filter((depth) => depth > 0));
      if (thickness > 0) judgeJoint(maker, thickness);
      judgeBeam(maker);
      // A dead photodiode is no hole.
      if (!stuck.some((column) => column === 'reflectionV' || column === 'thermalV')) judgeMelt(maker);
    } else judgeStir(maker);
  }
  const defects = maker.found.sort((a, b) => order(a) - order(b) || a.fromMm - b.fromMm);
  return {
    method: WELD_METHOD_VERSION,
    grade: gradeOf(defects, doubts),
    defects,
    doubts,
    untold: untoldOf(view),
    reference: reference.typical && {
      recipe: recipeName(reference.recipe),
      version: reference.version,
      seams: parameters.referenceSeams[reference.version - 1],
    },
  };
}

/**
 * What a reference may learn from a seam: nothing from one with a defect, a dead sensor, a dirty window or a bad mark of the
 * cell's own monitor.
 *
 * @param cellBadShare share of the seam that the cell's monitor calls bad
 */
export function lessonOf(
  seam: SeamUnderTest,
  verdict: SeamVerdict,
  cellBadShare: number,
  { scatterPercent }: WeldParameters = DEFAULT_WELD_PARAMETERS,
): SeamFeatures | undefined {
  if (verdict.defects.length > 0 || cellBadShare > 0.02) return undefined;
  if (verdict.doubts.some(({ doubt }) => doubt !== 'learning')) return undefined;
  const features = new SeamView(seam).features();
  return (features.signals.window_scatter?.mean ?? 0) > scatterPercent ? undefined : features;
}

function doubtsOf(
  view: SeamView,
  reference: SeamReference,
  { shortestMm, referenceSeams }: WeldParameters,
): SeamVerdict['doubts'] {
  const doubts: { doubt: SeamDoubt; of: string }[] = [];
  if (view.seam.lengthMm < shortestMm || view.length < 20)
    doubts.push({ doubt: 'too-short', of: `${view.seam.lengthMm} mm` });
  const depth = view.column('depthMm');
  if (depth.filter((value) => !(value > 0)).length > MOST_DEPTH_MISSING * view.length)
    doubts.push({ doubt: 'depth-missing', of: 'depthMm' });
  for (const column of view.stuck()) doubts.push({ doubt: 'sensor-stuck', of: column });
  if (view.startedAt === undefined)
    doubts.push({ doubt: 'no-place', of: view.seam.process === 'laser' ? 'beam_on' : 'traverse_force' });
  if (!reference.typical)
    doubts.push({ doubt: 'learning', of: `${reference.seams.length}/${referenceSeams[0]}` });
  return doubts;
}

function untoldOf(view: SeamView): SeamDefectKind[] {
  const needs = view.seam.process === 'laser' ? NEEDS : STIR_NEEDS;
  const has = (id: string) =>
    id === 'spatter_rate' ? view.last(id) !== undefined : view.along(id).values.length > 0;
  return SEAM_DEFECT_KINDS.filter((kind) => needs[kind] && !needs[kind].some(has));
}

function gradeOf(defects: readonly SeamDefect[], doubts: SeamVerdict['doubts']): SeamGrade {
  if (defects.some(({ confidence }) => confidence >= CLEAR_FROM)) return 'defect';
  if (defects.length > 0) return 'probable-defect';
  return doubts.length > 0 ? 'not-judgeable' : 'good';
}

function order({ kind }: SeamDefect): number {
  return SEAM_DEFECT_KINDS.indexOf(kind);
}
