import { readFileSync } from 'node:fs';
import { checkScenario, type Scenario } from '@linetwin/model/scenario';
import type { PlantModel } from '@linetwin/model';
import { UsageError } from '../commands/usage-error.ts';

/**
 * Reads a scenario file and finds its machines in the plant.
 *
 * @throws UsageError naming file, line and field of every mistake
 */
export function readScenario(file: string, model: PlantModel): Scenario {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`The scenario ${file} cannot be read: ${(error as Error).message}.`);
  }
  return parseScenario(text, file, model);
}

/** @throws UsageError naming file, line and field of every mistake */
export function parseScenario(text: string, file: string, model: PlantModel): Scenario {
  const { scenario, problems } = checkScenario(text, model);
  if (scenario) return scenario;
  const told = problems.map(({ line, field, message }) =>
    field ? `${file}:${line} ${field}: ${message.en}` : `${file}:${line} ${message.en}`,
  );
  throw new UsageError(`The scenario has ${told.length} mistake(s):\n  ${told.join('\n  ')}`);
}
