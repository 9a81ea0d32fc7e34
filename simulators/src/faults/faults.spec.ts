import { describe, expect, test } from '@jest/globals';
import type { Burst } from '@linetwin/contracts';
import { diagnoseMotor, healthyMotorBurst, type MotorBaseline } from '@linetwin/condition';
import { fastLengthBelow, rfft } from '@linetwin/signal';
import { addressOf, fault, runSeconds, simulate } from '../line/test-plant.ts';
import { severityAt, type Fault } from '@linetwin/model/scenario';
import type { LaserRobot } from '../equipment/laser-robot.ts';
import { FAULT_KINDS } from '@linetwin/model/scenario';
import { groundTruth } from './ground-truth.ts';

interface Expectation {
  machine: string;
  signal: string;
  /** Direction of the change between a healthy and a faulty run with the same seed. */
  change: 'up' | 'down';
  /** Least change in units of the healthy mean. */
  least: number;
}

interface Case {
  line: string;
  fault: Fault;
  minutes?: number;
  expect: Expectation[];
}

const up = (machine: string, signal: string, least = 0.02): Expectation => ({
  machine,
  signal,
  change: 'up',
  least,
});
const down = (machine: string, signal: string, least = 0.02): Expectation => ({
  machine,
  signal,
  change: 'down',
  least,
});

