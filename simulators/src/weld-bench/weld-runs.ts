import type { SeamVerdict } from '@linetwin/condition';
import type { PlantModel } from '@linetwin/model';
import type { Fault } from '@linetwin/model/scenario';
import { JudgedWelds } from './judged-welds.ts';
import { SimulatedWelds, type SimulatedSeam } from './simulated-welds.ts';
import type { WeldFault } from './weld-faults.ts';

const LINE = 'weld-1';
/** By then every machine that welds has its first reference. */
export const LEARNED_S = 2700;
/** A seam that was under way when the fault came is half healthy: it is judged and not counted. */
const UNDER_WAY_S = 260;

export interface JudgedSeam extends SimulatedSeam {
  verdict: SeamVerdict;
  ms: number;
}

export interface SeamMarks {
  right: number;
  /** The fault was not named. */
  missed: number;
  /** Something was named that is not there. */
  wrong: number;
  notJudgeable: number;
  /** Of marked places: share of the union of both that is in both, 0 to 1. */
  overlaps: number[];
  ms: number[];
}

/** Seams of a line from its start, learned and judged one after the other. */
export function* judgedSeams(
  model: PlantModel,
  seed: number,
  faults: readonly Fault[],
  untilS: number,
): Generator<JudgedSeam> {
  const judged = new JudgedWelds();
  for (const seam of new SimulatedWelds(model, LINE, seed, faults).until(untilS))
    yield { ...seam, ...judged.judge(seam) };
}

/** One fault, one seed: the verdicts of the faulty machine's seams against what is there. */
export function markFault(model: PlantModel, weld: WeldFault, seed: number, minutes: number): SeamMarks {
  const address = (id: string) => model.equipment.find((one) => one.id === id)!.address;
  const startMs = Date.UTC(2026, 0, 5);
  const fault: Fault = {
    id: weld.fault,
    equipment: address(weld.machine),
    onsetS: LEARNED_S,
    endS: Infinity,
    severity: weld.severity,
    growth: 'step',
    tauS: 1,
    maxSeverity: 10,
  };
  const marks = noMarks();
  const untilS = LEARNED_S + UNDER_WAY_S + minutes * 60;
  for (const one of judgedSeams(model, seed, [fault], untilS)) {
    const afterS = (one.seam.time - startMs) / 1000 - LEARNED_S;
    if (one.equipment === address(weld.welder) && afterS > UNDER_WAY_S) markSeam(marks, one, weld);
  }
  return marks;
}

/** Healthy running: each seam is right when nothing is named. */
export function markHealthy(model: PlantModel, seed: number, minutes: number): SeamMarks {
  const marks = noMarks();
  for (const { verdict, ms } of judgedSeams(model, seed, [], LEARNED_S + minutes * 60)) {
    marks.ms.push(ms);
    if (verdict.defects.length > 0) marks.wrong++;
    else if (verdict.grade === 'not-judgeable') marks.notJudgeable++;
    else marks.right++;
  }
  return marks;
}

function markSeam(marks: SeamMarks, { verdict, ms, marks: places }: JudgedSeam, weld: WeldFault): void {
  marks.ms.push(ms);
  const named = verdict.defects.filter(({ kind }) => kind === weld.kind);
  const others = verdict.defects.filter(({ kind }) => kind !== weld.kind && !weld.also?.includes(kind));
  if (others.length > 0) marks.wrong++;
  else if (named.length > 0) marks.right++;
  else if (verdict.grade === 'not-judgeable') marks.notJudgeable++;
  else marks.missed++;
  if (places.length === 0 || named.length === 0) return;
  const length = Math.max(...places.map(({ toMm }) => toMm), ...named.map(({ toMm }) => toMm));
  const covers = (ranges: readonly { fromMm: number; toMm: number }[], mm: number) =>
    ranges.some(({ fromMm, toMm }) => mm >= fromMm && mm < toMm);
  let both = 0;
  let either = 0;
  for (let mm = 0; mm < length; mm++) {
    const [isThere, isNamed] = [covers(places, mm), covers(named, mm)];
    if (isThere && isNamed) both++;
    if (isThere || isNamed) either++;
  }
  marks.overlaps.push(both / either);
}

function noMarks(): SeamMarks {
  return { right: 0, missed: 0, wrong: 0, notJudgeable: 0, overlaps: [], ms: [] };
}
