import { fork } from 'node:child_process';
import { cp, rename, rm, stat } from 'node:fs/promises';
import { findPackageJSON, createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setModes } from './file-modes.ts';

/**
 * Where the build leaves an empty data base, below a folder named by the version of PGlite that made it. Copying it
 * takes a tenth of a second; making one takes five and 400 MB, which a process that did so keeps.
 */
export const TEMPLATES = fileURLToPath(new URL('../../records-template', import.meta.url));

/** @returns the folder of the empty data base that this version of PGlite opens */
export function templateFolder(templates = TEMPLATES): string {
  const description = findPackageJSON('@electric-sql/pglite', import.meta.url);
  if (!description) throw new Error('@electric-sql/pglite is not installed');
  const { version } = createRequire(import.meta.url)(description) as { version: string };
  return join(templates, version);
}

/**
 * Sees to it that a folder holds a data base: one that is there stays as it is, else an empty one is put there, whole
 * or not at all, for the user of the server alone.
 *
 * @throws when the folder cannot be written
 */
export async function prepareRecordsFolder(folder: string, templates = TEMPLATES): Promise<void> {
  if (await holdsDatabase(folder)) return;
  const half = `${folder}.new`;
  await rm(half, { recursive: true, force: true });
  const template = templateFolder(templates);
  if (await holdsDatabase(template)) await cp(template, half, { recursive: true });
  else await makeDatabase(half);
  await setModes(half, { folders: 0o700, files: 0o600 });
  await rm(folder, { recursive: true, force: true });
  await rename(half, folder);
}

async function holdsDatabase(folder: string): Promise<boolean> {
  return stat(join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/** In a process of its own, whose memory goes when it ends. */
async function makeDatabase(folder: string): Promise<void> {
  const main = new URL(
    `./records-template-main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`,
    import.meta.url,
  );
  const child = fork(main, [folder], { execArgv: ['--liftoff-only'] });
  await new Promise<void>((resolve, reject) =>
    child.once('exit', (code, signal) => {
      if (code === 0) resolve();
      else
        reject(new Error(`an empty records data base could not be made (${signal ?? `exit code ${code}`})`));
    }),
  );
}
