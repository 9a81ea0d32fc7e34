import type { BearingOrders } from '@linetwin/signal';
import { bestComb, combBeside, detectableDepth, lineField, prominenceBetween, withoutComb } from './comb.ts';
import type { CombScore, LineField } from './comb.ts';
import { combTrace, strongestOtherComb } from './comb-trace.ts';
import type { CombTrace } from './comb-trace.ts';
import { familyObjection, isAmbiguous, rivalCarrier } from './families.ts';
import type { FamilyGeometry, FamilyObjection } from './families.ts';
import { BEARING_FAULTS } from './faults.ts';
import type { BearingFault, ViewKind } from './faults.ts';
import type { BearingDiagnosisParameters } from './parameters.ts';
import type { View } from './views.ts';

/** A fault as one view shows it. */
export type Candidate = {
  readonly fault: BearingFault;
  readonly comb: CombScore;
  /** Found order over kinematic order, less 1. */
  readonly slip: number;
  /** Prominence left once the lines of the view's strongest candidate are taken away; its own for that one. */
  readonly residualProminence: number;
};

/** What one view says about all faults. */
export type ViewReading = {
  readonly kind: ViewKind;
  readonly field: LineField;
  readonly candidates: readonly Candidate[];
  /** The strongest race or element candidate. */
  readonly top: Candidate;
  /** Depth that a race or element fault would need here for each of its harmonics to be a hit. */
  readonly detectableDepth: number;
  /** The field without the top candidate's lines, and what combs of any order are left in it. */
  readonly residual: LineField;
  readonly rest: CombTrace;
  /** The strongest comb of any other order once the top candidate's lines are taken away. */
  readonly background: { readonly order: number; readonly prominence: number };
  /** Prominence of the top candidate over the strongest of everything else. */
  readonly dominance: number;
  /** Why the top candidate's lines are not its own; null if they are. */
  readonly objection: FamilyObjection | null;
  /** The fault whose sidebands the top candidate's lines are, where that is why they are not its own. */
  readonly owner: BearingFault | null;
  /** Whether another fault explains the top candidate's lines as well, as far as the geometry is known. */
  readonly ambiguous: boolean;
  /** The cage, read among combs of its own range of orders. */
  readonly cage: { readonly candidate: Candidate; readonly dominance: number };
};

/** Orders of combs that compete with the cage's: below the shaft's own line. */
const CAGE_BACKGROUND = { low: 0.2, high: 0.95 } as const;

/** Orders of one carrier, read at its own lines and at its sidebands, differ by less. */
const SAME_CARRIER = 0.015;

/** The order at which each fault's envelope lines stand. */
export function faultOrder(fault: BearingFault, orders: BearingOrders): number {
  switch (fault) {
    case 'outer-race':
      return orders.bpfo;
    case 'inner-race':
      return orders.bpfi;
    case 'rolling-element':
      return 2 * orders.bsf;
    case 'cage':
      return orders.ftf;
  }
}

/** The spacing of each fault's sidebands: the rate at which its impacts pass the load zone. */
export function sidebandOrder(fault: BearingFault, orders: BearingOrders): number {
  return fault === 'rolling-element' ? orders.ftf : 1;
}

/**
 * Reads all bearing faults in one view: the best comb of each within the slip range, the strongest of them, and
 * what remains of the others and of any other comb once its lines are taken away.
 */
