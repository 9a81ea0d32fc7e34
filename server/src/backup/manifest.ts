import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { BackupError } from './backup-error.ts';

export const MANIFEST_FILE = 'manifest.json';
/** Folder of a backup that holds the data folder as it was. */
export const CONTENT_FOLDER = 'data';
/** Changes when an older restore could no longer read what a backup is made of. */
export const BACKUP_FORMAT = 1;

/** A path below the content folder that cannot lead out of it. */
const pathSchema = z
  .string()
  .min(1)
  .refine(
    (path) => !path.includes('\\') && path.split('/').every((part) => !['', '.', '..'].includes(part)),
    'must be a relative path without ".."',
  );

const manifestSchema = z.object({
  product: z.literal('linetwin'),
  format: z.int().min(1),
  /** Version of Linetwin that made it. */
  version: z.string().regex(/^\d+\.\d+\.\d+/),
  /** When it was begun, ISO 8601. */
  createdAt: z.iso.datetime(),
  /** Newest change of the records' schema that this version knew. */
  recordsSchema: z.string(),
  /** What is kept on servers of its own and is therefore not in here. */
  elsewhere: z.array(z.enum(['history', 'records'])),
  folders: z.array(pathSchema),
  files: z.array(
    z.object({ path: pathSchema, bytes: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
  ),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What the program that reads a backup is and knows. */
export interface Reader {
  version: string;
  /** Names of all changes of the records' schema, oldest first. */
  recordsSchemas: readonly string[];
}

/** @throws BackupError when there is none, or one that this version must not restore */
export async function readManifest(folder: string, reader: Reader): Promise<Manifest> {
  const path = join(folder, MANIFEST_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new BackupError(`${folder} is no backup: it has no ${MANIFEST_FILE}.`);
  }
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new BackupError(`${path} is damaged: it is no JSON.`);
  }
  const format = z.object({ format: z.number() }).safeParse(content);
  if (format.success && format.data.format > BACKUP_FORMAT) {
    throw new BackupError(
      `${folder} has the format ${format.data.format}, this version of Linetwin (${reader.version}) reads up to ${BACKUP_FORMAT}; restore with a newer one.`,
    );
  }
  const parsed = manifestSchema.safeParse(content);
  if (!parsed.success) throw new BackupError(`${path} is damaged:\n${z.prettifyError(parsed.error)}`);
  const manifest = parsed.data;
  if (compareVersions(manifest.version, reader.version) > 0) {
    throw new BackupError(
      `${folder} was made by Linetwin ${manifest.version}, this is ${reader.version}; restore with ${manifest.version} or newer.`,
    );
  }
  if (!reader.recordsSchemas.includes(manifest.recordsSchema)) {
    throw new BackupError(
      `${folder} has records of the schema ${manifest.recordsSchema}, which this Linetwin (${reader.version}) does not know; restore with the one that made it (${manifest.version}) or a newer one.`,
    );
  }
  return manifest;
}

/** Below 0 when `a` is older than `b`, above when newer. Only the three numbers count. */
export function compareVersions(a: string, b: string): number {
  const numbers = (version: string) => version.split(/[.+-]/, 3).map(Number);
  const [left, right] = [numbers(a), numbers(b)];
  return left.map((number, i) => number - right[i]).find((difference) => difference !== 0) ?? 0;
}