/** What domain sections 1.3, 2.8 and 2.9 say the signals do. */
const CASES: Case[] = [
  {
    line: 'bearing-1',
    fault: fault('wheel-dull', 'B11-OR1'),
    expect: [up('B11-OR1', 'wheel_power', 0.08), up('B11-OR1', 'vib_velocity', 0.1)],
  },
  {
    line: 'bearing-1',
    fault: fault('coolant-filter-clog', 'BU-COOL'),
    expect: [
      up('BU-COOL', 'filter_dp', 0.5),
      down('BU-COOL', 'supply_flow', 0.2),
      down('B11-OR1', 'coolant_flow', 0.2),
    ],
  },
  { line: 'bearing-1', fault: fault('imbalance', 'B12-1'), expect: [up('B12-1', 'vib_velocity', 1)] },
  { line: 'bearing-1', fault: fault('misalignment', 'BU-C1'), expect: [up('BU-C1', 'vib_velocity', 0.3)] },
  { line: 'bearing-1', fault: fault('looseness', 'B12-1'), expect: [up('B12-1', 'vib_velocity', 0.3)] },
  { line: 'bearing-1', fault: fault('gear', 'B01'), expect: [up('B01', 'vib_velocity', 0.05)] },
  { line: 'weld-1', fault: fault('drive-belt', 'L09-A'), expect: [up('L09-A', 'vib_velocity', 0.05)] },
  { line: 'bearing-1', fault: fault('soft-support', 'BU-C1'), expect: [up('BU-C1', 'vib_velocity', 0.05)] },
  {
    line: 'bearing-1',
    fault: fault('outer-race', 'B11-IR1', { severity: 2 }),
    expect: [up('B11-IR1', 'vib_velocity', 0.3)],
  },
  {
    line: 'bearing-1',
    fault: fault('inner-race', 'B06-1', { severity: 2 }),
    expect: [up('B06-1', 'vib_velocity', 0.3)],
  },
  {
    line: 'bearing-1',
    fault: fault('ball', 'B06-2', { severity: 2 }),
    expect: [up('B06-2', 'vib_velocity', 0.3)],
  },
  {
    line: 'bearing-1',
    fault: fault('chatter', 'B11-IR2'),
    expect: [up('B11-IR2', 'vib_velocity', 0.3), up('B11-IR2', 'roundness', 0.3)],
  },
  {
    line: 'bearing-1',
    fault: fault('furnace-element', 'B07', { component: 'zone_3' }),
    minutes: 50,
    expect: [up('B07', 'zone_3_output', 0.3), down('B07', 'zone_3_temp', 0.005)],
  },
  {
    line: 'bearing-1',
    fault: fault('thermocouple-drift', 'B07', {
      signal: 'zone_2_temp',
      severity: 2,
      growth: 'ramp',
      tauS: 2700,
    }),
    minutes: 50,
    expect: [up('B07', 'zone_2_power', 0.01)],
  },
  {
    line: 'bearing-1',
    fault: fault('quench-oil-hot', 'B07'),
    minutes: 60,
    expect: [up('B07', 'quench_oil_temp', 0.2), down('B07', 'hardness', 0.005)],
  },
  {
    line: 'bearing-1',
    fault: fault('tool-wear', 'B06-3'),
    expect: [up('B06-3', 'spindle_load', 0.15), up('B06-3', 'dimension', 0.5)],
  },
  { line: 'bearing-1', fault: fault('chuck-leak', 'B06-3'), expect: [down('B06-3', 'chuck_pressure', 0.3)] },
  {
    line: 'bearing-1',
    fault: fault('coil-short', 'B02'),
    expect: [
      up('B02', 'frequency', 0.03),
      up('B02', 'coil_current', 0.05),
      up('B02', 'water_out_temp', 0.03),
    ],
  },
  { line: 'bearing-1', fault: fault('pyrometer-fouled', 'B02'), expect: [down('B02', 'exit_temp', 0.03)] },
  { line: 'bearing-1', fault: fault('die-wear', 'B03'), expect: [up('B03', 'tonnage_peak', 0.1)] },
  { line: 'bearing-1', fault: fault('brake-wear', 'B03'), expect: [up('B03', 'brake_stop_angle', 0.5)] },
  {
    line: 'bearing-1',
    fault: fault('air-leak', 'BU-C2'),
    expect: [up('BU-C2', 'air_flow', 0.3), up('BU-C2', 'power', 0.3)],
  },
  {
    line: 'weld-1',
    fault: fault('window-dirty', 'L03-A'),
    minutes: 40,
    expect: [
      up('L03-A', 'window_temp', 0.1),
      up('L03-A', 'window_scatter', 1),
      down('L06-A', 'seam_depth_mean', 0.03),
    ],
  },
  {
    line: 'weld-1',
    fault: fault('focus-shift', 'L03-A'),
    minutes: 40,
    expect: [up('L03-A', 'focus_position', 1), down('L06-A', 'seam_depth_mean', 0.03)],
  },
  {
    line: 'weld-1',
    fault: fault('power-low', 'L01'),
    minutes: 40,
    expect: [
      down('L01', 'power_deviation', 0.5),
      up('L01', 'pump_current', 0.05),
      down('L06-A', 'seam_depth_mean', 0.03),
    ],
  },
  {
    line: 'weld-1',
    fault: fault('shield-gas-low', 'L08-B'),
    minutes: 40,
    expect: [
      down('L08-B', 'gas_flow_ratio', 0.3),
      down('L08-B', 'gas_pressure', 0.1),
      up('L08-B', 'residual_o2', 1),
    ],
  },
  {
    line: 'weld-1',
    fault: fault('gap', 'L10-A'),
    minutes: 40,
    expect: [up('L05-A', 'gap', 0.5), down('L05-A', 'track_quality', 0.005)],
  },
  {
    line: 'weld-1',
    fault: fault('seam-offset', 'L10-B'),
    minutes: 40,
    expect: [up('L05-B', 'lateral_offset', 1)],
  },
  {
    line: 'weld-1',
    fault: fault('chiller-condenser', 'L07-A'),
    minutes: 30,
    expect: [up('L07-A', 'source_temp', 0.03), up('L07-A', 'compressor_current', 0.3)],
  },
  {
    line: 'weld-1',
    fault: fault('fume-filter-clog', 'L09-A'),
    expect: [up('L09-A', 'filter_dp', 0.4), down('L09-A', 'air_flow', 0.2)],
  },
  {
    line: 'weld-1',
    fault: fault('fsw-tool-wear', 'L11'),
    minutes: 30,
    expect: [
      down('L11', 'spindle_torque', 0.1),
      up('L11', 'traverse_force', 0.2),
      up('L11', 'axial_force', 0.05),
    ],
  },
  {
    line: 'bearing-1',
    fault: fault('drifting-sensor', 'B08', { signal: 'wash_temp', severity: 10 }),
    expect: [up('B08', 'wash_temp', 0.1)],
  },
  {
    line: 'bearing-1',
    fault: fault('scaled-sensor', 'BU-COOL', { signal: 'supply_flow', severity: 2 }),
    expect: [up('BU-COOL', 'supply_flow', 0.19)],
  },
  {
    line: 'bearing-1',
    fault: fault('coolant-pump-worn', 'BU-COOL'),
    expect: [down('BU-COOL', 'supply_flow', 0.2), down('B10', 'coolant_flow', 0.2)],
  },
  {
    line: 'bearing-1',
    fault: fault('hydraulic-leak', 'B04-OR'),
    minutes: 40,
    expect: [up('B04-OR', 'case_drain_flow', 0.4), up('B04-OR', 'oil_temp', 0.05)],
  },
  {
    line: 'bearing-1',
    fault: fault('belt-slip', 'B07'),
    expect: [down('B07', 'belt_encoder_speed', 0.1), up('B07', 'belt_current', 0.3)],
  },
  {
    line: 'bearing-1',
    fault: fault('atmosphere-leak', 'B07'),
    expect: [down('B07', 'carbon_potential', 0.05)],
  },
  {
    line: 'bearing-1',
    fault: fault('cooling-water-fan', 'BU-WATER'),
    minutes: 30,
    expect: [up('BU-WATER', 'supply_temp', 0.2), up('B02', 'water_in_temp', 0.15)],
  },
  { line: 'bearing-1', fault: fault('test-rig-spindle', 'B18'), expect: [up('B18', 'z_level', 0.04)] },
  {
    line: 'bearing-1',
    fault: fault('stone-glazed', 'B13-OR1'),
    expect: [up('B13-OR1', 'ra', 0.3), down('B13-OR1', 'motor_current', 0.15)],
  },
  { line: 'bearing-1', fault: fault('blade-blunt', 'B01'), expect: [up('B01', 'shear_force', 0.15)] },
  {
    line: 'bearing-1',
    fault: fault('grease-nozzle-blocked', 'B19'),
    expect: [down('B19', 'grease_mass', 0.15)],
  },
  {
    line: 'weld-1',
    fault: fault('chiller-filter-clog', 'L07-A'),
    expect: [down('L07-A', 'source_flow', 0.1), up('L01', 'module_temp', 0.05)],
  },
  { line: 'weld-1', fault: fault('fume-cartridge-torn', 'L09-A'), expect: [down('L09-A', 'filter_dp', 0.5)] },
  { line: 'weld-1', fault: fault('fsw-plunge', 'L11'), minutes: 30, expect: [up('L11', 'plunge_error', 1)] },
  {
    line: 'weld-1',
    fault: fault('cleaning-residue', 'L12'),
    minutes: 30,
    expect: [up('L12', 'residue', 1), down('L12', 'gloss', 0.3)],
  },
  {
    line: 'weld-1',
    fault: fault('back-reflection', 'L01'),
    minutes: 30,
    expect: [up('L01', 'back_reflection', 1)],
  },
  { line: 'weld-1', fault: fault('spatter', 'L02-A'), minutes: 30, expect: [up('L06-A', 'spatter_rate', 1)] },
  {
    line: 'weld-1',
    fault: fault('ring-ratio', 'L04'),
    minutes: 30,
    expect: [down('L04', 'ring_power', 0.2)],
  },
  {
    line: 'weld-1',
    fault: fault('fsw-tunnel', 'L11'),
    minutes: 30,
    expect: [down('L11', 'axial_force', 0.05)],
  },
  {
    line: 'weld-1',
    fault: fault('fsw-tool-break', 'L11'),
    minutes: 30,
    expect: [down('L11', 'traverse_force', 0.2)],
  },
];

