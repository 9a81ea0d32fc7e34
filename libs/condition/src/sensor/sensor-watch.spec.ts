import { beforeAll, describe, expect, test } from '@jest/globals';
import { PACKML_STATES, QUALITY_GOOD, type PlantModel, type Signal } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { SensorWatch } from './sensor-watch.ts';

const MACHINE = 'B12-1';
const LEARNED_S = 700;
const EXECUTE = PACKML_STATES.indexOf('Execute');
const ABORTED = PACKML_STATES.indexOf('Aborted');

let plant: PlantModel;
beforeAll(async () => {
  plant = await readPlantFolder(new URL('../../../../plants/liaocheng', import.meta.url).pathname);
});

/** A bore grinder that makes a part every ten seconds, its sensors scattering a little, and what its watch tells. */
class Bench {
  readonly told: string[] = [];
  private readonly signals: readonly Signal[];
  private readonly watch: SensorWatch;
  private s = 0;
  private parts = 0;
  private random = 20261126;

  constructor(machine = MACHINE) {
    const equipment = plant.equipment.find(({ id }) => id === machine)!;
    const { firstSignal, signalCount } = equipment;
    this.signals = plant.signals.slice(firstSignal, firstSignal + signalCount);
    this.watch = new SensorWatch(equipment, this.signals);
  }

  /** @param values what single signals say instead of the healthy value; null: nothing */
  run(
    seconds: number,
    values: Record<string, (healthy: number, second: number) => number | null> = {},
    { state = EXECUTE, makesParts = true } = {},
  ): this {
    for (let i = 0; i < seconds; i++) {
      this.s++;
      if (makesParts && this.s % 10 === 0) this.parts++;
      for (const signal of this.signals) {
        const value = values[signal.id]?.(this.healthy(signal), i);
        const said = value === undefined ? this.healthy(signal) : value;
        if (signal.role === 'state') this.watch.put(signal.index, this.s * 1000, state, QUALITY_GOOD);
        else if (said !== null) this.watch.put(signal.index, this.s * 1000, said, QUALITY_GOOD);
      }
      for (const { fault, signal, over } of this.watch.look(this.s * 1000))
        this.told.push(`${signal} ${over ? 'no longer ' : ''}${fault}`);
    }
    return this;
  }

  private healthy({ role, normal }: Signal): number {
    if (role === 'goodCount') return this.parts;
    if (!normal) return 0;
    this.random = (Math.imul(this.random, 1664525) + 1013904223) >>> 0;
    return normal[0] + (normal[1] - normal[0]) * (0.45 + (0.1 * this.random) / 2 ** 32);
  }
}

describe('the watch over the sensors of a machine', () => {
  test('says nothing of healthy ones', () => {
    expect(new Bench().run(2 * LEARNED_S).told).toEqual([]);
  });

  test('names one that stands still while parts are made, and takes it back when it moves again', () => {
    const bench = new Bench().run(LEARNED_S).run(90, { coolant_flow: () => 30, power: () => 4 });
    expect(bench.told.sort()).toEqual(['coolant_flow sensor-stuck', 'power sensor-stuck']);
    expect(bench.run(90).told.slice(2).sort()).toEqual([
      'coolant_flow no longer sensor-stuck',
      'power no longer sensor-stuck',
    ]);
  });

  test('knows that power and feed stand still while parts only pass through', () => {
    const bench = new Bench().run(LEARNED_S);
    bench.run(300, { power: () => 3.5, feed_position: () => 0 }, { makesParts: false });
    expect(bench.told).toEqual([]);
  });

  test('names one that falls to the end of its range at work', () => {
    expect(new Bench().run(LEARNED_S).run(5, { coolant_flow: () => 0 }).told).toEqual([
      'coolant_flow sensor-open',
    ]);
  });

  test('knows that a machine takes its values to the end of their range when it stops', () => {
    const bench = new Bench().run(LEARNED_S);
    bench.run(120, { coolant_flow: () => 0, wheel_speed: () => 0 }, { state: ABORTED });
    expect(bench.run(30).told).toEqual([]);
  });

  test('names one that is silent for more than three periods', () => {
    expect(new Bench().run(LEARNED_S).run(6, { coolant_temp: () => null }).told).toEqual([
      'coolant_temp sensor-dropout',
    ]);
  });

  test('tells noise of a load from a machine that works by fits and starts', () => {
    const unsteady = (v: number, i: number) => v * (i % 2 ? 1.3 : 0.7);
    const noisy = new Bench('B01').run(LEARNED_S).run(180, { motor_current: unsteady });
    expect(noisy.told).toEqual(['motor_current sensor-noisy']);
    const working = new Bench('B01').run(LEARNED_S).run(180, { motor_current: unsteady, power: unsteady });
    expect(working.told).toEqual([]);
  });

  test('tells noise from single spikes', () => {
    const noisy = new Bench().run(LEARNED_S).run(180, { coolant_temp: (v, i) => v + (i % 2 ? 2 : -2) });
    expect(noisy.told).toEqual(['coolant_temp sensor-noisy']);
    const spiky = new Bench()
      .run(LEARNED_S)
      .run(300, { coolant_temp: (v, i) => v + (i % 40 === 20 ? 8 : 0) });
    expect(spiky.told).toEqual(['coolant_temp sensor-spikes']);
  });
});
