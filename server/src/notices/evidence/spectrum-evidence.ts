import {
  bearingDiagnosisSchema,
  DEFAULT_SHAFT_PARAMETERS,
  shaftDiagnosisSchema,
  type BearingDiagnosis,
  type ShaftDiagnosis,
} from '@linetwin/condition';
import type { FindingDetail } from '@linetwin/contracts';
import type { Equipment, Text } from '@linetwin/model';
import { maxDecimate } from '@linetwin/signal';
import type { SpectrumInAllLanguages } from './evidence.ts';

type Mark = SpectrumInAllLanguages['marks'][number];

/** One point for each pixel of the picture. */
const POINTS = 560;
/** Of the shaft, so much is shown at least: as many harmonics as the rules of looseness look at. */
const LEAST_ORDERS = 10.5;
/** Beyond the last line of the fault, as a share of its place. */
const BEYOND = 1.12;
/** A line that doubled has risen, as the rules of shafts have it. */
const RISEN_RATIO = 2;
const { minimumProminence } = DEFAULT_SHAFT_PARAMETERS.lines;

/** Names of the lines that a fault of a bearing draws (ISO 13373-2). */
const FAULT_LINES: Record<string, string> = {
  'outer-race': 'BPFO',
  'inner-race': 'BPFI',
  'rolling-element': '2×BSF',
  cage: 'FTF',
};

/** @returns null for a finding that was not made of a spectrum, or without the part of one that can be shown */
export function spectrumEvidence(finding: FindingDetail, machine: Equipment): SpectrumInAllLanguages | null {
  const bearing = bearingDiagnosisSchema.safeParse(finding.diagnosis);
  if (bearing.success) return ofBearing(bearing.data, finding.componentName, machine);
  const shaft = shaftDiagnosisSchema.safeParse(finding.diagnosis);
  return shaft.success ? ofShaft(shaft.data, finding.componentName, machine) : null;
}

/** The view that shows most lines of the named fault. */
function ofBearing(
  { verdict, evidence, shaft }: BearingDiagnosis,
  component: Text,
  machine: Equipment,
): SpectrumInAllLanguages | null {
  const hits = (view: string) =>
    evidence.lines.filter((line) => line.view === view && line.kind === verdict && line.hit).length;
  const [spectrum] = [...evidence.spectra].sort((a, b) => hits(b.view) - hits(a.view));
  if (!spectrum) return null;
  const lines = evidence.lines.filter(({ view, kind }) => view === spectrum.view && kind === verdict);
  const end = BEYOND * Math.max(...lines.map(({ expectedHz }) => expectedHz));
  const marks = lines.map(({ kind, harmonic, sideband, expectedHz, toleranceHz, hit }): Mark => {
    const name = sideband === 0 ? `${harmonic === 1 ? '' : `${harmonic}×`}${FAULT_LINES[kind]}` : '';
    return { name: same(name), at: expectedHz, tolerance: toleranceHz, isHit: hit };
  });
  const speed = shaft.speedRpm === null ? '' : ` · ${Math.round(shaft.speedRpm)} r/min`;
  return shown(spectrum.frequencyHz, spectrum.depth, end, marks, {
    label: labelOf(machine, component, { zh: `包络谱${speed}`, en: `envelope spectrum${speed}` }),
    xLabel: { zh: '频率 (Hz)', en: 'Frequency (Hz)' },
    yLabel: { zh: '调制深度', en: 'Modulation depth' },
  });
}

/** All lines of the shaft and its drive that rose, and its first three for orientation. */
function ofShaft(
  { features, evidence, shaft }: ShaftDiagnosis,
  component: Text,
  machine: Equipment,
): SpectrumInAllLanguages | null {
  if (!features) return null;
  const hasRisen = ({ key, mmPerS, readable, prominence }: (typeof features.lines)[number]) => {
    const reference = evidence.comparedWith > 0 ? evidence.reference[key] : undefined;
    return (
      readable &&
      prominence >= minimumProminence &&
      (reference === undefined || mmPerS >= RISEN_RATIO * reference)
    );
  };
  const marks = features.lines
    .filter((line) => hasRisen(line) || /^[123]x$/.test(line.key))
    .map((line): Mark => ({
      name: shaftLineName(line.key),
      at: line.order,
      tolerance: 2 * features.resolution,
      isHit: hasRisen(line),
    }));
  const end = Math.max(LEAST_ORDERS, BEYOND * Math.max(...marks.map(({ at }) => at)));
  const speed = shaft.speedRpm === null ? '' : ` · ${Math.round(shaft.speedRpm)} r/min`;
  return shown(evidence.spectrum.order, evidence.spectrum.mmPerS, end, marks, {
    label: labelOf(machine, component, { zh: `阶次谱${speed}`, en: `order spectrum${speed}` }),
    xLabel: { zh: '阶次（转频的倍数）', en: 'Order (multiples of the shaft speed)' },
    yLabel: { zh: '振动速度 (mm/s)', en: 'Velocity (mm/s)' },
  });
}

function shown(
  places: readonly number[],
  heights: readonly number[],
  end: number,
  marks: Mark[],
  words: Pick<SpectrumInAllLanguages, 'label' | 'xLabel' | 'yLabel'>,
): SpectrumInAllLanguages | null {
  const count = places.findIndex((at) => at > end);
  const [x, y] = [places, heights].map((column) =>
    Float64Array.from(count < 0 ? column : column.slice(0, count)),
  );
  if (x.length < 2) return null;
  const thinned = maxDecimate(x, y, POINTS);
  return { kind: 'spectrum', ...words, x: Array.from(thinned.x), y: Array.from(thinned.y), marks };
}

/** "2×", or the mesh of a gear and the numbers of a belt; sidebands have no name in a picture this small. */
function shaftLineName(key: string): Text {
  const [kind, , second] = key.split(':');
  if (kind === 'belt') return { zh: `带 ${second}×`, en: `belt ${second}×` };
  if (kind !== 'gear') return same(key.replace('x', '×'));
  if (second === 'mesh') return same('GMF');
  return same(second === 'mesh2' ? '2×GMF' : '');
}

function same(name: string): Text {
  return { zh: name, en: name };
}

function labelOf(machine: Equipment, component: Text, what: Text): Text {
  const inLanguage = (language: keyof Text) =>
    `${machine.id} ${machine.name[language]} · ${component[language]} · ${what[language]}`;
  return { zh: inLanguage('zh'), en: inLanguage('en') };
}
