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

/** Lines that have a machine which a measure acts on. */
export function linesWith(index: ModelIndex, measure: MeasureId): string[] {
  return index.model.lines.map(({ id }) => id).filter((line) => measuresOfLine(index, line).has(measure));
}
