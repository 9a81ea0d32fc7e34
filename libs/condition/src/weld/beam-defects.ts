import { above, below, type DefectMaker } from './defect-maker.ts';
import { mean, runsWhere } from './statistics.ts';
import type { SeamFact } from './verdict.schema.ts';

/** A gas flow that is low for fewer values than this is the valve opening. */
const FEWEST_GAS_VALUES = 3;
/** Plasma this much noisier all along without a measured lack of flow: gas lost behind the meter, or blown away. */
const NOISY_PLASMA = 1.6;

/** What beam and gas did: source, optics, gas, by the signals of the cell (domain table 2.9). */
export function judgeBeam(maker: DefectMaker): void {
  judgeSource(maker);
  judgeGas(maker);
  judgeOptics(maker);
  const spatter = maker.view.last('spatter_rate');
  // The monitor counts bursts over the whole seam and does not say where.
  if (spatter !== undefined && spatter > maker.limits.spatterPerM)
    maker.add('spatter', whole(maker), 0.8, [above('spatter_rate', spatter, maker.limits.spatterPerM)]);
}

function judgeSource(maker: DefectMaker): void {
  const { view, limits } = maker;
  for (const one of maker.stretches('power_deviation', (value) => value < limits.powerPercent)) {
    if (one.values < 2) continue;
    maker.addAt('power-low', one.fromMm, one.toMm, 0.8, [
      below('power_deviation.mean', one.mean, limits.powerPercent),
    ]);
  }
  for (const one of maker.stretches('back_reflection', (value) => value > limits.backReflectionPercent))
    maker.addAt('back-reflection', one.fromMm, one.toMm, 0.85, [
      above('back_reflection.max', one.most, limits.backReflectionPercent),
    ]);
  const ring = view.along('ring_power').values;
  const core = view.along('core_power').values;
  const wanted = view.along('ring_share').values;
  if (ring.length < 5 || ring.length !== core.length || wanted.length === 0) return;
  const shares = ring.flatMap((kw, i) => (kw + core[i] > 0.1 ? [(100 * kw) / (kw + core[i])] : []));
  const off = Math.abs(mean(shares) - mean(wanted));
  if (off > limits.ringSharePoints)
    maker.add('ring-core-ratio', whole(maker), 0.85, [above('ring_share.off', off, limits.ringSharePoints)]);
}

function judgeGas(maker: DefectMaker): void {
  const { view, limits, typical } = maker;
  const noise = mean(view.scatter('plasmaV')) / (typical?.scatters.plasmaV ?? NaN);
  let isLow = false;
  for (const one of maker.stretches('gas_flow_ratio', (value) => value < limits.gasFlowPercent)) {
    if (one.values < FEWEST_GAS_VALUES) continue;
    isLow = true;
    maker.addAt(
      'gas',
      one.fromMm,
      one.toMm,
      0.8,
      [below('gas_flow_ratio.mean', one.mean, limits.gasFlowPercent)],
      [above('plasmaV.noise', noise, limits.gasPlasmaNoise)],
    );
  }
  if (isLow || !typical) return;
  const usual = typical.scatters.plasmaV ?? NaN;
  const scatter = view.scatter('plasmaV');
  const noisy = scatter.reduce((count, value) => count + (value > 1.2 * usual ? 1 : 0), 0) / view.length;
  if (noise > NOISY_PLASMA && noisy > 0.8)
    maker.add('gas', whole(maker), 0.55, [above('plasmaV.noise', noise, NOISY_PLASMA)]);
}

/** Window and focus both cost depth; which of them it is the head's own signals tell. */
function judgeOptics(maker: DefectMaker): void {
  const { view, limits, typical } = maker;
  if (!typical) return;
  const level = view.level('depthMm');
  const isShallow = (i: number) => level[i] < (1 - limits.depthFall) * maker.usual('depthMm', i);
  const [run] = runsWhere(view.length, isShallow, view.steps(limits.shortestLackMm), view.length);
  const scatter = view.along('window_scatter').values;
  const temperature = view.along('window_temp').values;
  const window: SeamFact[] = [];
  if (scatter.length > 0 && mean(scatter) > limits.scatterPercent)
    window.push(above('window_scatter.mean', mean(scatter), limits.scatterPercent));
  const rise = temperature.length > 0 ? Math.max(...temperature) - temperature[0] : 0;
  const usualRise = typical.signals.window_temp?.rise;
  // Half a seam after a pause warms more than one in a row: a few kelvin are not dirt.
  if (usualRise !== undefined && rise > limits.windowRise * usualRise + 5)
    window.push(above('window_temp.rise', rise, limits.windowRise * usualRise + 5));
  if (!run) return;
  const depth = below('depthMm.share', maker.share('depthMm', run), 1 - limits.depthFall);
  if (window.length > 0) {
    maker.add('protective-window', run, 0.7 + 0.1 * window.length, [...window, depth]);
    return;
  }
  const focus = view.along('focus_position').values;
  const usualFocus = typical.signals.focus_position;
  if (focus.length === 0 || !usualFocus) return;
  const shift = Math.abs(mean(focus) - mean(usualFocus.parts));
  if (shift > limits.focusMm)
    maker.add('focus-shift', run, 0.8, [above('focus_position.shift', shift, limits.focusMm), depth]);
}

function whole({ view }: DefectMaker) {
  return { from: 0, to: view.length };
}
