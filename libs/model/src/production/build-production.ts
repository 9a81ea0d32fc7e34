import type { PlantModel } from '../plant-model.ts';
import type { ParsedFile, ReportProblem } from '../plant-problem.ts';
import type { PlantProduction, ProductionFile } from './production-schema.ts';

/** A stop of a machine for its own cause shorter than five minutes is a micro-stop where the plant does not say otherwise. */
const MICRO_STOP_S = 300;

/**
 * Takes the production file of a plant, with every name in it checked; a plant without one has no products, targets or reasons.
 *
 * @param report for what is wrong in a file for certain
 * @param reportMissing for names that may well be in a file that could not be read
 */
export function buildProduction(
  model: Pick<PlantModel, 'lines'>,
  files: readonly ParsedFile<ProductionFile>[],
  kinds: ReadonlySet<string>,
  report: ReportProblem,
  reportMissing: ReportProblem,
): PlantProduction {
  const [file, ...others] = files;
  for (const other of others)
    report(other, ['production'], `a plant has one file with the key "production", another is ${file.file}`);
  if (!file)
    return {
      microStopS: MICRO_STOP_S,
      calendar: { holidays: [], breaks: [], overtime: [] },
      products: [],
      runTimes: [],
      targets: [],
      stopReasons: [],
    };
  const { production, calendar, products, runTimes, targets, stopReasons } = file.content;
  checkNames(model, file, kinds, reportMissing);
  checkDoubles(file, ['products'], products, report);
  checkDoubles(file, ['stopReasons'], stopReasons, report);
  calendar.holidays.forEach((holiday, i) => {
    if (holiday.to < holiday.from)
      report(file, ['calendar', 'holidays', i, 'to'], `the last day ${holiday.to} is before the first`);
  });
  return { microStopS: production.microStopS, calendar, products, runTimes, targets, stopReasons };
}

function checkNames(
  model: Pick<PlantModel, 'lines'>,
  file: ParsedFile<ProductionFile>,
  kinds: ReadonlySet<string>,
  report: ReportProblem,
): void {
  const { calendar, products, runTimes, targets, stopReasons } = file.content;
  const checkLine = (path: PropertyKey[], id: string) => {
    if (!model.lines.some((line) => line.id === id)) report(file, path, `there is no line "${id}"`);
  };
  for (const list of ['holidays', 'breaks'] as const)
    calendar[list].forEach(({ lines }, i) =>
      lines?.forEach((id, at) => checkLine(['calendar', list, i, 'lines', at], id)),
    );
  calendar.overtime.forEach(({ line }, i) => checkLine(['calendar', 'overtime', i, 'line'], line));
  products.forEach(({ line }, i) => checkLine(['products', i, 'line'], line));
  targets.forEach(({ line }, i) => checkLine(['targets', i, 'line'], line));
  runTimes.forEach(({ line: id, station }, i) => {
    checkLine(['runTimes', i, 'line'], id);
    const line = model.lines.find((one) => one.id === id);
    if (line && !line.stations.some((one) => one.id === station))
      report(file, ['runTimes', i, 'station'], `there is no station "${station}" in the line "${id}"`);
  });
  stopReasons.forEach((reason, i) =>
    reason.kinds?.forEach((kind, at) => {
      if (!kinds.has(kind))
        report(file, ['stopReasons', i, 'kinds', at], `there is no kind "${kind}" of machines`);
    }),
  );
}

function checkDoubles(
  file: ParsedFile<ProductionFile>,
  path: PropertyKey[],
  items: readonly { id: string }[],
  report: ReportProblem,
): void {
  items.forEach(({ id }, i) => {
    if (items.findIndex((one) => one.id === id) < i)
      report(file, [...path, i, 'id'], `"${id}" is there twice`);
  });
}
