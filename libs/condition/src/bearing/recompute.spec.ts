import { expect, test } from '@jest/globals';
import { bearingOrders } from '@linetwin/signal';
import { syntheticBurst } from '../testing/synthetic-bearing.ts';
import { diagnoseBearing } from './diagnose-bearing.ts';
import { bearingDiagnosisSchema } from './diagnosis.schema.ts';
import type { BearingFault } from './faults.ts';
import { namedBearing } from './named-bearings.ts';
import type { BearingDiagnosisParameters } from './parameters.ts';

const SAMPLE_RATE_HZ = 25_600;
const orders = bearingOrders(namedBearing('6205-2RS JEM SKF')!);

test.each<BearingFault | undefined>(['outer-race', 'inner-race', undefined])(
  'a kept finding gives the same answer from its window and from what it keeps of bearing, speed and parameters (%s)',
  (fault) => {
    const window = Float32Array.from(
      syntheticBurst({
        sampleRateHz: SAMPLE_RATE_HZ,
        durationS: 2,
        speedRpm: 1780,
        orders,
        seed: 90_210,
        noise: 1,
        shaftLines: [0.1],
        fault,
        severity: 6,
      }),
    );
    const burst = { samples: window, sampleRateHz: SAMPLE_RATE_HZ, unit: 'm/s2' as const };
    const first = diagnoseBearing(
      { ...burst, speedRpm: 1780 },
      { orders, designation: '6205', verified: true },
    );
    const kept = bearingDiagnosisSchema.parse(JSON.parse(JSON.stringify(first)));
    const again = diagnoseBearing({ ...burst, speedRpm: kept.shaft.givenRpm }, kept.bearing, {
      parameters: kept.parameters as BearingDiagnosisParameters,
      isoGroup: kept.severity.isoGroup,
    });
    expect(again).toEqual(kept);
    expect(again.verdict).toBe(fault ?? 'healthy');
  },
);
