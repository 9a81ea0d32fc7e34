import { describe, expect, test } from '@jest/globals';
import type { ProductionOverview } from '@linetwin/contracts';
import { noProduction, noTime, PRODUCTION_INTERVAL_MS } from '@linetwin/kpi';
import { ModelIndex } from '@linetwin/model';
import { TEST_LAST, TEST_PRESS, TEST_SPINDLE, testPlant } from '@linetwin/testing';
import { InMemoryProductionStore } from '../in-memory-production-store.ts';
import { ProductionService } from '../production.service.ts';
import { energyLines } from './energy-rows.ts';
import { blankReason, reportFigures } from './report-figures.ts';
import { productionReport } from './production-report.ts';
import { REPORT_TEXTS } from './report-texts.ts';

const index = new ModelIndex(testPlant());
/** 08:00 at the plant, where the day shift begins. */
const T0 = Date.UTC(2026, 0, 5, 0);
const SPAN = { line: 'line-1', from: T0, to: T0 + 7_200_000 };

const ENERGY = {
  kwh: 640.2,
  known: 0.99,
  good: 560,
  peak: { kw: 402, from: T0 },
  peakKnown: 1,
  idleKwh: 41,
  idleYuan: 26,
  stateKnown: 0.98,
  savedKwh: 12.5,
  measures: { ended: 3, measured: 2 },
};

async function overviewOf(quarters: number): Promise<ProductionOverview> {
  const store = new InMemoryProductionStore();
  await store.keep({
    intervals: [TEST_PRESS, TEST_SPINDLE, TEST_LAST].flatMap((machine) =>
      Array.from({ length: quarters }, (_one, n) => ({
        ...noProduction(),
        machine,
        from: T0 + n * PRODUCTION_INTERVAL_MS,
        product: '',
        order: '',
        shift: 'day',
        line: 'line-1',
        time: { ...noTime(), run: 800, held: 60, down: 40 },
        good: 70,
        scrap: 2,
        timedItems: 72,
        plannedRunS: 720,
        mark: { time: T0, good: 0, scrap: 0, rework: null },
      })),
    ),
    stops: [],
  });
  const service = new ProductionService({
    index,
    store,
    now: () => SPAN.to,
    energyOf: async () => (quarters > 0 ? ENERGY : null),
  });
  return service.overview(SPAN);
}

async function reportOf(quarters: number, language: 'zh' | 'en'): Promise<string> {
  const bytes = await productionReport(await overviewOf(quarters), index, language);
  return bytes.toString('latin1');
}

describe('production report', () => {
  test.each(['zh', 'en'] as const)(
    'in %s is a document with its font inside, and small enough for mail',
    async (language) => {
      const pdf = await reportOf(8, language);
      expect(pdf.slice(0, 5)).toBe('%PDF-');
      expect(pdf.trimEnd().endsWith('%%EOF')).toBe(true);
      // A subset of the font is embedded: "ABCDEF+" before its name.
      expect(pdf).toMatch(/\/FontName \/[A-Z]{6}\+NotoSansSC/);
      expect(pdf).toContain(`/Lang (${language === 'zh' ? 'zh-CN' : 'en-GB'})`);
      expect(pdf.length).toBeLessThan(200_000);
    },
  );

  test('says that nothing is known where nothing is, and does not fail', async () => {
    expect((await reportOf(0, 'zh')).slice(0, 5)).toBe('%PDF-');
    const overview = await overviewOf(0);
    expect(blankReason(overview)).toBe('notKnown');
    const planned = Math.round(overview.output.at(-1)!.planned);
    expect(planned).toBeGreaterThan(0);
    expect(reportFigures(overview, 'zh').map(([, value]) => value)).toEqual([
      '无数据',
      '–',
      '–',
      '–',
      `– / ${planned}`,
      '–',
      '–',
      '– · –',
    ]);
  });

  test.each([
    ['zh', '。'],
    ['en', '.'],
  ] as const)('says in %s each remark under its figures as a sentence of its own', (language, stop) => {
    const { target, method, unknown, tooFast } = REPORT_TEXTS[language];
    for (const remark of [target('80 %'), method('B16'), unknown('2 h'), tooFast('B14')])
      expect(remark.at(-1)).toBe(stop);
  });

  test('counts what was made, and says that there was no plan only where there was none', async () => {
    const overview = await overviewOf(8);
    expect(blankReason(overview)).toBeUndefined();
    const figures = Object.fromEntries(reportFigures(overview, 'en'));
    expect(figures['Good / plan']).toMatch(/^560 \/ /);
    expect(figures.OEE).toMatch(/ %$/);
    expect(blankReason({ machines: [], plannedS: 0 })).toBe('noPlan');
  });
});

describe('the energy of a shift in words', () => {
  test('says on what share of the data each figure rests', () => {
    expect(energyLines(ENERGY, 'Asia/Shanghai', 'en')).toEqual([
      'Used: 640 kWh (99.0 % of machine time)',
      'Per good part: 1.14 kWh (99.0 % of machine time)',
      'Peak demand (15 min): 402 kW · 08:00 (100.0 % of the quarters)',
      'While idle or in standby: 41.0 kWh · 26.0 yuan (98.0 % of machine time with state)',
      'Saved by measures that ended: 12.5 kWh (2 of 3 measured)',
    ]);
    expect(energyLines(ENERGY, 'Asia/Shanghai', 'zh')[2]).toBe(
      '最大需量（15 分钟）：402 kW · 08:00（100.0 % 的刻钟）',
    );
  });

  test('writes thousands as the rest of the report does', () => {
    expect(energyLines({ ...ENERGY, kwh: 6363.4 }, 'Asia/Shanghai', 'zh')[0]).toBe(
      '用电量：6,363 kWh（99.0 % 的设备时间）',
    );
  });

  test('does not call it a saving of 0 where none was measured, nor energy 0 where nothing is known', () => {
    const none = { ...ENERGY, savedKwh: null, measures: { ended: 2, measured: 0 }, good: 0 };
    const lines = energyLines(none, 'Asia/Shanghai', 'en');
    expect(lines[4]).toBe('Saved by measures that ended: None measured (0 of 2 measured)');
    expect(lines[1]).toMatch(/^Per good part: –/);
    expect(energyLines(null, 'Asia/Shanghai', 'en')).toEqual([]);
  });
});
