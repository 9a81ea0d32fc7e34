import { describe, expect, test } from '@jest/globals';
import type { PackmlState } from '@linetwin/model';
import { machine, MINUTE, type TestMachine, view, wait } from '../testing/seen-machine.ts';
import { MeasureEngine } from './measure-engine.ts';
import { DEFAULT_LIMITS } from './measure-limits.ts';
import { breakEvenS } from './rest-measures.ts';

describe('a machine that waits', () => {
  test('is left alone while the wait is short, and loses its auxiliaries when it lasts', () => {
    const engine = new MeasureEngine();
    const grinder = machine('B11', 'raceway-grinder');
    expect(wait(engine, grinder, 0, 2)).toEqual([]);
    const [word] = wait(engine, grinder, 0, 6);
    expect(word).toMatchObject({
      say: 'propose',
      proposal: { measure: 'idle-shutdown', command: { setting: 'operating_level', value: 1 } },
    });
  });

  test('goes to standby when no order comes for long, and is told to be ready and warm before the next', () => {
    const engine = new MeasureEngine();
    const grinder = machine('B11', 'raceway-grinder');
    const nextStartMs = 180 * MINUTE;
    const words = wait(engine, grinder, 0, 2, { isOpen: false, nextStartMs });
    expect(words[0]).toMatchObject({
      say: 'propose',
      proposal: { measure: 'deep-standby', command: { value: 2 } },
    });
    const { readyAtMs } = (words[0] as Extract<(typeof words)[0], { say: 'propose' }>).proposal.command!;
    expect(nextStartMs - readyAtMs!).toBeGreaterThanOrEqual(engine.limits.warmUpS * 1000);
  });

  test('of a section with runs of its own rests between them, whatever is ordered of the line', () => {
    const nextStartMs = 180 * MINUTE;
    const press = machine('B03', 'forging-press', { order: { isOpen: false, nextStartMs } });
    expect(wait(new MeasureEngine(), press, 0, 2, { isOpen: true })[0]).toMatchObject({
      proposal: { measure: 'deep-standby', command: { value: 2 } },
    });
    const busy = machine('B03', 'forging-press', { order: { isOpen: true } });
    expect(wait(new MeasureEngine(), busy, 0, 2, { isOpen: false, nextStartMs })).toEqual([]);
  });

  test('is not told again what stands, nor for a while after it refused', () => {
    const engine = new MeasureEngine();
    const lathe = machine('B06', 'cnc-lathe');
    const order = { isOpen: false, nextStartMs: 120 * MINUTE };
    const [word] = wait(engine, lathe, 0, 1, order);
    engine.declined(lathe.address, 'operating_level', MINUTE);
    expect(engine.look(view(2 * MINUTE, [lathe], order))).toEqual([]);
    engine.applied((word as Extract<typeof word, { say: 'propose' }>).proposal);
    expect(engine.look(view(30 * MINUTE, [lathe], order))).toEqual([]);
  });

  test('comes back when its parts are out of size or it faults: the guard says so once', () => {
    const engine = new MeasureEngine();
    const grinder = machine('B11', 'raceway-grinder');
    const order = { isOpen: false, nextStartMs: 120 * MINUTE };
    const [word] = wait(engine, grinder, 0, 1, order);
    engine.applied((word as Extract<typeof word, { say: 'propose' }>).proposal);
    grinder.values.size = 9;
    expect(engine.look(view(5 * MINUTE, [grinder], order))).toEqual([
      { say: 'end', equipment: grinder.address, setting: 'operating_level', guard: 'quality' },
    ]);
  });

  test('says nothing of a machine that is silent', () => {
    const engine = new MeasureEngine();
    const grinder = machine('B11', 'raceway-grinder', { state: undefined });
    expect(engine.look(view(0, [grinder], { isOpen: false, nextStartMs: 120 * MINUTE }))).toEqual([]);
  });
});

