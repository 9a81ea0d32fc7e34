import type { ParsedFile, ReportProblem } from '../plant-problem.ts';
import type { PlantModel } from '../plant-model.ts';
import type { CarbonFile } from './carbon-schema.ts';
import { buildMeters, metersOfLines } from './build-meters.ts';
import type { MetersFile } from './meter-schema.ts';
import type { PlantEnergy } from './plant-energy.ts';
import type { Tariff } from './tariff-schema.ts';

export interface EnergyFiles {
  meters: readonly ParsedFile<MetersFile>[];
  tariffs: readonly ParsedFile<Tariff>[];
  carbon: readonly ParsedFile<CarbonFile>[];
}

/**
 * Joins the energy files of a plant; a plant without a meters file has a tree of its lines and machines.
 *
 * @param report for what is wrong in a file for certain
 * @param reportMissing for names that may well be in a file that could not be read
 */
export function buildEnergy(
  model: Omit<PlantModel, 'energy' | 'production'>,
  files: EnergyFiles,
  report: ReportProblem,
  reportMissing: ReportProblem,
): PlantEnergy {
  for (const file of files.meters.slice(1))
    report(
      file,
      ['meters'],
      `a plant has one file with the key "meters", another is ${files.meters[0].file}`,
    );
  checkTariffs(files.tariffs, report);
  const tariffs = files.tariffs.map(({ content }) => content).sort(byRegionAndDay);
  const carbonFactors = files.carbon
    .flatMap(({ content }) => content.carbonFactors)
    .sort((a, b) => compare(a.region, b.region) || a.year - b.year);
  const file = files.meters[0];
  if (!file) return { meters: metersOfLines(model), tariffs, carbonFactors };
  const { billing } = file.content;
  if (billing && !tariffs.some(({ region }) => region === billing.tariffRegion))
    reportMissing(
      file,
      ['billing', 'tariffRegion'],
      `there is no tariff of the region "${billing.tariffRegion}"`,
    );
  if (billing && !carbonFactors.some(({ region }) => region === billing.carbonRegion))
    reportMissing(
      file,
      ['billing', 'carbonRegion'],
      `there is no carbon factor of the region "${billing.carbonRegion}"`,
    );
  return { meters: buildMeters(model, file, report, reportMissing), billing, tariffs, carbonFactors };
}

function checkTariffs(tariffs: readonly ParsedFile<Tariff>[], report: ReportProblem): void {
  const seen = new Map<string, string>();
  const ids = new Map<string, string>();
  for (const file of tariffs) {
    const { tariff, region, from } = file.content;
    const key = `${region} ${from}`;
    const first = seen.get(key);
    if (first) report(file, ['from'], `${first} has a table of "${region}" from ${from} already`);
    seen.set(key, file.file);
    const named = ids.get(tariff);
    if (named) report(file, ['tariff'], `${named} has the id "${tariff}" already`);
    ids.set(tariff, file.file);
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byRegionAndDay = (a: Tariff, b: Tariff) => compare(a.region, b.region) || compare(a.from, b.from);
