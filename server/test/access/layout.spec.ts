import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuditEntry, LayoutPreview, LayoutSaved, LayoutState } from '@linetwin/contracts';
import type { PlantModel } from '@linetwin/model';
import { TEST_PLANT_TEXTS, TEST_SPINDLE, writePlant } from '@linetwin/testing';
import { TestEdge, type Visitor } from './test-edge.ts';

const edge = new TestEdge();
beforeAll(() => edge.start(), 60_000);
afterAll(() => edge.stop());

const moves = [{ equipment: TEST_SPINDLE, at: { x: 3.5, z: -2, rotationDeg: 90 } }];
const texts = async () => {
  const names = (await readdir(edge.plantFolder, { recursive: true })).filter((name) =>
    name.endsWith('.yaml'),
  );
  return (await Promise.all(names.map((name) => readFile(join(edge.plantFolder, name), 'utf8')))).join('\n');
};

describe('where machines stand', () => {
  let engineer: Visitor;
  beforeAll(async () => (engineer = await edge.signedIn('engineer')));
  const state = async () => (await engineer.ask('GET', '/api/layout')).body as LayoutState;
  afterEach(() => writePlant(edge.plantFolder, TEST_PLANT_TEXTS));

  test('is shown as a change of the files before anything is written', async () => {
    const before = await texts();
    const answer = await engineer.ask('POST', '/api/layout/preview', { moves });
    expect(answer.status).toBe(200);
    const { files, writable, changedSinceStart } = answer.body as LayoutPreview;
    expect({ writable, changedSinceStart }).toEqual({ writable: true, changedSinceStart: false });
    expect(files).toHaveLength(1);
    expect(files[0].changes.flatMap(({ after }) => after).join()).toContain('x: 3.5');
    expect(await texts()).toBe(before);
  });

  test('is written by engineers, taken up by the running plant, audited, and what was before is kept', async () => {
    const saved = await engineer.ask('PUT', '/api/layout', { version: (await state()).version, moves });
    expect(saved.body).toMatchObject({
      takenUp: 'now',
      changedSinceStart: false,
    } satisfies Partial<LayoutSaved>);
    const model = (await engineer.ask('GET', '/api/model')).body as PlantModel;
    expect(model.equipment.find(({ address }) => address === TEST_SPINDLE)!.at).toEqual(moves[0].at);
    expect(await texts()).toContain('x: 3.5');
    const kept = await readdir(join(edge.plantFolder, '../plant-backups'));
    expect(kept).toHaveLength(1);
    const admin = await edge.signedIn('admin');
    const log = (await admin.ask('GET', '/api/audit?action=layout.change')).body as AuditEntry[];
    expect(log[0]).toMatchObject({
      subject: TEST_SPINDLE,
      outcome: 'done',
      after: { [TEST_SPINDLE]: moves[0].at },
    });
  });

  test('is not written over what somebody else changed meanwhile', async () => {
    const { version } = await state();
    const name = (await readdir(edge.plantFolder)).find((file) => file.endsWith('.yaml'))!;
    await appendFile(join(edge.plantFolder, name), '\n# looked at\n');
    const before = await texts();
    const answer = await engineer.ask('PUT', '/api/layout', { version, moves });
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ error: expect.stringContaining('changed meanwhile') });
    expect(await texts()).toBe(before);
  });

  test('is written by one of two who save at once', async () => {
    const { version } = await state();
    const other = [{ ...moves[0], at: { x: 7, z: 7, rotationDeg: 0 } }];
    const answers = await Promise.all(
      [moves, other].map((one) => engineer.ask('PUT', '/api/layout', { version, moves: one })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('keeps a bounded number of earlier files', async () => {
    for (let i = 0; i < 45; i++) {
      const at = { x: i / 4, z: 1, rotationDeg: 0 };
      const { version } = await state();
      const saved = await engineer.ask('PUT', '/api/layout', { version, moves: [{ ...moves[0], at }] });
      expect(saved.status).toBe(200);
    }
    expect(await readdir(join(edge.plantFolder, '../plant-backups'))).toHaveLength(40);
  });

  test('is neither seen nor changed by operators and displays', async () => {
    const { version } = await state();
    for (const visitor of [
      await edge.signedIn('operator'),
      await edge.pairedDisplay('hall'),
      edge.visitor(),
    ]) {
      for (const [method, path, body] of [
        ['GET', '/api/layout', undefined],
        ['POST', '/api/layout/preview', { moves }],
        ['PUT', '/api/layout', { version, moves }],
      ] as const)
        expect([401, 403]).toContain((await visitor.ask(method, path, body)).status);
    }
  });

  test.each([
    ['a machine that is not there', [{ ...moves[0], equipment: 'test/shop/line-1/none' }]],
    ['a place out of the world', [{ ...moves[0], at: { ...moves[0].at, x: 1e9 } }]],
    ['a machine named twice', [...moves, ...moves]],
    ['no machine', []],
  ])('is refused for %s', async (_what, bad) => {
    const before = await texts();
    const { version } = await state();
    expect((await engineer.ask('PUT', '/api/layout', { version, moves: bad })).status).toBe(400);
    expect(await texts()).toBe(before);
  });
});
