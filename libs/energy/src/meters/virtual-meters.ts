import { type MeterTree, type Meter } from '@linetwin/model';

/** Energy of a meter in a period. `missing` is the share of the period (0 to 1) of which nothing is known. */
export interface MeteredEnergy {
  kwh: number;
  missing: number;
}

/**
 * Energy of every meter of a tree: measured ones as given, virtual ones by their formula or by what hangs below,
 * as is one whose readings were not imported. What is
 * missing in a part is missing in the sum, by what the part would have used in the whole period; a meter with no known part is left out.
 *
 * @param measured by meter id
 */
export function resolveMeters(
  tree: MeterTree,
  measured: ReadonlyMap<string, MeteredEnergy>,
): Map<string, MeteredEnergy> {
  const resolved = new Map<string, MeteredEnergy>();
  const resolving = new Set<string>();
  const resolve = (meter: Meter): MeteredEnergy | undefined => {
    const known = resolved.get(meter.id);
    if (known || resolving.has(meter.id)) return known;
    resolving.add(meter.id);
    const found = measured.get(meter.id) ?? computed(meter);
    resolving.delete(meter.id);
    if (found) resolved.set(meter.id, found);
    return found;
  };
  const computed = ({ id, source }: Meter): MeteredEnergy | undefined => {
    const hasBelow = tree.children(id).length > 0;
    if (source.kind === 'children' || (source.kind === 'readings' && hasBelow))
      return sum(tree.children(id).map((child) => [resolve(child), 1]));
    if (source.kind !== 'formula') return undefined;
    const term = (sign: 1 | -1) => (one: string) => {
      const meter = tree.meter(one);
      return [meter && resolve(meter), sign] as const;
    };
    return sum([...source.plus.map(term(1)), ...source.minus.map(term(-1))]);
  };
  for (const meter of tree.meters) resolve(meter);
  return resolved;
}

function sum(terms: readonly (readonly [MeteredEnergy | undefined, 1 | -1])[]): MeteredEnergy | undefined {
  const known = terms.filter((term): term is [MeteredEnergy, 1 | -1] => term[0] !== undefined);
  if (known.length === 0) return undefined;
  let kwh = 0;
  let whole = 0;
  let missing = 0;
  for (const [energy, sign] of known) {
    kwh += sign * energy.kwh;
    // A part that was heard for a tenth of the period counts with ten times what it told.
    const expected = energy.missing < 1 ? Math.abs(energy.kwh) / (1 - energy.missing) : 0;
    whole += expected;
    missing += expected * energy.missing;
  }
  const allMissing = known.reduce((most, [energy]) => Math.max(most, energy.missing), 0);
  // A part without any energy has no weight; when none has, the worst part speaks for all.
  return { kwh, missing: whole > 0 ? missing / whole : allMissing };
}