/** Means of all signals over the second half of a run, by "machine.signal". */
function means(line: string, faults: Fault[], minutes: number): Map<string, number> {
  const simulation = simulate(line, faults);
  const sums = simulation.machines.map(({ values }) => values.map(() => 0));
  runSeconds(simulation, minutes * 30);
  runSeconds(simulation, minutes * 30, () =>
    simulation.machines.forEach(({ values }, m) => values.forEach((value, slot) => (sums[m][slot] += value))),
  );
  return new Map(
    simulation.machines.flatMap(({ equipment, signals }, m) =>
      signals.map(({ id }, slot) => [`${equipment.id}.${id}`, sums[m][slot] / (minutes * 30)] as const),
    ),
  );
}

const healthyRuns = new Map<string, Map<string, number>>();

/** As `means`, of a line without a fault, which many cases are compared with. */
function healthyMeans(line: string, minutes: number): Map<string, number> {
  const key = `${line} ${minutes}`;
  const run = healthyRuns.get(key) ?? means(line, [], minutes);
  healthyRuns.set(key, run);
  return run;
}

/** The first burst of a machine. */
function burstOf(line: ReturnType<typeof simulate>, id: string, channel = 'vibration'): Burst {
  const machine = line.machines.find(({ equipment }) => equipment.id === id)!;
  const found: Burst[] = [];
  runSeconds(line, 400, (timeS) => found.push(...machine.burstsDue(timeS * 1000)));
  return found.find((burst) => burst.channel === channel)!;
}

