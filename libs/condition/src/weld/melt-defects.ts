import { above, below, type DefectMaker } from './defect-maker.ts';
import { runsWhere, type Run } from './statistics.ts';

/** Beginning and end of a seam are ramps: depth is not judged there. */
const RAMP_MM = 10;
const BRIDGE_MM = 25;
/** Two holes closer than this are one. */
const HOLE_BRIDGE_MM = 4;

/** What the melt shows of itself: penetration, holes, pores (domain table 2.9). Needs a reference. */
export function judgeMelt(maker: DefectMaker): void {
  const target = maker.targetMm;
  if (target === null) return;
  const { view, limits } = maker;
  const holes = holesOf(maker);
  for (const run of holes)
    maker.add('burn-through', run, 0.9, [
      below('reflectionV.share', maker.share('reflectionV', run), limits.reflectionFloor),
      below('thermalV.share', maker.share('thermalV', run), limits.thermalDrop),
    ]);
  const isHole = near(holes, view.steps(5));
  const ramp = view.steps(RAMP_MM);
  const inside = (i: number) => i >= ramp && i < view.length - ramp && !isHole(i);
  const depth = view.level('depthMm');
  const raw = view.column('depthMm');
  const limit = limits.depthShare * target;
  const isShallow = (i: number) => inside(i) && raw[i] > 0 && depth[i] < limit;
  const shortest = view.steps(limits.shortestLackMm);
  for (const run of runsWhere(view.length, isShallow, shortest, view.steps(BRIDGE_MM))) {
    const least = depth.slice(run.from, run.to).reduce((a, b) => Math.min(a, b));
    maker.add('lack-of-penetration', run, 0.9, [below('depthMm.min', least, limit)]);
  }
  judgePores(maker, (i) => inside(i) && !near(holes, view.steps(30))(i));
}

/**
 * The surest sign of pores, the keyhole's oscillation at 1 to 5 kHz, is averaged away in columns of one value per
 * millimetre; what is left, scatter of depth and plasma, makes them probable and never certain.
 */
function judgePores(maker: DefectMaker, inside: (i: number) => boolean): void {
  const { view, limits, typical } = maker;
  const usualDepth = typical?.scatters.depthMm;
  const usualPlasma = typical?.scatters.plasmaV;
  if (!usualDepth || !usualPlasma) return;
  const depth = view.scatter('depthMm');
  const plasma = view.scatter('plasmaV');
  const isRough = (i: number) => inside(i) && depth[i] > limits.poreDepthNoise * usualDepth;
  const shortest = view.steps(limits.shortestPoreMm);
  for (const run of runsWhere(view.length, isRough, shortest, view.steps(BRIDGE_MM))) {
    const most = (values: Float64Array) => values.slice(run.from, run.to).reduce((a, b) => Math.max(a, b));
    maker.add(
      'porosity',
      run,
      0.6,
      [above('depthMm.noise', most(depth) / usualDepth, limits.poreDepthNoise)],
      [above('plasmaV.noise', most(plasma) / usualPlasma, limits.porePlasmaNoise)],
    );
  }
}

function holesOf(maker: DefectMaker): Run[] {
  const { view, limits } = maker;
  const reflection = view.column('reflectionV');
  const thermal = view.column('thermalV');
  const isHole = (i: number) =>
    reflection[i] < limits.reflectionFloor * maker.usual('reflectionV', i) &&
    thermal[i] < limits.thermalDrop * maker.usual('thermalV', i);
  return runsWhere(view.length, isHole, view.steps(limits.shortestHoleMm), view.steps(HOLE_BRIDGE_MM));
}

function near(runs: readonly Run[], steps: number): (i: number) => boolean {
  return (i) => runs.some(({ from, to }) => i >= from - steps && i < to + steps);
}
