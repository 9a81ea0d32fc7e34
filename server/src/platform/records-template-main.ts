import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { templateFolder } from './records-folder.ts';

/** Makes an empty data base in the folder given, or, as a step of the build, the one that first starts copy. */
const folder = process.argv[2] ?? templateFolder();
const half = `${folder}.half`;
await rm(half, { recursive: true, force: true });
await mkdir(dirname(folder), { recursive: true });
const db = await PGlite.create({ dataDir: half });
await db.close();
await rm(folder, { recursive: true, force: true });
await rename(half, folder);
