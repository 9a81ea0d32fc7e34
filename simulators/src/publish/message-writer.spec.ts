import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { telemetryMessageSchema } from '@linetwin/contracts';
import { isWaveform } from '@linetwin/model';
import { fault, simulate, runSeconds } from '../line/test-plant.ts';
import { MachineMessage } from './machine-message.ts';
import { MessageWriter } from './message-writer.ts';

function written(value: number, decimals: number): string {
  const writer = new MessageWriter();
  writer.number(value, decimals);
  return writer.take().toString();
}

describe('numbers', () => {
  test('are written as JSON.stringify writes the rounded number', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        fc.integer({ min: 0, max: 5 }),
        (value, decimals) => {
          const rounded = Math.round(value * 10 ** decimals) / 10 ** decimals;
          expect(written(value, decimals)).toBe(JSON.stringify(rounded === 0 ? 0 : rounded));
        },
      ),
    );
  });

  test('that are none become null', () => {
    expect([written(NaN, 2), written(Infinity, 2)]).toEqual(['null', 'null']);
  });
});

describe('telemetry messages', () => {
  test('of every machine follow the contract and name only signals of the model', () => {
    for (const line of ['bearing-1', 'weld-1']) {
      const simulation = simulate(line);
      runSeconds(simulation, 30);
      for (const machine of simulation.machines) {
        const writer = new MessageWriter(16);
        const message = new MachineMessage(machine, 1000, 0);
        // The sixtieth second: every period is due.
        expect(message.write(writer, 60, 1_763_733_600_000, false)).toBe(true);
        const parsed = telemetryMessageSchema.parse(JSON.parse(writer.take().toString()));
        const known = new Map(machine.signals.map((signal) => [signal.id, signal]));
        for (const [id, value] of Object.entries(parsed.values)) {
          const signal = known.get(id)!;
          if (signal.values) expect(signal.values).toContain(value);
          else expect(typeof value).toBe('number');
        }
        // The first message says everything, events too.
        const expected = machine.signals.filter((signal) => !isWaveform(signal)).map((signal) => signal.id);
        expect(Object.keys(parsed.values)).toEqual(expected);
      }
    }
  });

  test('say an event once, and slower signals on their own ticks', () => {
    const [machine] = simulate('bearing-1').machines.filter((m) => m.equipment.id === 'B04-OR');
    const message = new MachineMessage(machine, 200, 0);
    const writer = new MessageWriter();
    const idsAt = (tick: number) => {
      if (!message.write(writer, tick, 0, false)) return [];
      return Object.keys((JSON.parse(writer.take().toString()) as { values: object }).values);
    };
    expect(idsAt(50)).toContain('good');
    expect(idsAt(55)).not.toContain('good');
    expect(idsAt(51)).toEqual(['rolled_od']);
    expect(idsAt(100)).toContain('oil_particles');
  });

  test('leave a dropped-out sensor away and repeat the last value of a stuck one', () => {
    const simulation = simulate('bearing-1', [
      fault('dropped-sensor', 'B11-OR1', { signal: 'wheel_power', onsetS: 10 }),
      fault('stuck-sensor', 'B11-OR2', { signal: 'wheel_power', onsetS: 10 }),
    ]);
    const of = (id: string) => {
      const machine = simulation.machines.find((m) => m.equipment.id === id)!;
      const writer = new MessageWriter();
      new MachineMessage(machine, 1000, 0).write(writer, 1, 0, false);
      return (JSON.parse(writer.take().toString()) as { values: Record<string, number> }).values[
        'wheel_power'
      ];
    };
    runSeconds(simulation, 12);
    const stuckAt = of('B11-OR2');
    runSeconds(simulation, 20);
    expect(of('B11-OR1')).toBeUndefined();
    expect(of('B11-OR2')).toBe(stuckAt);
    expect(stuckAt).toBeGreaterThan(0);
  });
});
