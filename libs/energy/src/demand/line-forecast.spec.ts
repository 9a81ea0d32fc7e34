import { describe, expect, test } from '@jest/globals';
import { LineForecast, type LineMinute } from './line-forecast.ts';
import { StopMemory } from './stop-memory.ts';

const T0 = Date.UTC(2026, 0, 5);
const MINUTE = 60_000;

/** A press of 60 kW and its heater of 240 kW: every 100 parts the press is held for 9 minutes, and takes both down. */
class TinyLine {
  time = T0;
  made = 0;
  heldFor = 0;
  sinceService = 0;
  readonly forecast = new LineForecast([
    { id: 'press', station: 'B03' },
    { id: 'heater', station: 'B02' },
  ]);

  minute(order: LineMinute['order'] = { isOpen: true }, kw?: number): void {
    const isHeld = this.heldFor > 0;
    if (isHeld) this.heldFor--;
    else if (order.isOpen) {
      this.made += 4;
      this.sinceService += 4;
    }
    if (!isHeld && this.sinceService >= 100) {
      this.sinceService = 0;
      this.heldFor = 9;
    }
    const usual = !order.isOpen ? 100 : isHeld ? 200 : 500;
    this.forecast.observe({
      time: this.time,
      kw: kw ?? usual,
      machines: [
        { stop: isHeld ? 'held' : undefined, good: this.made },
        { stop: undefined, good: this.made },
      ],
      good: this.made,
      order,
    });
    this.time += MINUTE;
  }
}

describe('the stops of a machine', () => {
  test('are known before they begin, once its services were seen to follow its parts', () => {
    const stops = new StopMemory();
    const line = { good: 0 };
    const work = (minutes: number) => {
      for (let m = 0; m < minutes; m++) stops.observe({ stop: undefined, good: (line.good += 4) }, true);
    };
    const service = () => {
      for (let m = 0; m < 9; m++) stops.observe({ stop: 'held', good: line.good }, true);
    };
    for (let k = 0; k < 4; k++) {
      work(50);
      service();
    }
    work(45);
    const shares = stops.foretell(20);
    // Five minutes on it stops for nine.
    expect(Math.max(...shares.slice(0, 3))).toBeLessThan(0.1);
    for (const share of shares.slice(7, 12)) expect(share).toBeGreaterThan(0.8);
    expect(Math.max(...shares.slice(17))).toBeLessThan(0.1);
  });

  test('end when such services usually end, and repairs when one would expect', () => {
    const stops = new StopMemory();
    for (let k = 0; k < 3; k++) {
      for (let m = 0; m < 30; m++) stops.observe({ stop: undefined, good: 30 * k + m }, true);
      for (let m = 0; m < 9; m++) stops.observe({ stop: 'held', good: 30 * k + 29 }, true);
    }
    stops.observe({ stop: undefined, good: 90 }, true);
    for (let m = 0; m < 4; m++) stops.observe({ stop: 'held', good: 90 }, true);
    const left = stops.foretell(8);
    expect(left.slice(0, 4)).toEqual([1, 1, 1, 1]);
    expect(left[6]).toBeLessThan(0.1);
    stops.observe({ stop: 'failed', good: 90 }, true);
    const repair = stops.foretell(20);
    expect(repair[0]).toBeGreaterThan(0.9);
    expect(repair[19]).toBeLessThan(0.2);
  });

  test('say nothing of a cycle where none is: a silence, or a counter that began anew', () => {
    const stops = new StopMemory();
    for (let m = 0; m < 60; m++) stops.observe({ stop: undefined, good: m }, true);
    stops.interrupt();
    stops.observe({ stop: undefined, good: 0 }, true);
    expect(Math.max(...stops.foretell(30))).toBeLessThan(0.05);
  });
});

describe('the forecast of a line', () => {
  test('is nothing before its first minute', () => {
    expect(new LineForecast([]).foretell(15)).toBeUndefined();
  });

  test('foresees what a service takes away, heater and all, before it begins', () => {
    const line = new TinyLine();
    for (let m = 0; m < 400; m++) line.minute();
    // Up to two minutes before the next service.
    while (line.sinceService < 92) line.minute();
    const ahead = line.forecast.foretell(15)!;
    expect(ahead[0]).toBeGreaterThan(450);
    for (const kw of ahead.slice(4, 9)) expect(kw).toBeLessThan(260);
    expect(ahead[14]).toBeGreaterThan(450);
  });

  test('ends with the order, when what is left is made', () => {
    const line = new TinyLine();
    const day = (orderMinutes: number) => {
      for (let m = 0; m < orderMinutes; m++) line.minute({ isOpen: true });
      for (let m = 0; m < 120; m++)
        line.minute({ isOpen: false, nextStartMs: line.time + (120 - m) * MINUTE }, 100);
    };
    day(300);
    day(300);
    for (let m = 0; m < 200; m++) line.minute({ isOpen: true, leftParts: 1000 });
    // Parts for five minutes are left.
    const perMinute = (4 * 25) / (25 + 9);
    line.minute({ isOpen: true, leftParts: 5 * perMinute });
    const ahead = line.forecast.foretell(15)!;
    expect(ahead[1]).toBeGreaterThan(180);
    for (const kw of ahead.slice(8)) expect(kw).toBeCloseTo(100, 0);
  });

  test('begins with the order, in the minute that is known', () => {
    const line = new TinyLine();
    for (let k = 0; k < 3; k++) {
      for (let m = 0; m < 240; m++) line.minute({ isOpen: true });
      for (let m = 0; m < 120; m++)
        line.minute({ isOpen: false, nextStartMs: line.time + (120 - m) * MINUTE }, 100);
    }
    for (let m = 0; m < 240; m++) line.minute({ isOpen: true });
    for (let m = 0; m < 115; m++)
      line.minute({ isOpen: false, nextStartMs: line.time + (120 - m) * MINUTE }, 100);
    const ahead = line.forecast.foretell(15)!;
    for (const kw of ahead.slice(0, 4)) expect(kw).toBeCloseTo(100, 0);
    for (const kw of ahead.slice(6)) expect(kw).toBeGreaterThan(300);
  });
});
