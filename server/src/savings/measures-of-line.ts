import { measuresFor, type MeasureId } from '@linetwin/energy';
import type { ModelIndex } from '@linetwin/model';

/** Plans act on a whole line, not on one of its machines. */
const PLAN_MEASURE: MeasureId = 'tariff-shift';

/** Measures that a line of the plant has machines for; its starts can be planned when parts pass it. */
export function measuresOfLine(index: ModelIndex, line: string): ReadonlySet<MeasureId> {
  const measures = measuresFor(
    index
      .equipmentOf(line)
      .map(({ kind, settings }) => ({ kind, settings: new Set(settings.map(({ id }) => id)) })),
  );
  const hasParts = index.line(line)?.stations.some(({ inFlow }) => inFlow) ?? false;
  return hasParts ? new Set([...measures, PLAN_MEASURE]) : measures;
}

/** Lines that have a machine which a measure acts on. */
export function linesWith(index: ModelIndex, measure: MeasureId): string[] {
  return index.model.lines.map(({ id }) => id).filter((line) => measuresOfLine(index, line).has(measure));
}
