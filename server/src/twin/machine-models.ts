import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import {
  MAX_MACHINE_MODEL_BYTES,
  type MachineModelFile,
  type MachineModelProblem,
} from '@linetwin/contracts';
import type { PlantModel } from '@linetwin/model';
import type { Logger } from 'pino';

/** First words of a binary glTF 2 file, little-endian: its mark and its version. */
const GLB_MARK = 0x46546c67;
const GLB_VERSION = 2;
const GLB_HEADER_BYTES = 12;

interface Known {
  /** Of the file as it was read: size and time of its last change. */
  state: string;
  digest: string;
}

class ModelProblemError extends Error {
  override name = 'ModelProblemError';
  readonly problem: MachineModelProblem;

  constructor(problem: MachineModelProblem) {
    super(problem);
    this.problem = problem;
  }
}

/**
 * The glTF files of a plant folder: those that its kinds name, from its folder `models`, and nothing else. A name from outside is
 * only looked up among them.
 */
export class MachineModels {
  private readonly folder: string;
  private readonly files: readonly string[];
  private readonly logger: Logger;
  private readonly known = new Map<string, Known>();
  private readonly told = new Set<string>();

  constructor(plantFolder: string, model: PlantModel, logger: Logger) {
    this.folder = join(plantFolder, 'models');
    this.files = [...new Set(model.equipment.flatMap((one) => one.model ?? []))];
    this.logger = logger;
  }

  list(): Promise<MachineModelFile[]> {
    return Promise.all(
      this.files.map(async (file) => {
        try {
          const { digest } = await this.read(file);
          return { file, url: `/api/machine-models/${file}/${digest}`, problem: null };
        } catch (error) {
          const problem = error instanceof ModelProblemError ? error.problem : 'missing';
          this.tell(file, problem);
          return { file, url: null, problem };
        }
      }),
    );
  }

  /** The content of a file, if it is still the one with this digest. */
  async content(file: string, digest: string): Promise<Buffer | undefined> {
    if (!this.files.includes(file)) return undefined;
    try {
      await this.read(file);
      if (this.known.get(file)?.digest !== digest) return undefined;
      const bytes = await readFile(join(this.folder, file));
      return digestOf(bytes) === digest ? bytes : undefined;
    } catch {
      return undefined;
    }
  }

  private async read(file: string): Promise<Known> {
    const folder = await realpath(this.folder);
    const path = await realpath(join(folder, file));
    // A link may lead anywhere; what is served lies in the folder.
    if (!path.startsWith(folder + sep)) throw new ModelProblemError('missing');
    const { size, mtimeMs } = await stat(path);
    if (size > MAX_MACHINE_MODEL_BYTES) throw new ModelProblemError('too-large');
    const state = `${size} ${mtimeMs}`;
    const known = this.known.get(file);
    if (known?.state === state) return known;
    const bytes = await readFile(path);
    const isGlb =
      bytes.length >= GLB_HEADER_BYTES &&
      bytes.readUInt32LE(0) === GLB_MARK &&
      bytes.readUInt32LE(4) === GLB_VERSION &&
      bytes.readUInt32LE(8) <= bytes.length;
    if (!isGlb) throw new ModelProblemError('not-glb');
    const next = { state, digest: digestOf(bytes) };
    this.known.set(file, next);
    return next;
  }

  private tell(file: string, problem: MachineModelProblem): void {
    const key = `${file} ${problem}`;
    if (this.told.has(key)) return;
    this.told.add(key);
    this.logger.warn({ file, problem }, 'a 3D model cannot be shown; its machines keep their built-in form');
  }
}

function digestOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}
