import { describe, expect, test } from '@jest/globals';
import { LineForecast, type LineMemory, type LineMinute } from './line-forecast.ts';
import { StopMemory } from './stop-memory.ts';

const T0 = Date.UTC(2026, 0, 5);
const MINUTE = 60_000;

/** A press of 60 kW and its heater of 240 kW: every 100 parts the press is held for 9 minutes, and takes both down. */
class TinyLine {
  time = T0;
  made = 0;
  heldFor = 0;
  sinceService = 0;
  forecast = new LineForecast([
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
    const [press, heater] = !order.isOpen ? [0, 0] : isHeld ? [20, 80] : [80, 320];
    this.forecast.observe({
      time: this.time,
      kw: kw ?? press + heater + 100,
      machines: [
        { kw: press, stop: isHeld ? 'held' : undefined, good: this.made },
        { kw: heater, stop: undefined, good: this.made },
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
    const [, shares] = stops.foretell(20);
    // Five minutes on it stops for nine.
    expect(Math.max(...shares.slice(0, 7))).toBeLessThan(0.1);
    for (const share of shares.slice(11, 13)) expect(share).toBeGreaterThan(0.8);
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
    const [, left] = stops.foretell(8);
    expect(left.slice(0, 4)).toEqual([1, 1, 1, 1]);
    expect(left[6]).toBeLessThan(0.1);
    stops.observe({ stop: 'failed', good: 90 }, true);
    const [repair] = stops.foretell(20);
    expect(repair[1]).toBeGreaterThan(0.8);
    expect(repair[19]).toBeLessThan(0.2);
  });

  test('say nothing of a cycle where none is: a silence, or a counter that began anew', () => {
    const stops = new StopMemory();
    for (let m = 0; m < 60; m++) stops.observe({ stop: undefined, good: m }, true);
    stops.interrupt();
    stops.observe({ stop: undefined, good: 0 }, true);
    expect(Math.max(...stops.foretell(30).flat())).toBeLessThan(0.05);
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

  test('goes on from the level that a line has now, when that changed within the hour', () => {
    const line = new TinyLine();
    for (let m = 0; m < 300; m++) line.minute();
    // Something else takes 150 kW more from now on: a furnace that fills.
    for (let m = 0; m < 30; m++)
      line.minute({ isOpen: true }, line.heldFor > 0 || line.sinceService >= 96 ? 350 : 650);
    while (line.sinceService > 20 || line.heldFor > 0)
      line.minute({ isOpen: true }, line.heldFor > 0 || line.sinceService >= 96 ? 350 : 650);
    for (const kw of line.forecast.foretell(10)!) expect(Math.abs(kw - 650)).toBeLessThan(60);
  });

  test('knows when a machine that rests comes back, and what a rest of that length costs', () => {
    const forecast = new LineForecast([{ id: 'furnace', station: 'B07' }]);
    let time = T0;
    // Falls, holds low, heats at full power for the last 20 minutes: told to be ready when the order begins, it comes back 25 minutes before.
    const gap = (minutes: number, until = minutes) => {
      const readyAtMs = time + minutes * MINUTE;
      for (let m = 0; m < until; m++, time += MINUTE) {
        const left = minutes - m;
        const kw = left <= 20 ? 200 : m < 15 ? 20 : 70;
        const rest = left > 25 ? { what: 'hold_setback 80', readyAtMs } : undefined;
        forecast.observe({
          time,
          kw,
          machines: [{ kw, stop: undefined, good: 0, rest }],
          good: 0,
          order: { isOpen: false, nextStartMs: readyAtMs },
        });
      }
    };
    const work = () => {
      for (let m = 0; m < 60; m++, time += MINUTE)
        forecast.observe({
          time,
          kw: 180,
          machines: [{ kw: 180, stop: undefined, good: m }],
          good: m,
          order: { isOpen: true },
        });
    };
    for (let k = 0; k < 3; k++) {
      work();
      gap(90);
    }
    work();
    gap(90, 60);
    // Thirty minutes before the order: in ten it heats.
    const ahead = forecast.foretell(30)!;
    for (const kw of ahead.slice(0, 9)) expect(kw).toBeCloseTo(70, 0);
    for (const kw of ahead.slice(11, 29)) expect(kw).toBeCloseTo(200, 0);
  });

  test('pauses when the plan says so, and not when the next order begins before this one ends', () => {
    const line = new TinyLine();
    const day = () => {
      for (let m = 0; m < 200; m++) line.minute({ isOpen: true });
      for (let m = 0; m < 120; m++)
        line.minute({ isOpen: false, nextStartMs: line.time + (120 - m) * MINUTE });
    };
    day();
    day();
    while (line.sinceService > 10 || line.heldFor > 0) line.minute();
    const toPause = line.time + 6 * MINUTE;
    line.minute({ isOpen: true, endMs: toPause });
    const paused = line.forecast.foretell(12)!;
    expect(Math.min(...paused.slice(0, 4))).toBeGreaterThan(450);
    for (const kw of paused.slice(7)) expect(kw).toBeCloseTo(100, 0);
    line.minute({ isOpen: true, leftParts: 20, nextStartMs: line.time + 4 * MINUTE });
    expect(Math.min(...line.forecast.foretell(12)!)).toBeGreaterThan(450);
  });

  test('goes on after a restart with what it learned, and begins anew for other machines', () => {
    const line = new TinyLine();
    for (let m = 0; m < 400; m++) line.minute();
    const kept = JSON.parse(JSON.stringify(line.forecast.memory)) as LineMemory;
    const ids = [
      { id: 'press', station: 'B03' },
      { id: 'heater', station: 'B02' },
    ];
    const serviceIn = (forecast: LineForecast) => {
      line.forecast = forecast;
      while (line.sinceService > 40 || line.heldFor > 0) line.minute();
      while (line.sinceService < 92) line.minute();
      return Math.max(...forecast.foretell(15)!.slice(4, 8));
    };
    // One service later at most: what stops take away is not seen again before.
    expect(serviceIn(new LineForecast(ids, kept))).toBeLessThan(260);
    expect(serviceIn(new LineForecast([ids[0], { id: 'furnace', station: 'B02' }], kept))).toBeGreaterThan(
      400,
    );
  });
});
