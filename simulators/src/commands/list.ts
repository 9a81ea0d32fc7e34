import type { Command } from 'commander';
import { ModelIndex } from '@linetwin/model';
import type { PlantModel } from '@linetwin/model';
import { FAULT_KINDS, type FaultKind } from '@linetwin/model/scenario';
import { findRecordingSets, readRecordingSet } from '../recordings/recordings.ts';
import { shippedScenarios } from '../scenarios/shipped.ts';
import { DEFAULT_PLANT, readPlant } from './plant.ts';

export function addListCommand(program: Command): void {
  program
    .command('list')
    .description('list lines, machines, faults and scenarios; with --data the recordings')
    .option('--data <folder>', 'folder of recording sets')
    .option('--plant <folder>', 'plant folder', DEFAULT_PLANT)
    .action(async (options: { data?: string; plant: string }) => {
      const texts = options.data ? listRecordings(options.data) : listPlant(await readPlant(options.plant));
      process.stdout.write(`${texts.join('\n')}\n`);
    });
}

function listPlant(model: PlantModel): string[] {
  const index = new ModelIndex(model);
  const out: string[] = [];
  for (const line of model.lines) {
    out.push(`Line ${line.id}: ${line.name.en} (${line.product.en}, takt ${line.taktS} s)`);
    for (const equipment of index.equipmentOf(line.id)) {
      const bearings = equipment.bearings.map((b) => `${b.id} ${b.designation}`);
      const waveform = bearings.length > 0 ? `  [waveform; bearing ${bearings.join(', ')}]` : '';
      out.push(
        `  ${equipment.address.padEnd(42)} ${equipment.kind.padEnd(20)} ${equipment.name.en}${waveform}`,
      );
    }
    out.push('');
  }
  out.push('Faults for a scenario file:');
  for (const kind of FAULT_KINDS as readonly FaultKind[]) {
    const where = kind.kinds ? ` (${kind.kinds.join(', ')})` : kind.needs ? ` (needs a ${kind.needs})` : '';
    out.push(`  ${kind.id.padEnd(22)} ${kind.description}${where}`);
  }
  out.push('', 'Shipped scenarios:');
  for (const { id, description } of shippedScenarios()) out.push(`  ${id.padEnd(22)} ${description}`);
  return out;
}

function listRecordings(folder: string): string[] {
  return findRecordingSets(folder).flatMap((dir) => {
    const set = readRecordingSet(dir);
    const rows = set.recordings.map(
      (r) =>
        `  ${r.id.padEnd(28)} ${String(r.sampleRateHz).padStart(7)} Hz  ${String(r.speedRpm ?? '?').padStart(6)} r/min  ` +
        `${(r.samples / r.sampleRateHz).toFixed(1).padStart(6)} s  ${r.channel}`,
    );
    return [`${set.name}: ${set.dataset}`, ...rows, ''];
  });
}
