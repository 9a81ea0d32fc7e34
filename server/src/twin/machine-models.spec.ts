import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { MAX_MACHINE_MODEL_BYTES } from '@linetwin/contracts';
import { temporaryFolder, testPlant } from '@linetwin/testing';
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { MachineModels } from './machine-models.ts';

/** The least binary glTF: a header and a scene without anything. */
function glb(text = '{"asset":{"version":"2.0"}}'): Buffer {
  const json = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4));
  const head = Buffer.alloc(20);
  [0x46546c67, 2, 20 + json.length, json.length, 0x4e4f534a].forEach((word, i) =>
    head.writeUInt32LE(word, i * 4),
  );
  return Buffer.concat([head, json]);
}

describe('models of a plant folder', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let logged: string[];
  const open = (file = 'press.glb') => {
    const model = testPlant();
    model.equipment[0].model = file;
    const logger = pino({}, { write: (line: string) => void logged.push(line) });
    return new MachineModels(folder.path, model, logger);
  };
  const put = (name: string, content: Buffer | string): Promise<void> =>
    writeFile(join(folder.path, 'models', name), content);
  beforeEach(async () => {
    logged = [];
    folder = await temporaryFolder();
    await mkdir(join(folder.path, 'models'));
  });
  afterEach(() => folder.remove());

  test('have an address of their content', async () => {
    const models = open();
    await put('press.glb', glb());
    const [first] = await models.list();
    expect(first.problem).toBeNull();
    const digest = first.url!.split('/').at(-1)!;
    expect(await models.content('press.glb', digest)).toEqual(glb());
    await put('press.glb', glb('{"asset":{"version":"2.0","generator":"other"}}'));
    expect(await models.content('press.glb', digest)).toBeUndefined();
    expect((await models.list())[0].url).not.toBe(first.url);
  });

  test.each([
    ['missing', async (): Promise<void> => undefined],
    ['not-glb', (): Promise<void> => put('press.glb', 'solid cube')],
    [
      'too-large',
      async () => {
        await put('press.glb', glb());
        await truncate(join(folder.path, 'models/press.glb'), MAX_MACHINE_MODEL_BYTES + 1);
      },
    ],
    [
      'missing',
      async () => {
        await writeFile(join(folder.path, 'secret.glb'), glb());
        await symlink(join(folder.path, 'secret.glb'), join(folder.path, 'models/press.glb'));
      },
    ],
  ] as const)('that cannot be shown are told as %s, once in the log', async (problem, prepare) => {
    await prepare();
    const models = open();
    expect(await models.list()).toEqual([{ file: 'press.glb', url: null, problem }]);
    await models.list();
    expect(logged.filter((line) => line.includes('press.glb'))).toHaveLength(1);
  });

  test('are only those that kinds name', async () => {
    await put('other.glb', glb());
    const models = open();
    for (const file of ['other.glb', '../site.yaml', '/etc/passwd', 'press.glb/../other.glb'])
      expect(await models.content(file, 'x')).toBeUndefined();
  });
});
