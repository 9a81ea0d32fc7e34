import { describe, expect, test } from '@jest/globals';
import { compressorPowerKw, chillerPowerKw, laserHeatKw } from './cooling.ts';
import { stirHeatW, stirPeakC } from './friction-stir.ts';
import { FurnaceZone, hardnessHrc } from './furnace-zone.ts';
import { grindingPowerKw, specificEnergyJPerMm3 } from './grinding.ts';
import { resonanceHz, specificConsumptionKwhPerT } from './induction.ts';
import { defocusFactor, penetrationMm, ringSpot } from './laser.ts';
import { hotFlowStressFactor, ramPositionMm, tonnageShare } from './press.ts';
import { Random } from './random.ts';
import { wander } from './lag.ts';

describe('kernels against the closed values of the domain brief', () => {
  test('induction heating to 1100 C at efficiency 0.65 takes 330 kWh/t', () => {
    expect(specificConsumptionKwhPerT(1100, 0.65)).toBeCloseTo(329, 0);
    expect(specificConsumptionKwhPerT(1100, 1)).toBeCloseTo(214, 0);
  });

  test('a tenth less inductance raises the resonance by 5.4 %', () => {
    expect(resonanceHz(0.9e-5, 5e-4) / resonanceHz(1e-5, 5e-4)).toBeCloseTo(1.054, 3);
  });

  test('20 kW at 2 m/min penetrates 16 mm of steel', () => {
    expect(penetrationMm(20, 2)).toBeCloseTo(15.8, 1);
    expect(penetrationMm(0, 2)).toBe(0);
  });

  test('one Rayleigh length off focus leaves 71 % of the depth', () => {
    expect(defocusFactor(8, 8)).toBeCloseTo(Math.SQRT1_2, 9);
  });

  test('light in the ring costs depth, and takes spatter away', () => {
    expect(ringSpot(0)).toEqual({ spatter: 1, depth: 1, gapTolerance: 1 });
    expect(ringSpot(0.5)).toMatchObject({ depth: 0.825, gapTolerance: 1.4 });
    expect(ringSpot(0.5).spatter).toBeCloseTo(Math.exp(-1.5), 9);
  });

  test('a 20 kW source at 42 % gives 27.6 kW to its water', () => {
    expect(laserHeatKw(20, 0.42)).toBeCloseTo(27.6, 1);
    expect(chillerPowerKw(28, 3.5, 2)).toBe(10);
  });

  test('compressed air costs 7 % more per 0.1 MPa', () => {
    expect(compressorPowerKw(10, 0.8) / compressorPowerKw(10, 0.7)).toBeCloseTo(1.07, 9);
  });

  test('a blank 40 K colder needs 10.5 % more force', () => {
    expect(hotFlowStressFactor(1060)).toBeCloseTo(Math.exp(0.1), 9);
  });

  test('the press forms shortly before bottom dead centre, where the ram is lowest', () => {
    expect(tonnageShare(120)).toBe(0);
    expect(tonnageShare(175)).toBeGreaterThan(0.9);
    expect(ramPositionMm(0, 260)).toBeCloseTo(260, 6);
    expect(ramPositionMm(180, 260)).toBeCloseTo(0, 6);
  });

  test('grinding power follows u pi d b v and the wheel dulls by k per part', () => {
    const job = {
      workDiameterMm: 40,
      widthMm: 10,
      infeedMmPerS: 0.02,
      freshSpecificEnergyJPerMm3: 50,
      dullingPerPart: 0.005,
    };
    expect(grindingPowerKw(job, 0)).toBeCloseTo((50 * Math.PI * 40 * 10 * 0.02) / 1000, 9);
    expect(specificEnergyJPerMm3(job, 40) / specificEnergyJPerMm3(job, 0)).toBeCloseTo(1.2, 9);
  });

  test('hardness falls 0.02 HRC per kelvin of tempering above 150 C', () => {
    expect(hardnessHrc(150)).toBe(64);
    expect(hardnessHrc(170)).toBeCloseTo(63.6, 9);
  });

  test('friction stir heat is 2 pi n M / 60 and the tool runs at 380 to 480 C', () => {
    expect(stirHeatW(900, 88)).toBeCloseTo(8294, 0);
    expect(stirPeakC(900, 1000)).toBeGreaterThan(380);
    expect(stirPeakC(900, 1000)).toBeLessThan(480);
  });
});

describe('a furnace zone', () => {
  const setup = { setpointC: 840, ratedKw: 50, heatCapacityKjPerK: 550, emptyShare: 0.28, ambientC: 25 };

  test('holds its set point empty with the empty share of its rated power', () => {
    const zone = new FurnaceZone(setup, 0);
    for (let t = 0; t < 7200; t++) zone.step(1, zone.temperatureC, 0);
    expect(zone.temperatureC).toBeCloseTo(840, 1);
    expect(zone.output).toBeCloseTo(0.28, 2);
  });

  test('comes back within 5 K after the load doubles', () => {
    const zone = new FurnaceZone(setup, 10);
    let worst = 0;
    for (let t = 0; t < 7200; t++) {
      zone.step(1, zone.temperatureC, 20);
      worst = Math.max(worst, Math.abs(zone.temperatureC - 840));
    }
    expect(worst).toBeLessThan(5);
    expect(zone.temperatureC).toBeCloseTo(840, 1);
  });

  test('saturates and sags when most of its elements are open', () => {
    const zone = new FurnaceZone(setup, 15);
    for (let t = 0; t < 3600; t++) zone.step(1, zone.temperatureC, 15, 0.4);
    expect(zone.output).toBe(1);
    expect(zone.temperatureC).toBeLessThan(830);
  });
});

describe('random numbers', () => {
  test('repeat for the same seed and stream, and differ for another', () => {
    const draw = (seed: number, stream: string) => {
      const random = new Random(seed, stream);
      return Array.from({ length: 5 }, () => random.uniform());
    };
    expect(draw(7, 'a')).toEqual(draw(7, 'a'));
    expect(draw(7, 'a')).not.toEqual(draw(8, 'a'));
    expect(draw(7, 'a')).not.toEqual(draw(7, 'b'));
  });

  test('are uniform and normal in mean and spread', () => {
    const random = new Random(1);
    const n = 200_000;
    let mean = 0;
    let square = 0;
    let uniform = 0;
    for (let i = 0; i < n; i++) {
      const x = random.normal();
      mean += x / n;
      square += (x * x) / n;
      uniform += random.uniform() / n;
    }
    expect(mean).toBeCloseTo(0, 1);
    expect(square).toBeCloseTo(1, 1);
    expect(uniform).toBeCloseTo(0.5, 2);
  });

  test('a wander keeps unit variance whatever the step', () => {
    const random = new Random(2);
    let x = 0;
    let square = 0;
    for (let i = 0; i < 100_000; i++) {
      x = wander(x, random.normal(), 5, 20);
      square += (x * x) / 100_000;
    }
    expect(square).toBeCloseTo(1, 1);
  });
});
