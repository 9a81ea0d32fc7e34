import { afterEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { DiskGauge, type DiskFigures } from './disk-gauge.port.ts';
import { DiskGuard, nextLevel } from './disk-guard.ts';

/** A gauge that shows what a test says, or fails. */
class TestGauge extends DiskGauge {
  share = 0;
  problem: Error | undefined;
  asked = 0;

  override async measure(): Promise<DiskFigures> {
    this.asked++;
    if (this.problem) throw this.problem;
    return { usedBytes: this.share * 10e9, limitBytes: 10e9 };
  }
}

const said: { level: number; msg: string }[] = [];
const logger = pino(
  { level: 'info' },
  { write: (line: string) => void said.push(JSON.parse(line) as { level: number; msg: string }) },
);
let guard: DiskGuard | undefined;
afterEach(async () => {
  await guard?.stop();
  said.length = 0;
});

async function started(share = 0): Promise<TestGauge> {
  const gauge = new TestGauge();
  gauge.share = share;
  guard = new DiskGuard(gauge, logger);
  await guard.start();
  return gauge;
}

describe('the guard of the disk', () => {
  test('warns at 80 %, refuses at 100 %, lets in below 95 % and is quiet below 75 %', () => {
    const shares = [0.5, 0.79, 0.8, 0.99, 1, 0.97, 0.95, 0.94, 0.79, 0.76, 0.74, 0.79, 1.2, 0.1];
    let level: ReturnType<typeof nextLevel> = 'ok';
    expect(shares.map((share) => (level = nextLevel(level, share)))).toEqual([
      'ok',
      'ok',
      'near',
      'near',
      'full',
      'full',
      'full',
      'near',
      'near',
      'near',
      'ok',
      'ok',
      'full',
      'ok',
    ]);
  });

  test('knows from its start on how full the disk is, and says it in figures', async () => {
    await started(1.01);
    expect(guard!.problem).toBe('the disk is full: 10.1 of 10.0 GB used (101 %)');
    expect(guard!.answer()).toEqual({ level: 'full', usedBytes: 10.1e9, limitBytes: 10e9 });
  });

  test('tells the log once when a level begins, and once when it ends', async () => {
    const gauge = await started();
    for (const share of [0.85, 0.86, 1, 1, 0.8, 0.5, 0.5]) {
      gauge.share = share;
      await guard!.check();
    }
    expect(said.map(({ level, msg }) => [pino.levels.labels[level], msg])).toEqual([
      ['warn', 'the disk is nearly full'],
      ['error', 'the disk is full: nothing is acknowledged until there is room'],
      ['warn', 'there is some room on the disk again'],
      ['info', 'there is room on the disk again'],
    ]);
  });

  test('looks at once when something could not be written', async () => {
    const gauge = await started();
    gauge.share = 1;
    guard!.suspect();
    await guard!.check();
    expect(guard!.level).toBe('full');
    expect(gauge.asked).toBe(2);
  });

  test('keeps what it knew while the disk cannot be asked', async () => {
    const gauge = await started(1);
    gauge.problem = new Error('no such device');
    await guard!.check();
    expect(guard!.level).toBe('full');
    gauge.problem = undefined;
    gauge.share = 0.1;
    await guard!.check();
    expect(guard!.level).toBe('ok');
  });
});
