import { afterEach, describe, expect, test } from '@jest/globals';
import type { DiskAnswer, ProcessNote } from '@linetwin/contracts';
import { pino } from 'pino';
import { DiskGauge, type DiskFigures } from '../platform/disk-gauge.port.ts';
import { DiskGuard } from '../platform/disk-guard.ts';
import { DiskBoard } from './disk-board.ts';

class HalfFull extends DiskGauge {
  override async measure(): Promise<DiskFigures> {
    return { usedBytes: 50, limitBytes: 100 };
  }
}

const own = new DiskGuard(new HalfFull(), pino({ level: 'silent' }));
afterEach(() => own.stop());

const noteOf = (disk?: DiskAnswer): ProcessNote => ({
  id: 'other',
  host: 'pc-2',
  roles: ['ingest'],
  version: '0.1.0',
  startedAt: 0,
  lines: [],
  disk,
});

describe('the board of disks', () => {
  test('shows the fullest one of all processes, also when some tell nothing of theirs', async () => {
    await own.start();
    const full: DiskAnswer = { level: 'full', usedBytes: 97, limitBytes: 100 };
    const near: DiskAnswer = { level: 'near', usedBytes: 99, limitBytes: 100 };
    const list = async () => [noteOf(near), noteOf(), noteOf(full)];
    expect(await new DiskBoard(own, { list }).worst()).toEqual(full);
    const half = { level: 'ok', usedBytes: 50, limitBytes: 100 };
    expect(await new DiskBoard(own, { list: async () => [noteOf()] }).worst()).toEqual(half);
  });

  test('shows its own while the others cannot be asked, and asks them again a little later', async () => {
    await own.start();
    let now = 0;
    let asked = 0;
    const near: DiskAnswer = { level: 'near', usedBytes: 90, limitBytes: 100 };
    const list = async () => {
      if (asked++ === 0) throw new Error('no connection to Redis');
      return [noteOf(near)];
    };
    const board = new DiskBoard(own, { list }, () => now);
    expect((await board.worst()).level).toBe('ok');
    now = 4999;
    expect((await board.worst()).level).toBe('ok');
    now = 5000;
    expect(await board.worst()).toEqual(near);
    expect(asked).toBe(2);
  });
});
