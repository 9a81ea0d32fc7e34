import { randomUUID } from 'node:crypto';
import type { ReadingsImport, ReadingsPreview, ReadingsProblem, ReadingsRequest } from '@linetwin/contracts';
import {
  checkReadings,
  ENERGY_UNITS,
  INTERVAL_MS,
  intervalStart,
  leavesOf,
  noneByClass,
  type CheckedReadings,
  type IntervalReading,
} from '@linetwin/energy';
import type { Meter, ModelIndex } from '@linetwin/model';
import type { EnergyStore, MeterImport, StoredInterval } from './energy-store.port.ts';
import type { EnergyTables } from './energy-tables.ts';
import { unknownMeter } from './energy.service.ts';
import { greatestKw } from './line-books.ts';
import { readReadingsFile, ReadingsFileError, type ReadingsFile } from './readings-file.ts';

const WEEK_MS = 7 * 86_400_000;
const SAMPLE = 8;
/** Weeks before and after a file in which the same meter is looked at for comparison. */
const COMPARED_WEEKS = 4;

type Reference = { with: ReadingsPreview['comparedWith']; at: (from: number) => number | undefined };

/** Takes files of meter readings: first a look at what is wrong with one, then the file. */
export class ReadingsService {
  private readonly index: ModelIndex;
  private readonly store: EnergyStore;
  private readonly tables: EnergyTables;
  private readonly now: () => number;

  constructor(parts: { index: ModelIndex; store: EnergyStore; tables: EnergyTables; now?: () => number }) {
    this.index = parts.index;
    this.store = parts.store;
    this.tables = parts.tables;
    this.now = parts.now ?? Date.now;
  }

  /** What would be taken of a file, and what is wrong with it. @throws unknownMeter, ReadingsFileError */
  async preview(request: ReadingsRequest): Promise<ReadingsPreview> {
    return (await this.check(request)).preview;
  }

  /** Takes what is right of a file; it replaces what the meter had in that time. @throws unknownMeter, ReadingsFileError */
  async import(request: ReadingsRequest, by: string): Promise<ReadingsImport> {
    const { preview, checked } = await this.check(request);
    if (checked.intervals.length === 0)
      throw new ReadingsFileError(
        'Nothing of the file can be taken; the preview says what is wrong with it.',
        'nothing-taken',
      );
    const note: MeterImport = {
      id: randomUUID(),
      meter: request.meter,
      at: this.now(),
      by,
      file: request.file,
      from: preview.from,
      to: preview.to,
      taken: preview.taken,
      expected: preview.expected,
      problems: preview.problems,
    };
    await this.store.import(note, quartersOf(request, checked.intervals, this.now()));
    return importOf(note);
  }

  async imports(limit: number): Promise<ReadingsImport[]> {
    return (await this.store.imports(limit)).map(importOf);
  }

  private async check(
    request: ReadingsRequest,
  ): Promise<{ preview: ReadingsPreview; checked: CheckedReadings }> {
    const meter = this.meterOf(request.meter);
    const file = readReadingsFile(request.text, this.tables.clock, {
      time: request.timeColumn,
      value: request.valueColumn,
    });
    const intervalMs = request.intervalMinutes * 60_000;
    const rows = file.rows.map((row) => ({
      ...row,
      time: row.time - request.clockOffsetMinutes * 60_000,
    }));
    const [from, to] = spanOf(rows, request, intervalMs);
    const reference = await this.referenceOf(meter, from, to, intervalMs);
    const source = meter.source.kind === 'readings' ? meter.source : { factor: 1, rollsOverAt: undefined };
    const checked = checkReadings(
      rows,
      {
        form: request.form,
        intervalMs,
        factor: ENERGY_UNITS[request.unit] * source.factor,
        rollsOverAt: source.rollsOverAt,
        maxKw: greatestKw(meter, this.tables.tree, this.index),
        now: this.now(),
      },
      reference.at,
    );
    return { preview: previewOf(request, file, checked, reference, { from, to }), checked };
  }

  private meterOf(id: string): Meter {
    const meter = this.tables.tree.meter(id);
    if (!meter) throw unknownMeter(id);
    if (meter.source.kind !== 'readings')
      throw new ReadingsFileError(
        `"${id}" is connected or computed; only meters with "readings: true" take files.`,
        'no-readings-meter',
        { meter: id },
      );
    return meter;
  }