describe('a wait', () => {
  /** Lets a machine wait as often and as long as told, half an hour of work in between; looks come every 30 s. */
  const afterWaits = (one: TestMachine, waitsS: number[]) => {
    const engine = new MeasureEngine();
    const memory = engine.memoryOf(one.address);
    let t = 0;
    const step = (state: PackmlState, seconds: number, kw: number) => {
      Object.assign(one, { state, stateSinceMs: t, powerKw: kw });
      for (let s = 0; s < seconds; s += 30) memory.note(one, t + 1000 * s);
      t += 1000 * seconds;
    };
    for (const seconds of waitsS) {
      step('Suspended', seconds, 29);
      step('Execute', 1800, 250);
    }
    return { engine, startMs: t };
  };
  const proposedAfter = (one: TestMachine, waitsS: number[], waitedS: number, order = { isOpen: true }) => {
    const { engine, startMs } = afterWaits(one, waitsS);
    Object.assign(one, { state: 'Suspended', stateSinceMs: startMs, powerKw: 29 });
    const words = [];
    for (let s = 0; s <= waitedS; s += 30) words.push(...engine.look(view(startMs + 1000 * s, [one], order)));
    return words.flatMap((w) => (w.say === 'propose' ? [w.proposal] : []));
  };
  const heater = () => machine('B02', 'induction-heater');

  test('is remembered as long as it was, also where nobody looked when it ended', () => {
    const { engine } = afterWaits(heater(), [45, 100, 170]);
    expect(engine.memoryOf(heater().address).waits.waitsS).toEqual([45, 100, 170]);
  });

  test('begins anew with the order: how long there was none says nothing of the machine that starts', () => {
    const engine = new MeasureEngine();
    const lathe = machine('B06', 'cnc-lathe', { state: 'Complete', powerKw: 4 });
    const closed = { isOpen: false };
    for (let m = 0; m < 200; m++) engine.look(view(m * MINUTE, [lathe], closed));
    expect(engine.look(view(200 * MINUTE, [lathe], { isOpen: true }))).toEqual([]);
    expect(engine.memoryOf(lathe.address).waits.waitedS(201 * MINUTE)).toBe(60);
  });

  test('of which earlier ones tell that it goes on ends auxiliaries after a minute, not after three', () => {
    const long = Array.from({ length: 12 }, () => 600);
    const lathe = () => machine('B06', 'cnc-lathe');
    expect(proposedAfter(lathe(), long, 60)).toMatchObject([{ measure: 'idle-shutdown' }]);
    // One in three goes on: 160 s more in the mean are not worth it so soon, and a few waits tell nothing.
    const mixed = [...long, ...Array.from({ length: 24 }, () => 90)];
    expect(proposedAfter(lathe(), mixed, 60).map(({ measure }) => measure)).not.toContain('induction-hold');
    expect(proposedAfter(lathe(), [600, 600, 600], 60)).toEqual([]);
  });

  test('of an induction heater is worth holding for what that saves until it goes off, and no more', () => {
    // All waits last for an hour: 120 s more are held, the heater goes off from there, and no way back from the hold is paid.
    const hour = [3600, 3600, 3600];
    const [hold] = proposedAfter(heater(), hour, 30);
    expect(hold).toMatchObject({ measure: 'induction-hold', command: { value: 1 } });
    expect(hold.estimatedKwh).toBeCloseTo((0.6 * 29 * 120) / 3600, 6);
    // Half of them end after 60 s: (30 + 120) / 2 s are held, and half of the ways back are paid.
    const half = proposedAfter(heater(), [60, 60, 60, ...hour], 30);
    expect(half[0].estimatedKwh).toBeCloseTo((0.6 * 29 * 75) / 3600 - 0.5 * 0.5, 6);
    expect(proposedAfter(heater(), [60, 60, 60, 60, 60, 60], 30)).toEqual([]);
    // Ten minutes are too short to go off: it is held for all that is left of them.
    const ten = proposedAfter(heater(), [600, 600, 600, 600], 30);
    expect(ten[0].estimatedKwh).toBeCloseTo((0.6 * 29 * 570) / 3600 - 0.5, 6);
  });
});

describe('a machine that stands for a cause of its own', () => {
  /** A mill that waited for ten minutes once, and whose rolls were changed as often and for as long as told; looks come every 30 s. */
  const mill = (changesS: number[]) => {
    const engine = new MeasureEngine();
    const one = machine('B04', 'ring-mill');
    let t = 0;
    const step = (state: PackmlState, seconds: number, kw: number) => {
      Object.assign(one, { state, stateSinceMs: t, powerKw: kw });
      const words = [];
      for (let s = 0; s < seconds; s += 30) words.push(...engine.look(view(t + 1000 * s, [one])));
      t += 1000 * seconds;
      return words.flatMap((w) => (w.say === 'propose' ? [w.proposal] : []));
    };
    step('Suspended', 120, 20);
    for (const seconds of changesS) {
      step('Held', seconds, 19);
      step('Execute', 3600, 55);
    }
    return { engine, one, step };
  };
  const TWELVE = Array.from({ length: 12 }, () => 540);

  test('loses its auxiliaries after a minute where earlier changes tell that it lasts, and is not told when to come back', () => {
    const [proposal] = mill(TWELVE).step('Held', 90, 19);
    expect(proposal).toMatchObject({
      measure: 'idle-shutdown',
      command: { setting: 'operating_level', value: 1 },
      because: { idleKw: 19, forecastS: 480 },
    });
    expect(proposal.command!.readyAtMs).toBeUndefined();
    // Eight minutes at the share that auxiliaries leave, the way back taken off.
    const { auxiliariesOffShare, restartKwh } = DEFAULT_LIMITS;
    const { auxiliariesOff } = restartKwh['ring-mill'] ?? restartKwh.other;
    expect(proposal.estimatedKwh).toBeCloseTo(
      (19 * (1 - auxiliariesOffShare) * 480) / 3600 - auxiliariesOff,
      6,
    );
  });

  test('is left alone in short stops, and while nobody knows how long it lasts', () => {
    expect(mill(Array.from({ length: 12 }, () => 100)).step('Held', 90, 19)).toEqual([]);
    expect(mill([]).step('Held', 90, 19)).toEqual([]);
  });

  test('says nothing of how long it waits for parts', () => {
    const { engine, one } = mill(TWELVE);
    expect(engine.memoryOf(one.address).waits.waitsS).toEqual([120]);
    expect(engine.memoryOf(one.address).stops.waitsS).toEqual(TWELVE);
  });
});

test('the break-even is twice the energy of the way back over the idle power', () => {
  expect(breakEvenS(0.2, 4)).toBe(360);
  expect(breakEvenS(0.2, 0)).toBe(Infinity);
});
