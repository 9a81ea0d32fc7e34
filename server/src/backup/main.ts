import { readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { DataFolderError } from '../platform/folder-lock.ts';
import { MIGRATIONS } from '../records/migrations.ts';
import { makeBackup } from './backup.ts';
import { BackupError } from './backup-error.ts';
import type { Reader } from './manifest.ts';
import { restoreBackup } from './restore.ts';

/** `npm run backup` and `npm run restore`: docs/guides/backup.md. */

const USAGE = `backup  --out FOLDER [--data FOLDER]    copies the data of a running or stopped Linetwin
restore --from FOLDER [--data FOLDER]   makes a data folder of such a copy
The data folder is ./data (or LINETWIN_DATA) unless --data names another.`;

/** Behind the server in the line for the processor. */
const PRIORITY = 10;

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const program: Reader = { version, recordsSchemas: Object.keys(MIGRATIONS).sort() };
const say = (line: string) => console.error(`${line} ...`);

try {
  setPriority(PRIORITY);
  const { values, positionals } = argumentsOf();
  const data = values.data ?? (process.env.LINETWIN_DATA || './data');
  if (positionals.join() === 'backup' && values.out !== undefined && values.from === undefined) {
    await backup(data, values.out);
  } else if (positionals.join() === 'restore' && values.from !== undefined && values.out === undefined) {
    await restore(data, values.from);
  } else throw new BackupError(USAGE);
} catch (error) {
  const plain = error instanceof BackupError || error instanceof DataFolderError;
  console.error(plain ? error.message : error);
  process.exitCode = 1;
}

function argumentsOf() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { data: { type: 'string' }, out: { type: 'string' }, from: { type: 'string' } },
    });
  } catch (error) {
    throw new BackupError(`${(error as Error).message}\n${USAGE}`);
  }
}

async function backup(data: string, out: string): Promise<void> {
  const { running, files, bytes, heldMs, elsewhere } = await makeBackup({ data, out, program, say });
  console.log(`${out}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB`);
  if (running) {
    console.log(
      `The server went on. History stood still for ${heldMs.history} ms, the records for ${heldMs.records} ms.`,
    );
  }
  tellElsewhere(elsewhere, 'back them up with their own tools');
}

async function restore(data: string, from: string): Promise<void> {
  const { version: madeBy, createdAt, elsewhere } = await restoreBackup({ from, data, program, say });
  console.log(`${data} is as it was at ${createdAt} (Linetwin ${madeBy}). The server may be started.`);
  tellElsewhere(elsewhere, 'restore them with their own tools first');
}

function tellElsewhere(elsewhere: readonly string[], what: string): void {
  if (elsewhere.length === 0) return;
  console.log(`Not in this backup, because on servers of their own: ${elsewhere.join(' and ')}; ${what}.`);
}