  /** What the readings are held against: the meters below at the same time, else the same meter in the weeks around. */
  private async referenceOf(meter: Meter, from: number, to: number, intervalMs: number): Promise<Reference> {
    const { plus, minus } = leavesOf(this.tables.tree, meter);
    const margin = 86_400_000;
    if (!plus.includes(meter.id)) {
      const rows = await this.store.series(
        { from: intervalStart(from - margin), to: intervalStart(to + margin) },
        { plus, minus },
      );
      const known = new Map<number, number>();
      for (const { group, from: at, kwh } of rows)
        known.set(at, (known.get(at) ?? 0) + (group === 'plus' ? kwh : -kwh));
      if (known.size > 0) return { with: 'meters below', at: perInterval(known, intervalMs) };
    }
    const around = COMPARED_WEEKS * WEEK_MS;
    const rows = await this.store.series(
      { from: intervalStart(from - around), to: intervalStart(to + around) },
      { own: [meter.id] },
    );
    const outside = rows.filter((row) => row.from < from || row.from >= to);
    if (outside.length === 0) return { with: 'nothing', at: () => undefined };
    return { with: 'own history', at: perInterval(weekOf(outside, from, to), intervalMs) };
  }
}

/** Mean of the quarters at the same time of the week, laid over the time of a file. */
function weekOf(
  rows: readonly { from: number; kwh: number }[],
  from: number,
  to: number,
): Map<number, number> {
  const slots = new Map<number, { kwh: number; count: number }>();
  for (const row of rows) {
    const slot = row.from % WEEK_MS;
    const sum = slots.get(slot) ?? { kwh: 0, count: 0 };
    slots.set(slot, { kwh: sum.kwh + row.kwh, count: sum.count + 1 });
  }
  const known = new Map<number, number>();
  for (let at = intervalStart(from - 43_200_000); at < to + 43_200_000; at += INTERVAL_MS) {
    const slot = slots.get(at % WEEK_MS);
    if (slot) known.set(at, slot.kwh / slot.count);
  }
  return known;
}

/** Energy of intervals that are shorter or longer than a quarter, from quarters. */
function perInterval(quarters: ReadonlyMap<number, number>, intervalMs: number) {
  return (from: number): number | undefined => {
    if (intervalMs <= INTERVAL_MS) {
      const quarter = quarters.get(intervalStart(from));
      return quarter === undefined ? undefined : (quarter * intervalMs) / INTERVAL_MS;
    }
    let sum = 0;
    for (let at = from; at < from + intervalMs; at += INTERVAL_MS) {
      const quarter = quarters.get(at);
      if (quarter === undefined) return undefined;
      sum += quarter;
    }
    return sum;
  };
}

function spanOf(
  rows: ReadingsFile['rows'],
  { form }: ReadingsRequest,
  intervalMs: number,
): [from: number, to: number] {
  let [first, last] = [Infinity, -Infinity];
  for (const { time } of rows) {
    if (Number.isNaN(time)) continue;
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  if (first > last)
    throw new ReadingsFileError(
      'No row has a time that can be read; write them as 2026-01-31 08:15.',
      'no-times',
    );
  if (form === 'energy-from-start') return [first, last + intervalMs];
  return form === 'energy-until-end' ? [first - intervalMs, last] : [first, last];
}

function previewOf(
  request: ReadingsRequest,
  file: ReadingsFile,
  checked: CheckedReadings,
  reference: Reference,
  span: { from: number; to: number },
): ReadingsPreview {
  const { intervals, problems, expected, lostShare, clockDaysChecked } = checked;
  return {
    meter: request.meter,
    rows: file.rows.length,
    timeColumn: file.timeColumn,
    valueColumn: file.valueColumn,
    ...span,
    taken: intervals.length,
    expected,
    lostShare,
    kwh: intervals.reduce((sum, { kwh }) => sum + kwh, 0),
    problems,
    clockDaysChecked,
    comparedWith: reference.with,
    sample: intervals.slice(0, SAMPLE),
  };
}

/** Readings as quarters of an hour: shorter ones are added up, longer ones spread evenly, which is said of them. */
function quartersOf(
  { meter, intervalMinutes }: ReadingsRequest,
  intervals: readonly IntervalReading[],
  now: number,
): StoredInterval[] {
  const intervalMs = intervalMinutes * 60_000;
  const quarters = new Map<number, { kwh: number; seconds: number; estimatedKwh: number }>();
  for (const { from, kwh } of intervals) {
    const parts = Math.max(1, intervalMs / INTERVAL_MS);
    for (let part = 0; part < parts; part++) {
      const at = intervalStart(from) + part * INTERVAL_MS;
      const sum = quarters.get(at) ?? { kwh: 0, seconds: 0, estimatedKwh: 0 };
      sum.kwh += kwh / parts;
      sum.seconds += intervalMs / parts / 1000;
      if (parts > 1) sum.estimatedKwh += kwh / parts;
      quarters.set(at, sum);
    }
  }
  return [...quarters].map(([from, { kwh, seconds, estimatedKwh }]) => ({
    meter,
    from,
    product: '',
    lot: '',
    shift: '',
    line: '',
    kwh: { ...noneByClass(), unknown: kwh },
    seconds: { ...noneByClass(), unknown: seconds },
    estimatedKwh,
    missingS: 0,
    good: 0,
    scrap: 0,
    mark: { time: now, counter: 0 },
  }));
}

function importOf({ problems, ...note }: MeterImport): ReadingsImport {
  return { ...note, problems: problems as ReadingsProblem[] };
}
