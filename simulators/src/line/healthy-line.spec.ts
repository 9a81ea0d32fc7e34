import { describe, expect, test } from '@jest/globals';
import { isWaveform, type LimitDefinition, type Signal } from '@linetwin/model';
import { runSeconds, simulate, testPlant } from './test-plant.ts';

const LINES = testPlant.lines.map((line) => line.id);

function isBeyond(limit: LimitDefinition, value: number): boolean {
  return limit.type.startsWith('high') ? value > limit.at : value < limit.at;
}

describe.each(LINES)('healthy line %s', (line) => {
  test('gives every signal a value inside its sensor range, and normal ones in Execute', () => {
    const simulation = simulate(line);
    const secondsInExecute = simulation.machines.map(() => 0);
    const outside = new Map<string, number>();
    const seconds = 1800;
    runSeconds(simulation, seconds, () =>
      simulation.machines.forEach((machine, m) => {
        secondsInExecute[m] = machine.packml.state === 'Execute' ? secondsInExecute[m] + 1 : 0;
        machine.signals.forEach((signal, slot) => {
          if (isWaveform(signal)) return;
          const value = machine.values[slot];
          const [low, high] = signal.range;
          if (!(value >= low && value <= high)) throw new Error(`${signal.address} is ${value}`);
          if (signal.values && signal.values[value] === undefined)
            throw new Error(`${signal.address} is ${value}`);
          if (secondsInExecute[m] > 60 && !isNormal(signal, value))
            outside.set(signal.address, (outside.get(signal.address) ?? 0) + 1);
        });
      }),
    );
    // A rejected part has values of its own: they stand until the next part.
    const often = [...outside].filter(([, count]) => count > 0.02 * seconds);
    expect(often).toEqual([]);
  });

  test('raises no limit alarm in a shift of eight hours', () => {
    const simulation = simulate(line, [], 23);
    const watched = simulation.machines.flatMap((machine) =>
      machine.signals.flatMap((signal, slot) =>
        signal.limits.map((limit) => ({ machine, signal, slot, limit, sinceS: NaN })),
      ),
    );
    const raised = new Set<string>();
    runSeconds(simulation, 8 * 3600, (timeS) => {
      for (const entry of watched) {
        const { machine, slot, limit } = entry;
        const isWatched = !limit.whileStates || limit.whileStates.includes(machine.packml.state);
        if (!isWatched || !isBeyond(limit, machine.values[slot])) entry.sinceS = NaN;
        else if (Number.isNaN(entry.sinceS)) entry.sinceS = timeS;
        else if (timeS - entry.sinceS >= limit.onDelayS) raised.add(`${entry.signal.address} ${limit.type}`);
      }
    });
    expect([...raised]).toEqual([]);
  }, 120_000);

  test('has energy counters that only grow, and equal the integral of the power', () => {
    const simulation = simulate(line);
    const { machines } = simulation;
    const start = machines.map((machine) => machine.energyKwh);
    const before = [...start];
    const integral = machines.map(() => 0);
    runSeconds(simulation, 900, () =>
      machines.forEach((machine, m) => {
        expect(machine.energyKwh).toBeGreaterThanOrEqual(before[m]);
        before[m] = machine.energyKwh;
        integral[m] += machine.powerKw / 3600;
      }),
    );
    machines.forEach((machine, m) => expect(machine.energyKwh - start[m]).toBeCloseTo(integral[m], 6));
  });

  test('sends bursts of every waveform machine that turns within ten minutes', () => {
    const simulation = simulate(line);
    const sent = new Set<string>();
    runSeconds(simulation, 620, (timeS) => {
      for (const machine of simulation.machines)
        for (const burst of machine.burstsDue(timeS * 1000)) {
          expect(burst).toMatchObject(
            burst.unit === 'A'
              ? { channel: 'phase_current', sampleRateHz: 10_000 }
              : { channel: 'vibration', sampleRateHz: 25_600, unit: 'm/s2' },
          );
          expect(burst.samples).toHaveLength((burst.unit === 'A' ? 10 : 4) * burst.sampleRateHz);
          expect(burst.speedRpm).toBeGreaterThan(60);
          sent.add(`${machine.equipment.address}/${burst.channel}`);
        }
    });
    const waveforms = simulation.machines.flatMap((m) => m.signals.filter(isWaveform));
    expect(waveforms.map(({ address }) => address).filter((address) => !sent.has(address))).toEqual([]);
  });
});

function isNormal(signal: Signal, value: number): boolean {
  if (!signal.normal) return true;
  const rounding = 0.5 * 10 ** -signal.decimals;
  return value >= signal.normal[0] - rounding && value <= signal.normal[1] + rounding;
}

test('a weld cell sends a seam record per part, and the beam is on only while it welds', () => {
  const simulation = simulate('weld-1');
  const robot = simulation.machines.find((m) => m.equipment.id === 'L02-A')!;
  const source = simulation.machines.find((m) => m.equipment.id === 'L01')!;
  const beam = source.signals.findIndex((s) => s.id === 'beam_on');
  const power = source.signals.findIndex((s) => s.id === 'laser_power');
  let secondsOn = 0;
  runSeconds(simulation, 3600, () => {
    if (source.values[beam] === 1) secondsOn++;
    else expect(source.values[power]).toBe(0);
  });
  expect(robot.seams.length).toBeGreaterThan(8);
  // 84 s of weld per seam, stretched with the cycle.
  expect(secondsOn / robot.seams.length).toBeGreaterThan(80);
  expect(secondsOn / robot.seams.length).toBeLessThan(110);
  for (const seam of robot.seams) {
    expect(seam.perMm.depthMm).toHaveLength(2800);
    const mean = seam.perMm.depthMm.reduce((a, b) => a + b) / 2800;
    expect(mean).toBeGreaterThan(5.8);
    expect(mean).toBeLessThan(6.2);
    expect(seam.perMm.result.every((r) => r === 0)).toBe(true);
  }
});
