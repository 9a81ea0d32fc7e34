import { maxDecimate } from '@linetwin/signal';
import type { BearingOrders } from '@linetwin/signal';
import { harmonicsHit, sidebandOrder } from './candidates.ts';
import type { Candidate, ViewReading } from './candidates.ts';
import { findLine } from './comb.ts';
import type { FoundLine } from './comb.ts';
import type { BearingDiagnosis, BearingDiagnosisView, MarkedLine } from './diagnosis.schema.ts';
import type { ViewVote } from './decision.ts';
import type { BearingFault } from './faults.ts';
import type { BearingDiagnosisParameters } from './parameters.ts';
import type { View } from './views.ts';

/** Shaft lines marked for orientation. */
const SHAFT_HARMONICS = 5;

/** A view's reading in the shape that is kept with the finding. */
export function describeView(
  view: View,
  reading: ViewReading,
  vote: ViewVote,
  parameters: BearingDiagnosisParameters,
): BearingDiagnosisView {
  return {
    kind: view.kind,
    lowHz: round(view.band.lowHz),
    highHz: round(view.band.highHz),
    resolutionHz: round(view.spectrum.resolutionHz),
    strongest: reading.top.fault,
    dominance: round(reading.dominance),
    vote: vote.fault,
    objection: vote.objection,
    background: {
      order: round(reading.background.order),
      prominence: round(reading.background.prominence),
    },
    candidates: reading.candidates.map(({ fault, comb, slip, residualProminence }) => ({
      fault,
      order: round(comb.order),
      frequencyHz: round(comb.order * reading.field.shaftHz),
      slip: round(slip),
      prominence: round(comb.prominence),
      residualProminence: round(residualProminence),
      depth: round(comb.depth),
      harmonicsHit: harmonicsHit(comb, parameters.comb.hitProminence),
    })),
  };
}

/** The views' spectra, thinned, and the lines of `fault` (and of the shaft) marked in each. */
export function collectEvidence(
  views: readonly View[],
  readings: readonly ViewReading[],
  fault: BearingFault | null,
  orders: BearingOrders,
  parameters: BearingDiagnosisParameters,
): BearingDiagnosis['evidence'] {
  return {
    spectra: views.map((view) =>
      thinnedSpectrum(view, readings[0].field.shaftHz, orders, parameters.evidence),
    ),
    lines: readings.flatMap((reading) => {
      const candidate = reading.candidates.find((c) => c.fault === fault);
      const shaft = shaftLines(reading, parameters);
      return candidate ? [...shaft, ...faultLines(reading, candidate, orders, parameters)] : shaft;
    }),
  };
}

/** One spectrum as it is drawn. */
export function thinnedSpectrum(
  { kind, spectrum }: Pick<View, 'kind' | 'spectrum'>,
  shaftHz: number,
  orders: BearingOrders,
  { points, maximumBpfi }: BearingDiagnosisParameters['evidence'],
): BearingDiagnosis['evidence']['spectra'][number] {
  const { resolutionHz } = spectrum;
  const count = Math.min(
    spectrum.values.length,
    Math.ceil((maximumBpfi * orders.bpfi * shaftHz) / resolutionHz),
  );
  const depth = spectrum.values.subarray(0, count);
  const frequencyHz = new Float64Array(count);
  for (let i = 0; i < count; i++) frequencyHz[i] = i * resolutionHz;
  const thinned = maxDecimate(frequencyHz, depth, points);
  return { view: kind, frequencyHz: Array.from(thinned.x, round), depth: Array.from(thinned.y, round) };
}

/** A fault's lines and the sidebands it has, as they are marked. */
export function faultLines(
  reading: Pick<ViewReading, 'kind' | 'field'>,
  { fault, comb }: { fault: BearingFault; comb: Pick<Candidate['comb'], 'order' | 'lines'> },
  orders: BearingOrders,
  parameters: BearingDiagnosisParameters,
): MarkedLine[] {
  const spacing = sidebandOrder(fault, orders);
  return comb.lines.flatMap((line) => {
    const sidebands = fault === 'inner-race' || fault === 'rolling-element' ? [-1, 1] : [];
    return [
      marked(reading, fault, line, 0, parameters),
      ...sidebands.map((side) => {
        const order = line.harmonic * comb.order + side * spacing;
        const found = findLine(reading.field, order, line.harmonic, parameters.comb);
        return marked(reading, fault, found, side, parameters);
      }),
    ];
  });
}

/** Shaft lines are closed in the field, so they are read at the bin where they are expected. */
function shaftLines(reading: ViewReading, parameters: BearingDiagnosisParameters): MarkedLine[] {
  const { shaftHz, resolutionHz, depth, floor } = reading.field;
  return Array.from({ length: SHAFT_HARMONICS }, (_, i) => {
    const bin = Math.min(depth.length - 1, Math.round(((i + 1) * shaftHz) / resolutionHz));
    const line: FoundLine = {
      harmonic: i + 1,
      expectedHz: (i + 1) * shaftHz,
      toleranceHz: parameters.comb.shaftHalfWidthBins * resolutionHz,
      foundHz: bin * resolutionHz,
      prominence: floor[bin] > 0 ? depth[bin] / floor[bin] : 0,
      depth: depth[bin],
    };
    return marked(reading, 'shaft', line, 0, parameters);
  });
}

function marked(
  reading: Pick<ViewReading, 'kind'>,
  kind: MarkedLine['kind'],
  line: FoundLine,
  sideband: number,
  parameters: BearingDiagnosisParameters,
): MarkedLine {
  return {
    view: reading.kind,
    kind,
    harmonic: line.harmonic,
    sideband,
    expectedHz: round(line.expectedHz),
    foundHz: line.foundHz === null ? null : round(line.foundHz),
    toleranceHz: round(line.toleranceHz),
    prominence: round(line.prominence),
    depth: round(line.depth),
    hit: line.prominence >= parameters.comb.hitProminence,
  };
}

/** Five significant digits: more than the method resolves, and a third of the bytes. */
export function round(value: number): number {
  return Number(value.toPrecision(5));
}
