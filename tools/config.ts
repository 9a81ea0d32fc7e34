import { parseArgs } from 'node:util';
import { settingsTable, shownSettings } from '../server/src/config/settings-table.ts';
import { readSettings } from '../server/src/config/settings.ts';

/** `npm run config`: the settings of this environment, secrets masked, and what is wrong with them. `--guide` prints the table of the guide. */
const { values } = parseArgs({ options: { guide: { type: 'boolean', default: false } } });

if (values.guide) {
  console.log(settingsTable());
} else {
  const shown = shownSettings(process.env);
  const width = Math.max(...shown.map(({ name }) => name.length));
  for (const { name, value, from } of shown) {
    console.log(`${name.padEnd(width)}  ${from === 'nothing' ? '–' : `${value}  (${from})`}`);
  }
  try {
    readSettings(process.env);
  } catch (error) {
    console.error(`\n${(error as Error).message}`);
    process.exitCode = 1;
  }
}
