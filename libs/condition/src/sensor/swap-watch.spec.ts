import { describe, expect, test } from '@jest/globals';
import { ModelIndex, PACKML_STATES, QUALITY_GOOD, type Signal } from '@linetwin/model';
import { readPlantFolder } from '@linetwin/model/node';
import { SwapWatch } from './swap-watch.ts';

const index = new ModelIndex(
  await readPlantFolder(new URL('../../../../plants/liaocheng', import.meta.url).pathname),
);
const LATHES = index.equipmentOf('bearing-1').filter(({ kind }) => kind === 'cnc-lathe');
const signalOf = (machine: number, id: string): Signal => index.signal(`${LATHES[machine].address}/${id}`)!;
const [EXECUTE, SUSPENDED] = ['Execute', 'Suspended'].map((state) => PACKML_STATES.indexOf(state as never));
const SEED = 20261127;

/** Lathes that stop and start each at its own time; `shows` says whose power and load the channels of a machine carry. */
class Bench {
  readonly told: string[] = [];
  readonly watch = new SwapWatch(index, 'bearing-1');
  private s = 0;
  private random = SEED;
  private readonly until = LATHES.map(() => 0);
  private readonly works = LATHES.map(() => true);

  run(
    minutes: number,
    shows: (machine: number, signal: string) => number = (machine) => machine,
    together = false,
  ): this {
    for (let i = 0; i < minutes * 60; i++) {
      this.s++;
      LATHES.forEach((_, m) => {
        if (together && m > 0) this.works[m] = this.works[0];
        else if (this.s >= this.until[m]) {
          this.works[m] = !this.works[m];
          this.until[m] = this.s + (this.works[m] ? 60 + 200 * this.uniform() : 20 + 60 * this.uniform());
        }
      });
      const power = this.works.map(
        (isOn) => (isOn ? (this.s % 15 < 10 ? 7 : 3) : 1.5) + 0.1 * this.uniform(),
      );
      const load = this.works.map((isOn) => (isOn ? (this.s % 15 < 10 ? 50 : 32) : 24) + this.uniform());
      LATHES.forEach((_, m) => {
        this.put(signalOf(m, 'state'), this.works[m] ? EXECUTE : SUSPENDED);
        this.put(signalOf(m, 'power'), power[shows(m, 'power')]);
        this.put(signalOf(m, 'spindle_load'), load[shows(m, 'spindle_load')]);
      });
      for (const { equipment, signal, against, over } of this.watch.look())
        this.told.push(
          `${equipment.split('/').pop()} ${signal} ${over ? 'no longer' : 'as'} ${against!.split('/').pop()}`,
        );
    }
    return this;
  }

  private put({ index: signal }: Signal, value: number): void {
    this.watch.put(signal, this.s * 1000, value, QUALITY_GOOD);
  }

  private uniform(): number {
    this.random = (Math.imul(this.random, 1664525) + 1013904223) >>> 0;
    return this.random / 2 ** 32;
  }
}

const swapped = (machine: number, signal: string) =>
  signal === 'power' && machine < 2 ? 1 - machine : machine;
const [A, B] = LATHES.map(({ id }) => id);

describe('the watch over swapped channels', () => {
  test('says nothing of machines that stop and start each for itself', () => {
    expect(new Bench().run(1440).told).toEqual([]);
  });

  test('names both machines after an hour in which each follows the work of the other', () => {
    const bench = new Bench().run(70, swapped);
    expect(bench.told).toEqual([`${A} power as ${B}`, `${B} power as ${A}`]);
    expect(bench.watch.isWrong(LATHES[0].address, 'power')).toBe(true);
    expect(bench.watch.isWrong(LATHES[0].address, 'spindle_load')).toBe(false);
  });

  test('takes it back an hour after they were put right', () => {
    const bench = new Bench().run(70, swapped);
    bench.run(90);
    expect(bench.told.slice(2)).toEqual([`${A} power no longer ${B}`, `${B} power no longer ${A}`]);
    expect(bench.watch.isWrong(LATHES[0].address, 'power')).toBe(false);
  });

  test('cannot tell machines apart that always stop together, and says nothing', () => {
    expect(new Bench().run(180, swapped, true).told).toEqual([]);
  });
});
