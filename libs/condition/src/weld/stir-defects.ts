import { above, below, type DefectMaker } from './defect-maker.ts';
import { localScatter, mean, runsWhere, smoothed } from './statistics.ts';

/** Values of the force signals over which their modulation is local; a single step is felt over so many, a tunnel over more. */
const LOCAL_VALUES = 9;
const STEP_VALUES = 4;

/**
 * Friction stir welds, by plunge depth and the forces on the tool (domain table 2.9). Forces come a few times a second at
 * most, so the oscillation at one to two times the spindle's speed, and holes seen in it, cannot be told.
 */
export function judgeStir(maker: DefectMaker): void {
  judgePlunge(maker);
  if (!maker.typical) return;
  const broken = judgeBreak(maker);
  if (!broken) judgeWear(maker);
  judgeTunnel(maker);
}

function judgePlunge(maker: DefectMaker): void {
  const { view, limits, typical } = maker;
  const force = relative(maker, 'axial_force', (one) => one.mean);
  const flash = [above('axial_force.share', force, 1.05), below('axial_force.share', force, 0.95)];
  const error = view.along('plunge_error');
  const level = smoothed(error.values, 3);
  const shortest = limits.shortestPlungeMm;
  for (const one of maker.stretches('plunge_error', (_, i) => Math.abs(level[i]) > limits.plungeMm)) {
    if (one.toMm - one.fromMm < shortest || one.values < 2) continue;
    const fact = above('plunge_error.mean', Math.abs(one.mean), limits.plungeMm);
    maker.addAt('plunge', one.fromMm, one.toMm, 0.8, [fact], flash);
  }
  if (!typical || maker.found.some(({ kind }) => kind === 'plunge')) return;
  const depth = view.level('depthMm');
  const isOff = (i: number) => Math.abs(depth[i] - maker.usual('depthMm', i)) > limits.plungeMm;
  for (const run of runsWhere(view.length, isOff, view.steps(shortest), view.steps(shortest))) {
    const off = Math.abs(mean(depth, run.from, run.to) - maker.usual('depthMm', run.from));
    maker.add('plunge', run, 0.8, [above('depthMm.off', off, limits.plungeMm)], flash);
  }
}

function judgeWear(maker: DefectMaker): void {
  const { limits, view } = maker;
  const torque = relative(maker, 'spindle_torque', (one) => one.mean);
  const traverse = relative(maker, 'traverse_force', (one) => one.mean);
  if (!(torque < limits.wornTorque && traverse > limits.wornTraverseForce)) return;
  maker.add(
    'tool-wear',
    { from: 0, to: view.length },
    0.8,
    [
      below('spindle_torque.share', torque, limits.wornTorque),
      above('traverse_force.share', traverse, limits.wornTraverseForce),
    ],
    [
      above(
        'axial_force.share',
        relative(maker, 'axial_force', (one) => one.mean),
        1.03,
      ),
    ],
  );
}

/** A traverse force that falls at once and stays down. */
function judgeBreak(maker: DefectMaker): boolean {
  const { view, limits } = maker;
  const { mm, values } = view.along('traverse_force');
  const from = Math.max(STEP_VALUES, Math.ceil(values.length * 0.1));
  const to = Math.floor(values.length * 0.9);
  for (let i = from; i < to; i++) {
    const before = mean(values, i - STEP_VALUES, i);
    const after = mean(values, i, Math.min(to, i + STEP_VALUES));
    const rest = mean(values, i, to);
    if (after > limits.brokenTraverseForce * before || rest > limits.brokenTraverseForce * before) continue;
    const share = below('traverse_force.step', rest / before, limits.brokenTraverseForce);
    maker.addAt('tool-break', mm[i], view.seam.lengthMm, 0.85, [share]);
    return true;
  }
  return false;
}

function judgeTunnel(maker: DefectMaker): void {
  const { view, limits, typical } = maker;
  const usual = typical?.signals.traverse_force?.scatter;
  const usualTorque = typical?.signals.spindle_torque?.scatter;
  const { mm, values } = view.along('traverse_force');
  const torque = view.along('spindle_torque').values;
  if (!usual || !usualTorque || values.length < 2 * LOCAL_VALUES || torque.length !== values.length) return;
  const local = localScatter(values, LOCAL_VALUES);
  const localTorque = localScatter(torque, LOCAL_VALUES);
  const first = Math.ceil(values.length * 0.1);
  const last = Math.floor(values.length * 0.9);
  const isModulated = (i: number) =>
    i >= first &&
    i < last &&
    local[i] > limits.tunnelModulation * usual &&
    localTorque[i] > limits.tunnelModulation * usualTorque;
  const weak = relative(maker, 'axial_force', (one) => one.mean);
  for (const { from, to } of runsWhere(values.length, isModulated, 2 * LOCAL_VALUES, LOCAL_VALUES))
    maker.addAt(
      'tunnel',
      from <= first ? 0 : mm[from],
      to >= last ? view.seam.lengthMm : mm[to],
      0.7,
      [
        above('traverse_force.modulation', mean(local, from, to) / usual, limits.tunnelModulation),
        above(
          'spindle_torque.modulation',
          mean(localTorque, from, to) / usualTorque,
          limits.tunnelModulation,
        ),
      ],
      [below('axial_force.share', weak, limits.tunnelAxialForce)],
    );
}

/** A feature of a signal over this seam against the usual; NaN where one of them is not known. */
function relative(
  maker: DefectMaker,
  id: string,
  of: (one: { mean: number; scatter: number }) => number,
): number {
  const usual = maker.typical?.signals[id];
  const now = maker.view.features().signals[id];
  return usual && now ? of(now) / of(usual) : NaN;
}
