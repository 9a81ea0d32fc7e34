import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scenarioHead } from '@linetwin/model/scenario';
import { UsageError } from '../commands/usage-error.ts';

const FOLDER = fileURLToPath(new URL('../../scenarios', import.meta.url));

export function shippedScenarios(): { id: string; file: string; description: string }[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((name) => {
      const file = join(FOLDER, name);
      return {
        id: basename(name, '.yaml'),
        file,
        description: scenarioHead(readFileSync(file, 'utf8')).description,
      };
    });
}

/** Path of a scenario given as a file, or as the name of a shipped one. */
export function findScenario(name: string): string {
  if (existsSync(name)) return name;
  const shipped = shippedScenarios();
  const found = shipped.find((scenario) => scenario.id === name);
  if (found) return found.file;
  throw new UsageError(
    `There is no scenario file "${name}" and no shipped one of that name; shipped: ${shipped.map((s) => s.id).join(', ')}.`,
  );
}
