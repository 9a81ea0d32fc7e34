import { expect, test } from '@jest/globals';
import type { ProcessFigures } from '@linetwin/contracts';
import { FiguresService } from './figures.service.ts';
import { LocalLineRequests } from './local-line-requests.ts';

const figuresOf = (id: string, startedAt: number): ProcessFigures => ({
  process: { id, host: 'h', roles: ['ingest'], version: '0', startedAt, lines: [] },
  everyS: 5,
  series: { memoryMb: [1] },
});

function setUp() {
  let asked = 0;
  let now = 0;
  const requests = new LocalLineRequests((line) => line !== 'nobodys');
  requests.handle('ReadFigures', async ({ line }) => {
    asked++;
    return figuresOf(line === 'line-3' ? 'b' : 'a', line === 'line-3' ? 1 : 2);
  });
  const service = new FiguresService({
    lines: ['line-1', 'line-2', 'line-3', 'nobodys'],
    requests,
    own: () => figuresOf('me', 3),
    now: () => now,
  });
  return { service, asked: () => asked, pass: (ms: number) => (now += ms) };
}

test('each process is told of once, whichever lines it looks after, and a line without an owner is left out', async () => {
  const { processes } = await setUp().service.list();
  expect(processes.map(({ process }) => process.id)).toEqual(['b', 'a', 'me']);
});

test('many who look at once cost one question to each owner', async () => {
  const { service, asked, pass } = setUp();
  await Promise.all(Array.from({ length: 20 }, () => service.list()));
  expect(asked()).toBe(3);
  pass(2000);
  await service.list();
  expect(asked()).toBe(6);
});
