import type { FindingDetail } from '@linetwin/contracts';
import type { Equipment } from '@linetwin/model';

const SPEED_RPM = 1480;
const RESOLUTION = 0.0105;
const HEALTHY: Record<string, number> = { '1x': 0.62, '2x': 0.11, '3x': 0.06 };
const NOW: Record<string, number> = { '1x': 2.71, '2x': 0.15, '3x': 0.07 };

/** Lines of a drive in the healthy machine and now, mm/s, and what is said of the fault they speak for. */
const DRIVE_FAULTS = {
  belt: {
    part: 'fan',
    fixedHz: null,
    healthy: { 'belt:fan:1': 0.05, 'belt:fan:2': 0.06, 'belt:fan:3': 0.04 },
    now: { 'belt:fan:1': 0.71, 'belt:fan:2': 1.42, 'belt:fan:3': 0.38 },
    signs: [sign('required', 'belt-lines-risen', 'above', 2, 3)],
    words: { zh: '传动带故障（疑似）', en: 'Belt (probable)' },
  },
  gear: {
    part: 'reducer:0',
    fixedHz: null,
    healthy: { 'gear:reducer:mesh': 0.3, 'gear:reducer:0:-1': 0.05, 'gear:reducer:0:1': 0.05 },
    now: {
      'gear:reducer:mesh': 0.9,
      'gear:reducer:mesh2': 0.2,
      'gear:reducer:0:-2': 0.21,
      'gear:reducer:0:-1': 0.52,
      'gear:reducer:0:1': 0.47,
      'gear:reducer:0:2': 0.18,
    },
    signs: [sign('required', 'gear-sidebands-risen', 'above', 3, 4)],
    words: { zh: '齿轮故障（疑似）', en: 'Gear (probable)' },
  },
  resonance: {
    part: null,
    fixedHz: 49.3,
    healthy: {},
    now: { '2x': 2.9 },
    signs: [sign('required', 'resonance-sides', 'above', 1, 1)],
    words: { zh: '结构共振（疑似）', en: 'Resonance (probable)' },
  },
} as const;
export type FakeDriveFault = keyof typeof DRIVE_FAULTS;

/** Orders of the invented drive: a belt that turns 0.37 times a turn of the shaft, a mesh of 9 teeth. */
function orderOf(key: string): number {
  const [kind, , line, step] = key.split(':');
  if (kind === 'belt') return 0.37 * Number(line);
  if (kind !== 'gear') return parseFloat(key);
  if (line === 'mesh2') return 18;
  return 9 + (line === 'mesh' ? 0 : Number(step));
}

/** The same shaft with a fault of what it drives, or near a resonance. */
export function fakeDriveFinding(machine: Equipment, at: number, fault: FakeDriveFault): FindingDetail {
  const finding = fakeShaftFinding(machine, at);
  const { part, fixedHz, signs, words, ...lines } = DRIVE_FAULTS[fault];
  const healthy: Record<string, number> = { ...HEALTHY, ...lines.healthy };
  const now: Record<string, number> = { ...HEALTHY, ...lines.now };
  const diagnosis = finding.diagnosis as Record<string, object>;
  return {
    ...finding,
    id: `finding-${fault}`,
    verdict: fault,
    summary: words,
    diagnosis: {
      ...diagnosis,
      verdict: fault,
      part,
      fixedHz,
      signs,
      cannotExclude: [],
      rejected: [],
      features: { ...diagnosis.features, lines: measured(now) },
      evidence: { spectrum: spectrumOf(now), comparedWith: 20, reference: healthy },
      references: {
        ...diagnosis.references,
        spectrum: { at: at - 40 * 86_400_000, speedRpm: 1476, ...spectrumOf(healthy) },
      },
    },
  };
}

