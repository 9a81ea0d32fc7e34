import type { FindingDetail } from '@linetwin/contracts';
import type { Equipment } from '@linetwin/model';

const RESONANCE_HZ = 1850;
const Q = 8;
/** Third octaves from 200 Hz to 10 kHz. */
const BAND_HZ = Array.from({ length: 18 }, (_, i) => 1000 * 10 ** ((i - 7) / 10));
/** A grinder's colour: louder towards its structure's resonances. */
const HEALTHY_DB = BAND_HZ.map(
  (hz) => -46 + 9 * Math.exp(-(Math.log2(hz / 4200) ** 2)) + 2 * Math.sin(hz / 300),
);

/** An accelerometer that came loose, as the judgement of its mount is kept: levels now and of healthy bursts, resonance, signs. */
export function fakeMountFinding(machine: Equipment, at: number): FindingDetail {
  const fittedDb = BAND_HZ.map((hz, band) => HEALTHY_DB[band] + gainDb(hz));
  return {
    id: 'finding-mount',
    equipment: machine.address,
    component: 'vibration',
    componentName: { zh: '振动加速度', en: 'Vibration acceleration' },
    kind: 'sensor',
    verdict: 'sensor-loose',
    grade: 'clear',
    confidence: 0.98,
    summary: {
      zh: '加速度计松动：安装共振 1.9 kHz（明确，置信度 98 %）',
      en: 'Accelerometer loose: mount resonates at 1.9 kHz (clear, confidence 98 %)',
    },
    advice: [
      {
        zh: '停机挂牌后用手检查加速度计是否松动',
        en: 'With the machine locked out, check by hand whether it is loose',
      },
      { zh: '重新安装，按力矩拧紧，固定电缆', en: 'Mount it again, tighten to torque, clamp the cable' },
    ],
    contradictedBy: [
      { zh: '用另一只传感器测得的频谱相同', en: 'Another sensor beside it shows the same spectrum' },
    ],
    sparePart: null,
    status: 'open',
    firstSeenAt: at - 1_800_000,
    lastSeenAt: at,
    bursts: 6,
    speedRpm: 2960,
    diagnosis: {
      method: { name: 'mount-resonance', version: '1.0.0' },
      verdict: 'sensor-loose',
      grade: 'clear',
      confidence: 0.98,
      reason: null,
      resonance: { hz: RESONANCE_HZ, q: Q, floorDb: -34, shiftDb: 0.2, misfitDb: 0.9, explained: 0.98 },
      signs: [
        { sign: 'hump', valueDb: 14.2, is: 'above', limitDb: 4, holds: true },
        { sign: 'loss', valueDb: -19.6, is: 'below', limitDb: -8, holds: true },
        { sign: 'still', valueDb: 0.4, is: 'below', limitDb: 3, holds: true },
        { sign: 'shape', valueDb: 0.9, is: 'below', limitDb: 2.5, holds: true },
      ],
      speedRpm: 2960,
      evidence: {
        bandHz: BAND_HZ,
        levelDb: fittedDb.map((db, band) => db + Math.sin(5 * band)),
        healthyDb: HEALTHY_DB,
        lowestDb: HEALTHY_DB.map((db, band) => db - 1 - 0.5 * Math.cos(3 * band)),
        highestDb: HEALTHY_DB.map((db, band) => db + 1.2 + 0.5 * Math.sin(3 * band)),
        fittedDb,
        comparedWith: 20,
      },
      parameters: {},
    },
  };
}

function gainDb(hz: number): number {
  const r = hz / RESONANCE_HZ;
  return -10 * Math.log10((1 - r * r) ** 2 + (r / Q) ** 2);
}
