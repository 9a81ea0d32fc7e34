import { Command } from 'commander';
import { PlantFileError } from '@linetwin/model';
import { addListCommand } from './commands/list.ts';
import { addReplayCommand } from './commands/replay.ts';
import { addRunCommand } from './commands/run.ts';
import { UsageError } from './commands/usage-error.ts';
import { RecordingError } from './recordings/recordings.ts';

const program = new Command('sim').description(
  'Simulated lines and replayed recordings, published as machines would',
);
program.showHelpAfterError('(add --help for the options)');
addRunCommand(program);
addReplayCommand(program);
addListCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  const isExplained = [UsageError, PlantFileError, RecordingError].some((kind) => error instanceof kind);
  if (!isExplained || !(error instanceof Error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
