import { Command } from 'commander';
import { RecordingError } from '../recordings/recordings.ts';
import { validate } from './validate.ts';

const program = new Command('validate')
  .description('Judge diagnosis and energy on recordings of other organisations.')
  .option('--data <folder>', 'folder of recording sets, or one set', '../shared/data')
  .option('--set <names>', 'comma-separated sets; default: every set that can be judged')
  .parse();

const { data, set } = program.opts<{ data: string; set?: string }>();

try {
  validate({
    dataDir: data,
    sets: set === undefined ? null : set.split(',').map((name) => name.trim()),
    print: (line) => console.log(line),
  });
} catch (error) {
  if (!(error instanceof RecordingError)) throw error;
  console.error(`validate: ${error.message}`);
  process.exitCode = 1;
}