/** A rotor out of balance, as the diagnosis of a shaft is kept: spectrum, healthy spectrum, signs, what is not excluded, bursts before. */
export function fakeShaftFinding(machine: Equipment, at: number): FindingDetail {
  return {
    id: 'finding-shaft',
    equipment: machine.address,
    component: 'drive-train',
    componentName: { zh: '轴系', en: 'Shaft and drive' },
    kind: 'shaft',
    verdict: 'imbalance',
    grade: 'probable',
    confidence: 0.62,
    summary: {
      zh: '转子不平衡（疑似，置信度 62 %；不能排除轴弯曲、共振）',
      en: 'Imbalance (probable, confidence 62 %; not excluded: a bent shaft, a resonance)',
    },
    advice: [
      { zh: '检查平衡环、夹具和积屑。', en: 'Check balancing rings, chuck and deposits.' },
      { zh: '换一个转速再测一次。', en: 'Measure once more at another speed.' },
    ],
    sparePart: null,
    status: 'open',
    firstSeenAt: at - 3 * 3_600_000,
    lastSeenAt: at,
    bursts: 9,
    speedRpm: SPEED_RPM,
    diagnosis: {
      method: { name: 'shaft-orders', version: '1.0.0' },
      verdict: 'imbalance',
      grade: 'probable',
      confidence: 0.62,
      reason: null,
      cannotExclude: ['bent-shaft', 'resonance'],
      part: null,
      fixedHz: null,
      signs: [
        sign('required', 'order-1-rise-db', 'above', 6, 12.8),
        sign('required', 'order-1-share', 'above', 0.7, 0.93),
        sign('required', 'order-2-over-1', 'below', 0.5, 0.055),
        sign('required', 'axial-1-over-radial', 'below', 0.5, null),
        { ...sign('excludes', 'axial-1-over-radial', 'below', 0.5, null), alternative: 'bent-shaft' },
        { ...sign('excludes', 'speed-law-deviation', 'below', 1, null), alternative: 'resonance' },
        { ...sign('excludes', 'order-1-off-bins', 'below', 1, 0.2), alternative: 'other-rotor' },
      ],
      rejected: [
        {
          fault: 'misalignment',
          reason: 'sign-missing',
          missing: [plain('order-2-rise-db', 'above', 6, 2.7), plain('order-2-over-1', 'above', 0.5, 0.055)],
        },
        {
          fault: 'looseness',
          reason: 'sign-missing',
          missing: [plain('harmonics-risen', 'above', 4, 0)],
        },
      ],
      shaft: { givenRpm: SPEED_RPM, speedRpm: SPEED_RPM },
      severity: { isoGroup: 'small', isoZone: 'C', alertMmPerS: 2.5 },
      features: {
        speedRpm: SPEED_RPM,
        velocityRmsMmPerS: 2.91,
        resolution: RESOLUTION,
        lines: measured(NOW),
      },
      evidence: { spectrum: spectrumOf(NOW), comparedWith: 20, reference: HEALTHY },
      parameters: { lines: { halfWidthBins: 1.5, halfWidthShare: 0.0008, minimumProminence: 4.5 } },
      references: {
        baseline: null,
        spectrum: { at: at - 40 * 86_400_000, speedRpm: 1476, ...spectrumOf(HEALTHY) },
        history: Array.from({ length: 30 }, (_, i) => ({
          at: at - (30 - i) * 300_000,
          speedRpm: SPEED_RPM,
          harmonics: [i < 21 ? 0.6 + 0.02 * (i % 4) : 2.6 + 0.04 * (i % 3), 0.12 + 0.005 * (i % 5)],
          velocityRmsMmPerS: i < 21 ? 0.8 : 2.85,
          foreign: [],
        })),
      },
    },
  };
}

function plain(quantity: string, is: 'above' | 'below', than: number, value: number | null) {
  const holds = value === null ? null : is === 'above' ? value >= than : value < than;
  return { quantity, is, than, because: '', value, holds };
}

function sign(role: string, quantity: string, is: 'above' | 'below', than: number, value: number | null) {
  return { ...plain(quantity, is, than, value), role };
}

function measured(lines: Record<string, number>) {
  return Object.entries(lines).map(([key, mmPerS]) => ({
    key,
    order: orderOf(key),
    mmPerS,
    prominence: 40 * mmPerS,
    readable: true,
  }));
}

/** Hann lines over a floor. */
function spectrumOf(lines: Record<string, number>) {
  const order = Array.from({ length: 1000 }, (_, i) => i * 0.02);
  const mmPerS = order.map((at, i) => {
    const floor = 0.015 + 0.01 * Math.abs(Math.sin(12.9898 * i));
    const peaks = Object.entries(lines).map(
      ([key, level]) => level * Math.max(0, 1 - Math.abs(at - orderOf(key)) / 0.03),
    );
    return Math.max(floor, ...peaks);
  });
  return { order, mmPerS };
}
