import { measuresFor, type MeasureId } from '@linetwin/energy';
import type { ModelIndex } from '@linetwin/model';

/** Measures that a line of the plant has machines for. */
export function measuresOfLine(index: ModelIndex, line: string): ReadonlySet<MeasureId> {
  return measuresFor(
    index
      .equipmentOf(line)
      .map(({ kind, settings }) => ({ kind, settings: new Set(settings.map(({ id }) => id)) })),
  );
}
