import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Values of one message, as the load is defined: one machine's ten values. */
export const VALUES_PER_MESSAGE = 10;

/** Writes a plant of many equal machines, ten signals each, and gives their addresses. */
export async function writeBenchPlant(folder: string, machines: number): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const signals = Array.from({ length: VALUES_PER_MESSAGE }, (_, i) =>
    [
      `  - id: value_${i}`,
      `    name: { zh: 数值 ${i}, en: Value ${i} }`,
      '    unit: kW',
      '    class: M',
      '    range: [0, 1000]',
      // One signal in ten has a limit, as in the reference plant, so that alarms are part of the load.
      ...(i === 0 ? ['    limits:', '      - { type: high, at: 999.5, priority: 3 }'] : []),
    ].join('\n'),
  );
  await writeFile(
    join(folder, 'site.yaml'),
    'enterprise: { zh: 基准, en: Bench }\nsite: bench\nname: { zh: 基准, en: Bench }\ntimeZone: Asia/Shanghai\n' +
      'areas:\n  - { id: area, name: { zh: 区域, en: Area } }\nhall: { lengthM: 100, widthM: 50, heightM: 10 }\n',
  );
  await writeFile(
    join(folder, 'kind.yaml'),
    'kind: machine\nname: { zh: 机器, en: Machine }\nsizeM: { length: 1, width: 1, height: 1 }\n' +
      `powerKw: { base: 1, running: 2, peak: 3 }\nsignals:\n${signals.join('\n')}\n`,
  );
  const places = Array.from({ length: machines }, (_, i) => `      - { id: M${i}, at: { x: ${i}, z: 0 } }`);
  await writeFile(
    join(folder, 'line.yaml'),
    'line: line-1\narea: area\nname: { zh: 线, en: Line }\nproduct: { zh: 件, en: Part }\ntaktS: 1\nstations:\n' +
      `  - id: S1\n    name: { zh: 站, en: Station }\n    kind: machine\n    equipment:\n${places.join('\n')}\n`,
  );
  return Array.from({ length: machines }, (_, i) => `bench/area/line-1/M${i}`);
}