function bandRms(spectrum: ArrayLike<number>, sampleRateHz: number, lowHz: number, highHz: number): number {
  const widthHz = sampleRateHz / (spectrum.length - 2);
  let power = 0;
  for (let k = Math.ceil(lowHz / widthHz); k <= highHz / widthHz; k++)
    power += spectrum[2 * k] ** 2 + spectrum[2 * k + 1] ** 2;
  return Math.sqrt(power);
}

describe('a fault changes what the fault table says it changes', () => {
  test.each(CASES.map((c) => [c.fault.id, c] as const))(
    '%s',
    (_id, { line, fault: entry, minutes = 15, expect: wanted }) => {
      const healthyOf = healthyMeans(line, minutes);
      const faultyOf = means(line, [entry], minutes);
      const report = wanted.map(({ machine, signal, change, least }) => {
        const [healthy, faulty] = [healthyOf, faultyOf].map((run) => run.get(`${machine}.${signal}`)!);
        const relative = (faulty - healthy) / Math.max(1e-6, Math.abs(healthy));
        const isSeen = change === 'up' ? relative >= least : relative <= -least;
        return isSeen ? 'seen' : `${machine}.${signal}: ${healthy} -> ${faulty}`;
      });
      expect(report).toEqual(wanted.map(() => 'seen'));
    },
  );

  test.each(['porosity', 'burn-through'] as const)('%s lies where its mark says', (id) => {
    const simulation = simulate('weld-1', [fault(id, 'L02-A')]);
    const robot = simulation.machines.find((m): m is LaserRobot => m.equipment.id === 'L02-A')!;
    runSeconds(simulation, 600);
    const [mark] = robot.seamMarks;
    expect(mark.kind).toBe(id);
    const { depthMm, reflectionV } = robot.seams.at(-1)!.perMm;
    const inside = (_: number, mm: number) => mm >= mark.fromMm && mm < mark.toMm;
    const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
    if (id === 'porosity')
      expect(spread(depthMm.filter(inside))).toBeGreaterThan(2 * spread(depthMm.slice(0, mark.fromMm)));
    else expect(Math.max(...reflectionV.filter(inside))).toBeLessThan(0.2);
  });

  test('swapped sensors of two machines show each what the other one measures, and are right again after', () => {
    const at = { signal: 'power', component: 'B06-2', onsetS: 30, endS: 60 };
    const [swapped, right] = [
      simulate('bearing-1', [fault('swapped-sensor', 'B06-1', at)]),
      simulate('bearing-1'),
    ];
    const powers = (line: typeof right) =>
      ['B06-1', 'B06-2'].map((id) => {
        const machine = line.machines.find(({ equipment }) => equipment.id === id)!;
        return machine.values[machine.signals.findIndex((signal) => signal.id === 'power')];
      });
    const before = [0, 0];
    for (let s = 1; s <= 70; s++) {
      for (const line of [swapped, right]) runSeconds(line, 1);
      const [a, b] = powers(swapped);
      const [own, other] = powers(right);
      // The first of the two shows what the second one measured a second ago.
      const isSwapped = s >= 30 && s < 60;
      expect([a, b]).toEqual(isSwapped ? [before[1], own] : [own, other]);
      before.splice(0, 2, own, other);
    }
  });

  test('a loose accelerometer rings at 1 to 3 kHz, loses what is above, and shows the shaft as ever', () => {
    const [loose, firm] = [[fault('loose-accelerometer', 'B12-1')], []].map((faults) => {
      const { samples, sampleRateHz } = burstOf(simulate('bearing-1', faults), 'B12-1');
      const spectrum = rfft(samples, { length: fastLengthBelow(samples.length) });
      return (lowHz: number, highHz: number) => bandRms(spectrum, sampleRateHz, lowHz, highHz);
    });
    const gainDb = (lowHz: number, highHz: number) =>
      20 * Math.log10(loose(lowHz, highHz) / firm(lowHz, highHz));
    expect(Math.abs(gainDb(10, 300))).toBeLessThan(0.5);
    expect(gainDb(900, 3300)).toBeGreaterThan(3);
    expect(gainDb(6500, 11_000)).toBeLessThan(-9);
  });

  test.each<Fault['id']>(['rotor-bar', 'stator-short', 'eccentricity', 'supply-unbalance'])(
    'the current of a compressor at its work shows %s, and nothing while it is sound',
    (id) => {
      const [faulty, sound] = [[fault(id, 'BU-C1', { onsetS: 0 })], []].map((faults) => {
        const line = simulate('bearing-1', faults);
        const { motor } = line.machines.find(({ equipment }) => equipment.id === 'BU-C1')!.equipment;
        const { samples, companions, sampleRateHz, speedRpm } = burstOf(line, 'BU-C1', 'phase_current');
        const { L2, L3, U1, U2, U3 } = companions!;
        const measured = { phases: [samples, L2!, L3!], voltages: [U1!, U2!, U3!], sampleRateHz, speedRpm };
        return (baseline: MotorBaseline | null) => diagnoseMotor(measured, { plate: motor!, baseline });
      });
      const healthy = sound(null);
      expect(healthy).toMatchObject({ verdict: 'healthy', watch: false });
      const bursts = Array.from({ length: 5 }, (_, i) => healthyMotorBurst(i, healthy.features!));
      expect(sound({ bursts }).verdict).toBe('healthy');
      expect(faulty({ bursts }).verdict).toBe(id);
    },
  );

  test('a wrong scale is wrong once in what is told per part, however long the part is ago', () => {
    const [scaled, right] = [
      simulate('bearing-1', [fault('scaled-sensor', 'B12-1', { signal: 'size', severity: 5, onsetS: 10 })]),
      simulate('bearing-1'),
    ];
    for (const line of [scaled, right]) runSeconds(line, 300);
    const size = (line: typeof right) => {
      const machine = line.machines.find(({ equipment }) => equipment.id === 'B12-1')!;
      return machine.values[machine.signals.findIndex((signal) => signal.id === 'size')];
    };
    expect(size(scaled)).toBeCloseTo(1.5 * size(right), 9);
  });

  test('every fault kind is covered here or as a sensor fault of the message writer', () => {
    const covered = new Set<string>([
      ...CASES.map((c) => c.fault.id),
      // In the columns of the seam: below.
      'porosity',
      'burn-through',
      'stuck-sensor',
      'dropped-sensor',
      'open-sensor',
      'spiky-sensor',
      'noisy-sensor',
      'swapped-sensor',
      // In bursts: below.
      'loose-accelerometer',
      'rotor-bar',
      'stator-short',
      'eccentricity',
      'supply-unbalance',
    ]);
    expect(FAULT_KINDS.map((kind) => kind.id).filter((id) => !covered.has(id))).toEqual([]);
  });
});

