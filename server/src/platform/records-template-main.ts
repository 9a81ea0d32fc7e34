import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { setModes } from './file-modes.ts';
import { templateFolder } from './records-folder.ts';

/** Makes an empty data base in the folder given, or, as a step of the build, the one that first starts copy. */
const folder = process.argv[2] ?? templateFolder();
const half = `${folder}.half`;
await rm(half, { recursive: true, force: true });
await mkdir(dirname(folder), { recursive: true });
const db = await PGlite.create({ dataDir: half });
await db.close();
// The server may run as another user than the one who built it; there is nothing in it to hide.
await setModes(half, { folders: 0o755, files: 0o644 });
await rm(folder, { recursive: true, force: true });
await rename(half, folder);
