import { beforeAll, describe, expect, test } from '@jest/globals';
import { PACKML_STATES, QUALITY_GOOD, type Equipment, type PlantModel, type Signal } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { RelationWatch } from './relation-watch.ts';
import type { SensorVerdict } from './sensor-watch.ts';

const EXECUTE = PACKML_STATES.indexOf('Execute');
const LEARN_MIN = 125;
const SEED = 20261127;

let plant: PlantModel;
beforeAll(async () => {
  plant = await readPlantFolder(new URL('../../../../plants/liaocheng', import.meta.url).pathname);
});

type Values = Record<string, number>;

/** A machine whose values follow one load that goes up and down within every minute, and what its watch tells. */
class Bench {
  readonly told: SensorVerdict[] = [];
  readonly watch: RelationWatch;
  /** How much more and less it works. */
  swing = 0.15;
  private readonly signals: readonly Signal[];
  private readonly model: (load: number, noise: () => number) => Values;
  private s = 0;
  private random = SEED;

  constructor(id: string, model: (load: number, noise: () => number) => Values) {
    const equipment: Equipment = plant.equipment.find((one) => one.id === id)!;
    const { firstSignal, signalCount } = equipment;
    this.signals = plant.signals.slice(firstSignal, firstSignal + signalCount);
    this.watch = new RelationWatch(equipment, this.signals);
    this.model = model;
  }

  /**
   * @param change what the values are instead, and what of it is a fault of the machine
   * @param isWrong signals whose sensors are known to be wrong otherwise
   */
  run(
    minutes: number,
    change: (values: Values, minute: number) => Values = (values) => values,
    isWrong: (signal: string) => boolean = () => false,
  ): this {
    for (let i = 0; i < minutes * 60; i++) {
      this.s++;
      const slow = 1 + this.swing * Math.sin(this.s / 300);
      const load = slow * (this.s % 10 < 6 ? 1.3 : 0.55);
      const values: Values = change(
        this.model(load, () => this.noise()),
        i / 60,
      );
      for (const signal of this.signals) {
        const value = signal.role === 'state' ? EXECUTE : values[signal.id];
        if (value !== undefined) this.watch.put(signal.index, this.s * 1000, value, QUALITY_GOOD);
      }
      this.told.push(...this.watch.look(isWrong, false));
    }
    return this;
  }

  get words(): string[] {
    return this.told.map(({ signal, fault, over }) => `${signal} ${over ? 'no longer ' : ''}${fault}`);
  }

  private noise(): number {
    this.random = (Math.imul(this.random, 1664525) + 1013904223) >>> 0;
    return this.random / 2 ** 31 - 1;
  }
}

const grinder = () =>
  new Bench('B12-1', (load, noise) => ({
    wheel_power: 1.8 + 1.3 * load + 0.02 * noise(),
    power: 3.5 + 4 * load + 0.05 * noise(),
  }));
const coolant = () =>
  new Bench('BU-COOL', (_load, noise) => ({
    supply_flow: 1900 + 8 * noise(),
    supply_pressure: 0.41 + 0.002 * noise(),
    pump_current: 62 + 0.5 * noise(),
    power: 45 + 0.4 * noise(),
  }));

describe('the watch over signals that follow one thing', () => {
  test('says nothing of a machine that works more and less', () => {
    expect(grinder().run(1500).words).toEqual([]);
    expect(coolant().run(1500).words).toEqual([]);
  });

  test('names a sensor that drifts away from the other, within half an hour of having left its place', () => {
    const bench = grinder().run(LEARN_MIN);
    bench.run(120, (v, minute) => ({ ...v, wheel_power: v.wheel_power + 0.6 * Math.min(1, minute / 60) }));
    expect(bench.words).toEqual(['wheel_power sensor-drift']);
    expect(bench.told[0]).toMatchObject({ against: 'power', confidence: 0.7, over: false });
    expect((bench.told[0].at - LEARN_MIN * 60_000) / 60_000).toBeLessThan(60);
    expect(bench.told[0].evidence.shift).toBeGreaterThan(0);
  });

  test('tells a wrong scale from an offset by what it does when the machine works more and less', () => {
    const bench = grinder().run(LEARN_MIN);
    bench.run(120, (v) => ({ ...v, wheel_power: 1.15 * v.wheel_power }));
    expect(bench.words.at(-1)).toBe('wheel_power sensor-scale');
    expect(bench.told.at(-1)!.evidence.gain).toBeCloseTo(1.15, 1);
  });

  test('says scale instead of drift as soon as the work has varied enough to tell', () => {
    const bench = grinder().run(LEARN_MIN);
    const scaled = (v: Values) => ({ ...v, wheel_power: 1.1 * v.wheel_power });
    bench.swing = 0;
    bench.run(40, scaled);
    bench.swing = 0.15;
    bench.run(30, scaled);
    expect(bench.words).toEqual([
      'wheel_power sensor-drift',
      'wheel_power no longer sensor-drift',
      'wheel_power sensor-scale',
    ]);
    expect(bench.told[2].since).toBe(bench.told[0].since);
  });

  test('is surer where two others agree, and names the one that left them', () => {
    const bench = coolant().run(LEARN_MIN);
    bench.run(30, (v) => ({ ...v, supply_pressure: v.supply_pressure - 0.05 }));
    expect(bench.words).toEqual(['supply_pressure sensor-drift']);
    expect(bench.told[0].confidence).toBe(0.85);
    expect(bench.watch.isWrong('supply_pressure')).toBe(true);
    expect(bench.watch.isWrong('supply_flow')).toBe(false);
  });

  test('leaves a fault of the machine alone: it moves what belongs together', () => {
    const dull = grinder().run(LEARN_MIN);
    dull.run(240, ({ wheel_power, power, ...v }, minute) => {
      const more = 1 + 0.4 * Math.min(1, minute / 5);
      // Not along the line of healthy work: the machine takes less more than its wheel.
      return {
        ...v,
        wheel_power: 1.8 + (wheel_power - 1.8) * more,
        power: power + 0.5 * (more - 1) * (power - 3.5),
      };
    });
    expect(dull.words).toEqual([]);
    const worn = coolant().run(LEARN_MIN);
    worn.run(240, (v, minute) => {
      const less = 1 - 0.3 * Math.min(1, minute / 20);
      const { supply_flow, supply_pressure, pump_current, power } = v;
      return {
        supply_flow: supply_flow * less,
        supply_pressure: supply_pressure * less ** 2,
        pump_current: pump_current * (2 - less),
        power: power * (2 - less),
      };
    });
    expect(worn.words).toEqual([]);
  });

  test('does not call what is smaller than a twentieth of the normal band', () => {
    const bench = coolant().run(LEARN_MIN);
    // The normal band is 1480 to 2200 L/min.
    bench.run(600, (v) => ({ ...v, supply_flow: v.supply_flow - 30 }));
    expect(bench.words).toEqual([]);
  });

  test('takes it back when the sensor was put right', () => {
    const bench = coolant().run(LEARN_MIN);
    bench.run(30, (v) => ({ ...v, supply_flow: v.supply_flow - 200 })).run(30);
    expect(bench.words).toEqual(['supply_flow sensor-drift', 'supply_flow no longer sensor-drift']);
    expect(bench.watch.isWrong('supply_flow')).toBe(false);
  });

  test('believes no sensor that is known to be broken in another way', () => {
    const bench = coolant().run(LEARN_MIN);
    bench.run(
      60,
      (v) => ({ ...v, supply_flow: v.supply_flow - 200 }),
      (signal) => signal === 'supply_flow',
    );
    expect(bench.words).toEqual([]);
  });
});
