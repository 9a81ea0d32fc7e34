import { expect, test } from '@jest/globals';
import { seamMessage } from '@linetwin/testing';
import { ModelIndex, lineOf } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { pino } from 'pino';
import { EventBus, type ServerEvents } from '../events.ts';
import { InMemoryOutbox } from '../spool/in-memory-outbox.ts';
import { InMemoryVerdictStore } from './in-memory-verdict-store.ts';
import { SeamJudge } from './seam-judge.ts';

const index = new ModelIndex(
  await readPlantFolder(new URL('../../../plants/liaocheng', import.meta.url).pathname),
);
const robot = index.model.equipment.find(({ id }) => id === 'L02-A')!;

/** A judge of the robot's line, on a disk of its own. */
async function judgeOver(store: InMemoryVerdictStore, waitMs: number) {
  const events = new EventBus((_owner, _event, error) => {
    throw error;
  });
  const judge = new SeamJudge({
    index,
    store,
    outbox: new InMemoryOutbox(),
    events,
    logger: pino({ level: 'silent' }),
    tellFinding: () => undefined,
    openFaults: async () => [],
    keepDays: 90,
    waitMs,
  });
  judge.start();
  await judge.takeLine(lineOf(robot.address));
  return { events, judge };
}

test('a seam is judged, told and stored once it was welded, also while the data base was away', async () => {
  const store = new InMemoryVerdictStore();
  const keep = store.keep.bind(store);
  store.keep = async () => {
    throw new Error('data base away');
  };
  const { events, judge } = await judgeOver(store, 1);
  const told = new Promise<ServerEvents['SeamJudged']>((resolve) => events.on('SeamJudged', 'test', resolve));
  const seam = seamMessage();
  events.emit('SeamWelded', { equipment: robot.address, seam });
  expect(await told).toMatchObject({
    equipment: robot.address,
    endedAt: seam.time,
    verdict: { grade: 'not-judgeable' },
  });
  store.keep = keep;
  await judge.stop();
  expect((await store.read(robot.address, seam.time))?.verdict.doubts.map(({ doubt }) => doubt)).toContain(
    'too-short',
  );
});

test('a seam that ended just before the server stops is judged all the same', async () => {
  const store = new InMemoryVerdictStore();
  const { events, judge } = await judgeOver(store, 60_000);
  const seam = seamMessage();
  events.emit('SeamWelded', { equipment: robot.address, seam });
  await judge.stop();
  expect(await store.read(robot.address, seam.time)).toBeDefined();
});
