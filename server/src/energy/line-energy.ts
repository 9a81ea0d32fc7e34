import type { LineEnergy } from '@linetwin/contracts';
import { INTERVAL_MS, totalOf } from '@linetwin/energy';
import type { ModelIndex } from '@linetwin/model';
import type { EnergyStore } from './energy-store.port.ts';
import type { EnergyTables } from './energy-tables.ts';

/** A quarter of an hour of which less is known says nothing of the peak. */
const MIN_KNOWN = 0.98;

interface Span {
  from: number;
  to: number;
}

/** Measures that ended, how many of them a meter judged, and what those saved. */
export type EndedMeasures = LineEnergy['measures'] & Pick<LineEnergy, 'savedKwh'>;

export interface LineEnergyParts {
  index: ModelIndex;
  store: EnergyStore;
  tables: EnergyTables;
  /** What measures saved that ended on a line in a time. */
  savedIn: (line: string, span: Span) => Promise<EndedMeasures>;
}

/**
 * The energy of one line's machines over whole quarters of an hour, each figure with the share of data that it rests on;
 * null where the ledger has nothing of it.
 */
export async function readLineEnergy(
  { index, store, tables, savedIn }: LineEnergyParts,
  id: string,
  span: Span,
): Promise<LineEnergy | null> {
  const line = index.line(id)!;
  const machines = tables.tree.meters.filter((one) => one.level === 'machine' && one.line === id);
  const last = line.stations.filter(({ inFlow }) => inFlow).at(-1)?.equipment ?? [];
  const lastIds = machines
    .filter(({ equipment }) => last.some((one) => one === equipment))
    .map((one) => one.id);
  const ids = machines.map((one) => one.id);
  const quarters = (span.to - span.from) / INTERVAL_MS;
  if (quarters <= 0) return null;
  const [sum] = await store.attribute({ ...span, meters: ids }, [], tables.ratesOf);
  if (!sum) return null;
  const series = await store.series(span, { machines: ids, last: lastIds });
  const good = series.reduce((parts, row) => (row.group === 'last' ? parts + row.good : parts), 0);
  const quarterS = (ids.length * INTERVAL_MS) / 1000;
  const whole = series.filter(({ group, knownS }) => group === 'machines' && knownS >= MIN_KNOWN * quarterS);
  const top = whole.reduce<(typeof whole)[number] | undefined>(
    (most, row) => (!most || row.kwh > most.kwh ? row : most),
    undefined,
  );
  const share = (seconds: number) => Math.min(1, seconds / (quarterS * quarters));
  const { ended, measured, savedKwh } = await savedIn(id, span);
  return {
    kwh: totalOf(sum.kwh),
    known: share(totalOf(sum.seconds)),
    good,
    peak: top ? { kw: top.kwh / (INTERVAL_MS / 3_600_000), from: top.from } : null,
    peakKnown: whole.length / quarters,
    idleKwh: sum.kwh.idle + sum.kwh.standby,
    idleYuan: sum.yuan.idle + sum.yuan.standby,
    stateKnown: share(totalOf(sum.seconds) - sum.seconds.unknown),
    savedKwh,
    measures: { ended, measured },
  };
}
