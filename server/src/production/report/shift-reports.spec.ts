import { describe, expect, test } from '@jest/globals';
import type { MakeShiftReportJob } from '@linetwin/contracts';
import { ModelIndex } from '@linetwin/model';
import { testPlant } from '@linetwin/testing';
import { pino } from 'pino';
import { InMemoryProductionStore } from '../in-memory-production-store.ts';
import { ProductionService } from '../production.service.ts';
import { InMemoryReportStore } from './in-memory-report-store.ts';
import { ReportMaker } from './report-maker.ts';
import { ShiftEnds } from './shift-ends.ts';

const index = new ModelIndex(testPlant());
/** 08:00 at the plant: the night shift ends, the day shift begins. */
const T0 = Date.UTC(2026, 0, 5, 0);
const HOUR_MS = 3_600_000;

describe('end of a shift', () => {
  const setUp = () => {
    const asked: MakeShiftReportJob[] = [];
    const clock = { now: T0 - HOUR_MS, away: false };
    const ends = new ShiftEnds({
      index,
      jobs: {
        add: async (_name, payload) => {
          if (clock.away) throw new Error('away');
          asked.push(payload as MakeShiftReportJob);
        },
      },
      logger: pino({ level: 'silent' }),
      now: () => clock.now,
    });
    return { asked, clock, ends };
  };

  test('asks for its report once, a minute after, on lines that this process owns', async () => {
    const { asked, clock, ends } = setUp();
    await ends.takeLine('line-1');
    await ends.look();
    // The day shift ended eleven hours ago, while nobody looked.
    expect(asked.splice(0)).toMatchObject([{ shift: 'day', to: T0 - 12 * HOUR_MS }]);
    clock.now = T0 + 30_000;
    await ends.look();
    expect(asked).toEqual([]);
    clock.now = T0 + 61_000;
    await ends.look();
    await ends.look();
    expect(asked).toEqual([{ line: 'line-1', from: T0 - 12 * HOUR_MS, to: T0, shift: 'night' }]);
    clock.now = T0 + 12 * HOUR_MS + 61_000;
    await ends.dropLine('line-1');
    await ends.look();
    expect(asked).toHaveLength(1);
  });

  test('is asked for again while the queue takes nothing', async () => {
    const { asked, clock, ends } = setUp();
    await ends.takeLine('line-1');
    clock.now = T0 + 61_000;
    clock.away = true;
    await ends.look();
    clock.away = false;
    await ends.look();
    expect(asked).toHaveLength(1);
  });
});

describe('report maker', () => {
  test('makes a report in each language, and none twice', async () => {
    const reports = new InMemoryReportStore();
    const told: number[] = [];
    const said: (readonly string[])[] = [];
    const production = new ProductionService({ index, store: new InMemoryProductionStore(), now: () => T0 });
    const maker = new ReportMaker({
      production,
      reports,
      tell: async (one, { zh }) => {
        told.push(one.from);
        said.push(zh);
      },
      now: () => T0,
    });

    const job = { line: 'line-1', from: T0 - 12 * HOUR_MS, to: T0, shift: 'night' };
    expect(await maker.handleMakeShiftReport(job)).toEqual({ made: 2 });
    expect(await maker.handleMakeShiftReport(job)).toEqual({ made: 0 });
    // A job that failed after it made them is asked again, and must still tell.
    expect(told).toEqual([job.from, job.from]);
    // Nothing was heard of any machine: the mail says so instead of leaving figures out.
    expect(said[0]).toEqual(['没有收到设备的任何数据，产量和 OEE 未知，并不是零。请核对数据来源。']);
    expect((await reports.list('line-1', 10)).map(({ language }) => language)).toEqual(['en', 'zh']);
    const pdf = await reports.read('line-1', job.from, 'zh');
    expect(Buffer.from(pdf!).subarray(0, 5).toString()).toBe('%PDF-');
  });
});
