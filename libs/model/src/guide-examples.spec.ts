import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadPlant, type PlantText } from './plant-loader.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const plant: PlantText[] = [];

beforeAll(async () => {
  const folder = `${ROOT}plants/liaocheng/`;
  for (const file of await readdir(folder, { recursive: true }))
    if (file.endsWith('.yaml')) plant.push({ file, text: await readFile(folder + file, 'utf8') });
});

async function examplesOf(guide: string): Promise<string[]> {
  const text = await readFile(`${ROOT}docs/guides/${guide}.md`, 'utf8');
  return [...text.matchAll(/```yaml\n(.*?)```/gs)].map((match) => match[1]);
}

const KIND = `kind: example
name: { zh: 例, en: Example }
sizeM: { length: 1, width: 1, height: 1 }
powerKw: { base: 0, running: 1, peak: 2 }
signals:
`;

describe('the examples in the guides', () => {
  test.each(['add-a-signal', 'add-an-alarm'])('the signal of %s loads', async (guide) => {
    const [signal] = await examplesOf(guide);
    expect(() => loadPlant([...plant, { file: 'example.yaml', text: KIND + signal }])).not.toThrow();
  });

  test('the kind and the place of add-an-equipment-kind load and join', async () => {
    const [kind, station] = await examplesOf('add-an-equipment-kind');
    const line = `line: example
area: bearing
name: { zh: 例线, en: Example line }
product: { zh: 件, en: Part }
taktS: 8
stations:
${station}`;
    const model = loadPlant([...plant, { file: 'kind.yaml', text: kind }, { file: 'line.yaml', text: line }]);
    const press = model.equipment.find((equipment) => equipment.line === 'example');
    expect(press).toMatchObject({ id: 'B03', kind: 'crank-press', form: 'crank-press', cycleS: 3 });
    expect(press?.bearings[0].verified).toBe(false);
  });

  test('the mistake that add-a-signal shows is told just so', async () => {
    const broken = plant.map(({ file, text }) => ({
      file: `plants/liaocheng/${file}`,
      text: file === 'kinds/ring-mill.yaml' ? text.replace('normal: [35, 55]', 'normal: [35, 155]') : text,
    }));
    let message = '';
    try {
      loadPlant(broken);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).not.toBe('');
    expect(await readFile(`${ROOT}docs/guides/add-a-signal.md`, 'utf8')).toContain(message);
  });
});
