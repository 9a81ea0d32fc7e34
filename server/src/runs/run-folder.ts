import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Files of runs in the data folder, `runs/<id>/`. */
export class RunFolder {
  /** Identity of this data folder, for records that several servers share. */
  home = '';
  private readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  async start(): Promise<void> {
    await mkdir(this.path, { recursive: true });
    const file = join(this.path, 'home');
    this.home = await readFile(file, 'utf8').catch(() => '');
    if (this.home) return;
    this.home = randomUUID();
    await writeFile(file, this.home);
  }

  of(id: string): string {
    return join(this.path, id);
  }

  /** The data base with the values of a run. */
  values(id: string): string {
    return join(this.of(id), 'values.duckdb');
  }

  /** What was really wrong, one JSON object per line. */
  labels(id: string): string {
    return join(this.of(id), 'labels.ndjson');
  }

  /** Limits that were exceeded in a run, as alarms. */
  alarms(id: string): string {
    return join(this.of(id), 'alarms.ndjson');
  }

  /** Where each vibration burst of a run lies. */
  bursts(id: string): string {
    return join(this.of(id), 'bursts.ndjson');
  }

  /** Begin of the names of the files with the bursts of a run, which `wavesOf` names for one line. */
  waves(id: string): string {
    return join(this.of(id), 'waves');
  }

  wavesOf(id: string, line: string): string {
    return `${this.waves(id)}.${line}.bursts`;
  }

  scenario(id: string): string {
    return join(this.of(id), 'scenario.yaml');
  }

  async make(id: string): Promise<void> {
    await this.remove(id);
    await mkdir(this.of(id), { recursive: true });
  }

  remove(id: string): Promise<void> {
    return rm(this.of(id), { recursive: true, force: true });
  }

  /** What the files of a run hold, bytes. */
  bytes(id: string): Promise<number> {
    return bytesIn(this.of(id));
  }
}

/** What the files of a folder hold, bytes; 0 where there is none. */
export async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
