import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelIndex } from '@linetwin/model';
import { TEST_SPINDLE, temporaryFolder, testPlant } from '@linetwin/testing';
import { InMemoryRunStore } from './in-memory-run-store.ts';
import { RunFolder } from './run-folder.ts';
import { RunHistories } from './run-histories.ts';
import { RunsService } from './runs.service.ts';

const index = new ModelIndex(testPlant());
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let runs: RunsService;
beforeEach(async () => {
  folder = await temporaryFolder();
  const runFolder = new RunFolder(join(folder.path, 'runs'));
  await runFolder.start();
  await mkdir(join(folder.path, 'scenarios'));
  runs = new RunsService({
    index,
    store: new InMemoryRunStore(),
    queue: { look: () => undefined, cancel: async () => false },
    folder: runFolder,
    histories: new RunHistories((run) => runFolder.values(run)),
    simulator: join(folder.path, 'dist/main.js'),
    version: '0',
    diskProblem: () => undefined,
  });
});
afterEach(() => folder.remove());

const ship = (name: string, equipment: string) =>
  writeFile(
    join(folder.path, 'scenarios', `${name}.yaml`),
    `name: ${name}\ndescription: About ${name}.\nfaults:\n  - { fault: imbalance, equipment: ${equipment}, onset: 1min, severity: 1 }\n`,
  );

test('offers the shipped stories that fit the plant, each under its own name', async () => {
  const spindle = index.equipment(TEST_SPINDLE)!.id;
  await ship('a-elsewhere', 'NO-SUCH-MACHINE');
  await ship('b-here', spindle);
  await ship('c-elsewhere', 'NOR-THIS-ONE');
  await ship('d-here', spindle);
  const { available, shipped } = await runs.simulatorAnswer();
  expect(available).toBe(false);
  expect(shipped.map(({ id, description }) => [id, description])).toEqual([
    ['b-here', 'About b-here.'],
    ['d-here', 'About d-here.'],
  ]);
});
