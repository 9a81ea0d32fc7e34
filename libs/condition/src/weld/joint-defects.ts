import { above, below, type DefectMaker } from './defect-maker.ts';
import { runsWhere } from './statistics.ts';

const SHORTEST_MM = 5;
const BRIDGE_MM = 60;

/** How the parts lay: gap and offset, as the seam tracker measured them (domain table 2.9). They need no reference. */
export function judgeJoint(maker: DefectMaker, thicknessMm: number): void {
  const { view, limits } = maker;
  const gap = view.level('gapMm');
  const gapLimit = limits.gapShare * thicknessMm;
  const shortest = view.steps(SHORTEST_MM);
  const bridge = view.steps(BRIDGE_MM);
  for (const run of runsWhere(view.length, (i) => gap[i] > gapLimit, shortest, bridge)) {
    const widest = gap.slice(run.from, run.to).reduce((a, b) => Math.max(a, b));
    maker.add(
      'gap',
      run,
      0.8,
      [above('gapMm.max', widest, gapLimit)],
      [
        below('reflectionV.share', maker.share('reflectionV', run), 0.9),
        below('plasmaV.share', maker.share('plasmaV', run), 0.95),
      ],
    );
  }
  const offset = view.level('offsetMm');
  const isOff = (i: number) => Math.abs(offset[i]) > limits.offsetMm;
  for (const run of runsWhere(view.length, isOff, shortest, bridge)) {
    const furthest = offset.slice(run.from, run.to).reduce((a, b) => Math.max(a, Math.abs(b)), 0);
    maker.add('offset', run, 0.85, [above('offsetMm.max', furthest, limits.offsetMm)]);
  }
}
