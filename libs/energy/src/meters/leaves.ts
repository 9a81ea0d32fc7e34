import type { Meter, MeterTree } from '@linetwin/model';

/** Measured meters that add up to a meter, and those that are taken off. */
export interface Leaves {
  plus: string[];
  minus: string[];
}

/** Takes a virtual meter apart into measured ones. A measured meter is its own leaf; one of readings is what hangs below it. */
export function leavesOf(tree: MeterTree, meter: Meter): Leaves {
  const { source } = meter;
  const below = tree.children(meter.id);
  if (source.kind === 'counter' || source.kind === 'power') return { plus: [meter.id], minus: [] };
  if (source.kind === 'readings' && below.length === 0) return { plus: [meter.id], minus: [] };
  if (source.kind !== 'formula') return joined(below.map((child) => leavesOf(tree, child)));
  const parts = (ids: readonly string[]) =>
    joined(ids.flatMap((id) => tree.meter(id) ?? []).map((one) => leavesOf(tree, one)));
  const plus = parts(source.plus);
  const minus = parts(source.minus);
  return { plus: [...plus.plus, ...minus.minus], minus: [...plus.minus, ...minus.plus] };
}

function joined(parts: readonly Leaves[]): Leaves {
  return { plus: parts.flatMap(({ plus }) => plus), minus: parts.flatMap(({ minus }) => minus) };
}
