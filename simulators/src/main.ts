import { Command } from 'commander';
import { PlantFileError } from '@linetwin/model';
import { addRunCommand } from './commands/run.ts';
import { UsageError } from './commands/usage-error.ts';

const program = new Command('sim').description(
  'Simulated lines and replayed recordings, published as machines would',
);
program.showHelpAfterError('(add --help for the options)');
addRunCommand(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof UsageError || error instanceof PlantFileError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