export function readView(
  view: View,
  shaftHz: number,
  geometry: FamilyGeometry,
  slipRange: number,
  parameters: BearingDiagnosisParameters,
): ViewReading {
  const { comb, family } = parameters;
  const { orders } = geometry;
  const field = lineField(view.spectrum, shaftHz, comb);
  const rangeOf = (fault: BearingFault) =>
    fault === 'inner-race' ? geometry.inner.high / orders.bpfi - 1 : slipRange;
  const found = BEARING_FAULTS.map((fault) => {
    const order = faultOrder(fault, orders);
    const score = bestComb(field, order, rangeOf(fault), comb);
    return { fault, comb: score, slip: score.order / order - 1 };
  });
  const ofCage = found.filter((c) => c.fault === 'cage')[0];
  const strongest = found
    .filter((c) => c.fault !== 'cage')
    .reduce((a, b) => (b.comb.prominence > a.comb.prominence ? b : a));
  // Sidebands can make a better comb than their carrier: its higher lines smear and fade. The carrier is meant.
  const owner = rivalCarrier(field, strongest.fault, strongest.comb.order, geometry, comb);
  const ofOwner = found.filter((c) => c.fault === 'inner-race')[0];
  const owned =
    owner?.fault === 'inner-race' &&
    owner.share > 1 &&
    ofOwner.comb.prominence >= comb.hitProminence &&
    Math.abs(ofOwner.comb.order / owner.order - 1) < SAME_CARRIER;
  const top = owned ? ofOwner : strongest;
  const residual = withoutComb(field, top.comb.order, sidebandOrder(top.fault, orders), {
    ...comb,
    sidebands: top.fault === 'inner-race' ? comb.innerSidebands : comb.sidebands,
  });
  const candidates = found.map((candidate) => ({
    ...candidate,
    residualProminence:
      candidate === top
        ? top.comb.prominence
        : bestComb(residual, faultOrder(candidate.fault, orders), rangeOf(candidate.fault), comb).prominence,
  }));
  const rest = combTrace(residual, comb.backgroundLowOrder, comb.backgroundHighOrder, comb);
  const background = strongestOtherComb(rest, top.comb.order, comb);
  const rivals = candidates.filter((c) => c.fault !== top.fault && c.fault !== 'cage');
  const second = Math.max(
    background.prominence,
    ...rivals.map((c) => c.residualProminence),
    ...slowerPeriodicities(top.fault, orders).map((divisor) =>
      prominenceBetween(residual, top.comb.order, divisor, comb),
    ),
  );
  const isFlank =
    combBeside(field, top.comb.order, faultOrder(top.fault, orders), rangeOf(top.fault), comb) >
    top.comb.prominence;
  const objection = isFlank
    ? 'another-rate'
    : familyObjection(field, top.fault, top.comb.order, geometry, comb, family);
  return {
    kind: view.kind,
    field,
    candidates,
    top: candidates.filter((c) => c.fault === top.fault)[0],
    background,
    residual,
    rest,
    detectableDepth: Math.max(
      ...(['outer-race', 'inner-race', 'rolling-element'] as const).map((fault) =>
        detectableDepth(field, faultOrder(fault, orders), comb),
      ),
    ),
    dominance: top.comb.prominence / second,
    objection,
    owner: objection === 'not-the-carrier' ? (owner?.fault ?? null) : null,
    ambiguous: isAmbiguous(field, top.fault, top.comb.order, geometry, comb, family),
    cage: {
      candidate: candidates.filter((c) => c.fault === 'cage')[0],
      dominance: ofCage.comb.prominence / cageBackground(field, ofCage.comb.order, comb),
    },
  };
}

/**
 * A periodicity two or three times slower than a fault has lines at all of the fault's, and others between. Left
 * out are those whose lines between are the bearing's own: half of an element's rate, where it strikes one race
 * only, and a part of a race's rate that is a multiple of the cage's (BPFO = Z FTF, so where Z can be divided).
 */
export function slowerPeriodicities(fault: BearingFault, orders: BearingOrders): number[] {
  if (fault === 'rolling-element') return [3];
  const elements = Math.round(orders.bpfo + orders.bpfi);
  return [2, 3].filter((divisor) => elements % divisor !== 0);
}

function cageBackground(
  field: LineField,
  order: number,
  parameters: BearingDiagnosisParameters['comb'],
): number {
  // Multiples of the cage's order hold its own lines, so those are taken away first.
  const residual = withoutComb(field, order, 1, { ...parameters, sidebands: 0 });
  const rest = combTrace(residual, CAGE_BACKGROUND.low, CAGE_BACKGROUND.high, parameters);
  return strongestOtherComb(rest, order, parameters).prominence;
}

/** Numbers of the harmonics that stand above the hit gate. */
export function harmonicsHit(comb: CombScore, hitProminence: number): number[] {
  return comb.lines.filter((line) => line.prominence >= hitProminence).map((line) => line.harmonic);
}
