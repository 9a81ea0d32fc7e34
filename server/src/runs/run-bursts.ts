import { createReadStream } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { BurstQuery, KeptBurst } from '@linetwin/contracts';
import { isWaveform, type ModelIndex } from '@linetwin/model';
import { z } from 'zod';

/** What the simulator says of a burst that lies in a file beside its messages, `<line>.bursts`. */
const burstLineSchema = z.object({
  time: z.number().finite(),
  channel: z.string(),
  file: z.string(),
  offset: z.number().int().min(0),
  bytes: z.number().int().positive(),
});

/** Where a burst of a run lies. */
interface BurstPlace extends KeptBurst {
  line: string;
  offset: number;
}

/** Bursts that a run was told to lie in its files, in the order of their time. */
export class RunBurstLog {
  private readonly index: ModelIndex;
  private readonly places: BurstPlace[] = [];
  /** Those that no sensor of the plant can have made. */
  refused = 0;

  constructor(index: ModelIndex) {
    this.index = index;
  }

  put(equipment: string, line: Buffer): void {
    const machine = this.index.equipment(equipment);
    const { data } = burstLineSchema.safeParse(parsed(line));
    const signal = data && this.index.signal(`${equipment}/${data.channel}`);
    if (!machine || data?.file !== `${machine.line}.bursts` || !signal || !isWaveform(signal)) {
      this.refused++;
      return;
    }
    const { time, channel, offset, bytes } = data;
    this.places.push({ equipment, channel, time: Math.round(time), bytes, line: machine.line, offset });
  }

  async write(file: string): Promise<void> {
    if (this.places.length === 0) return;
    await writeFile(file, this.places.map((place) => `${JSON.stringify(place)}\n`).join(''));
  }
}

/** Bursts of one machine in a run, newest first. @param file as `RunBurstLog` wrote it; may not be there */
export async function listRunBursts(file: string, equipment: string): Promise<KeptBurst[]> {
  const found: KeptBurst[] = [];
  for await (const { line: _line, offset: _offset, ...burst } of placesIn(file))
    if (burst.equipment === equipment) found.push(burst);
  return found.reverse();
}

/**
 * One burst of a run as it was sent; undefined where there is none.
 *
 * @param file as `RunBurstLog` wrote it
 * @param wavesOf path of the file with the bursts of a line
 */
export async function readRunBurst(
  file: string,
  wavesOf: (line: string) => string,
  { equipment, channel, time }: BurstQuery,
): Promise<Uint8Array | undefined> {
  for await (const place of placesIn(file)) {
    if (place.time !== time || place.channel !== channel || place.equipment !== equipment) continue;
    const waves = await open(wavesOf(place.line));
    try {
      const bytes = new Uint8Array(place.bytes);
      const { bytesRead } = await waves.read(bytes, 0, place.bytes, place.offset);
      return bytesRead === place.bytes ? bytes : undefined;
    } finally {
      await waves.close();
    }
  }
  return undefined;
}

async function* placesIn(file: string): AsyncGenerator<BurstPlace> {
  try {
    const lines = createInterface({ input: createReadStream(file) });
    for await (const line of lines) yield JSON.parse(line) as BurstPlace;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function parsed(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString());
  } catch {
    return undefined;
  }
}
