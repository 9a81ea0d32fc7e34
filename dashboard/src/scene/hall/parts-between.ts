import { MovingParts } from '../parts/moving-parts.ts';
import type { Plant } from '../plant/plant.ts';
import type { ConveyorBetween } from './hall-layout.ts';

/** Parts on the conveyors; where several meet at a machine each carries its share of what it makes. */
export function partsBetween(conveyors: readonly ConveyorBetween[], { byAddress }: Plant): MovingParts {
  const shares = (key: 'from' | 'to', address: string) => conveyors.filter((c) => c[key] === address).length;
  return new MovingParts(
    conveyors.map(({ path, look, from, to }) => ({
      path,
      look,
      before: byAddress.get(from)!.live,
      after: byAddress.get(to)!.live,
      shareOut: shares('from', from),
      shareIn: shares('to', to),
    })),
  );
}
