import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps servers where the PATH of an ordinary user does not look. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin', '/usr/bin'];

/** Where a program is installed; `undefined` when it is not. */
export function installedProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...SYSTEM_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether tests of a real server can run. Where it is not installed they are skipped with a plain message, but under
 * `CI=true`, where every server must be there, a missing one is an error.
 *
 * @throws Error under CI when the program is missing
 */
export function hasRealServer(program: string, debianPackage: string): boolean {
  if (installedProgram(program)) return true;
  const message = `${program} is not installed (Debian: apt-get install ${debianPackage})`;
  if (process.env.CI === 'true') throw new Error(`${message}; no test may be skipped here`);
  process.stderr.write(`${message}: its tests are skipped\n`);
  return false;
}