describe('severity', () => {
  const grows = fault('outer-race', 'B11-IR1', {
    onsetS: 100,
    endS: 1000,
    severity: 0.2,
    growth: 'exponential',
    tauS: 50,
    maxSeverity: 3,
  });

  test('is 0 before the onset and after the end, and grows as A0 exp(t / tau) up to its maximum', () => {
    expect(severityAt(grows, 99)).toBe(0);
    expect(severityAt(grows, 100)).toBeCloseTo(0.2, 9);
    expect(severityAt(grows, 150)).toBeCloseTo(0.2 * Math.E, 9);
    expect(severityAt(grows, 900)).toBe(3);
    expect(severityAt(grows, 1000)).toBe(0);
  });

  test('is written down from onset to end as ground truth', () => {
    const entries = [...groundTruth([grows], 5000, 2000)].map(
      (line) => JSON.parse(line) as Record<string, unknown>,
    );
    expect(entries[0]).toEqual({
      event: 'onset',
      time: 105_000,
      simulatedS: 100,
      fault: 'outer-race',
      equipment: addressOf('B11-IR1'),
      severity: 0.2,
    });
    expect(entries.at(-1)).toMatchObject({ event: 'end', simulatedS: 1000 });
    const severities = entries.slice(0, -1).map((e) => e['severity'] as number);
    expect(severities).toEqual([...severities].sort((a, b) => a - b));
    expect(severities.at(-1)).toBe(3);
  });
});
