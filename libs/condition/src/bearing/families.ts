import type { BearingOrders } from '@linetwin/signal';
import { amplitudeAt, findLine, meanLogOf, prominenceBetween, withoutComb } from './comb.ts';
import type { CombParameters, LineField } from './comb.ts';
import type { BearingFault } from './faults.ts';
import type { BearingDiagnosisParameters } from './parameters.ts';

/** Why the lines of a comb are not that comb's own. */
export const FAMILY_OBJECTIONS = [
  /** Lines between, as strong: the source is two to four times slower; or no odd lines: it is twice as fast. */
  'another-rate',
  /** A neighbour at the spacing of a modulation leads: the lines are sidebands of another carrier. */
  'not-the-carrier',
] as const;
export type FamilyObjection = (typeof FAMILY_OBJECTIONS)[number];

/** Range of orders. */
export type OrderRange = { readonly low: number; readonly high: number };

/** What is known of the bearing, as far as families of lines need it. */
export type FamilyGeometry = {
  readonly orders: BearingOrders;
  readonly verified: boolean;
  /** Range of each race's order by slip and, where the geometry is not verified, by geometry. */
  readonly outer: OrderRange;
  readonly inner: OrderRange;
  /** Range of an element's order under every geometry that the outer race's range allows. */
  readonly element: OrderRange;
};

/** Another carrier can be this many sidebands away. */
const FARTHEST_SIDEBAND = 4;
/** Turns away at which an inner race's sidebands have faded, also with a load zone of a third of a turn. */
const FADED_SIDEBAND = 3;
const CAGE_STEP = 0.005;
/** A third of an order within this of a whole number of turns has lines beside the sidebands. */
const BESIDE_TURN = 0.04;
/** Half width of the windows in which a rival's lines are looked for, as share of their frequency. */
const RIVAL_HALF_WIDTH = 0.0075;

/**
 * The ranges of all orders follow from one unknown, g: BPFO = Z (1 - g) / 2, and BPFO + BPFI = Z whatever g and
 * slip. An outer race that is off by 5 % leaves an inner race off by some 3 % and an element by some 20 %.
 */
export function familyGeometry(
  orders: BearingOrders,
  verified: boolean,
  comb: CombParameters,
): FamilyGeometry {
  const slip = comb.slipVerified;
  const off = verified ? slip : comb.slipUnverified;
  const around = (order: number, share: number) => ({ low: order * (1 - share), high: order * (1 + share) });
  const element = 2 * orders.bsf;
  return {
    orders,
    verified,
    outer: around(orders.bpfo, off),
    inner: around(orders.bpfi, Math.max(slip, (off * orders.bpfo) / orders.bpfi)),
    element: verified
      ? around(element, slip)
      : { low: elementOrderAt(orders, 1 - off), high: elementOrderAt(orders, 1 + off) },
  };
}

/** 2 BSF of a bearing whose BPFO is `share` of the given one's: 2 BSF ~ (1 - g²) / g. */
function elementOrderAt(orders: BearingOrders, share: number): number {
  const g = (ftf: number) => 1 - 2 * ftf;
  const spin = (x: number) => (1 - x * x) / x;
  const own = g(orders.ftf);
  const other = Math.max(0.05, g(orders.ftf * share));
  return (2 * orders.bsf * spin(other)) / spin(own);
}

/**
 * Whether a comb is what its fault would draw. A modulated source draws a family of lines, k q + j s, and among
 * them are combs at any q + m s. Only the carrier's lines are the strongest of their neighbours: no Fourier
 * coefficient of a load distribution, which is never negative, is above its mean.
 *
 * @param turnOrder where the comb stands against the shaft, if the field shows it elsewhere
 */
export function familyObjection(
  field: LineField,
  fault: BearingFault,
  order: number,
  geometry: FamilyGeometry,
  comb: CombParameters,
  family: BearingDiagnosisParameters['family'],
  turnOrder = order,
): FamilyObjection | null {
  const elements = Math.round(geometry.orders.bpfo + geometry.orders.bpfi);
  if (isOfAnotherRate(field, fault, order, elements, comb, family)) return 'another-rate';
  if (isLooseness(field, fault, order, comb, family, turnOrder)) return 'another-rate';
  const atTurn = company(field, order, 1, comb);
  // An outer race may creep in its seat or see a rotating load; an element knows nothing of the shaft's turn.
  if (fault === 'outer-race' && atTurn > family.maximumCompanyAtTurn) return 'not-the-carrier';
  if (fault === 'rolling-element' && atTurn > family.bareCompanyAtTurn) return 'not-the-carrier';
  if (fault === 'outer-race' || fault === 'inner-race') {
    const { verified, orders, element } = geometry;
    const cage = fault === 'outer-race' ? order / elements : 1 - order / elements;
    if (company(field, order, cage, comb) > family.maximumCompanyAtCage) return 'not-the-carrier';
    const elementFamily = { low: element.low - orders.ftf, high: element.high + orders.ftf };
    if (!verified && isIn(order, elementFamily)) {
      const atCage = companyAtCage(field, order, geometry, comb);
      if (atCage > family.maximumCompanyAtCageUnverified) return 'not-the-carrier';
    }
  }
  const rival = rivalCarrier(field, fault, order, geometry, comb);
  const limit = rival?.fault === 'inner-race' ? family.rivalCarrier : 1;
  return rival !== null && rival.share > limit ? 'not-the-carrier' : null;
}

/**
 * Whether more than one fault can explain a comb under a geometry that is not verified: an outer race with
 * company at the shaft's spacing may be an inner race's sideband, beside a shaft harmonic the lines between may be
 * hidden, and within the wide range of an element's order
 * only company at the shaft's spacing tells an inner race.
 */
export function isAmbiguous(
  field: LineField,
  fault: BearingFault,
  order: number,
  geometry: FamilyGeometry,
  comb: CombParameters,
  family: BearingDiagnosisParameters['family'],
): boolean {
  if (geometry.verified) return false;
  if (Math.abs(order - Math.round(order)) < family.shaftVicinity * order) return true;
  const atTurn = company(field, order, 1, comb);
  switch (fault) {
    case 'outer-race':
      return atTurn > family.bareCompanyAtTurn || isIn(order, geometry.element);
    case 'inner-race':
      return isIn(order, geometry.element) && atTurn <= companyAtCage(field, order, geometry, comb);
    default:
      return isIn(order, geometry.outer) || isIn(order, geometry.inner);
  }
}

/** A carrier whose sidebands a comb's lines may be. */
export type RivalCarrier = {
  readonly fault: 'inner-race' | 'outer-race';
  readonly order: number;
  /** Power at the carrier and beyond it over the power at the comb and beyond it. */
  readonly share: number;
};

/**
 * The strongest carrier of another fault that is a whole number of shaft turns away from a comb. An inner race
 * can own an outer race's or an element's lines, as it is the one that turns through the load zone.
 */
export function rivalCarrier(
  field: LineField,
  fault: BearingFault,
  order: number,
  { outer, inner }: FamilyGeometry,
  comb: CombParameters,
): RivalCarrier | null {
  const owner = fault === 'inner-race' ? ('outer-race' as const) : ('inner-race' as const);
  const range = owner === 'inner-race' ? inner : outer;
  // The comb may have been fitted to lines of several sidebands, so its order is not exact.
  const wide = { ...comb, lineHalfWidthShare: Math.max(comb.lineHalfWidthShare, RIVAL_HALF_WIDTH) };
  // What the comb's own harmonics explain is no evidence for another carrier.
  const rest = withoutComb(field, order, 1, { ...comb, sidebands: 0 });
  let best: RivalCarrier | null = null;
  for (let m = -FARTHEST_SIDEBAND; m <= FARTHEST_SIDEBAND; m++) {
    if (m === 0 || !isIn(order + m, range)) continue;
    // What lies between the two belongs to both; beyond the carrier its own sidebands go on, beyond a sideband
    // they fade.
    const side = Math.sign(m);
    const power = powerAt(rest, order + m, side, wide);
    const own = powerAt(field, order, -side, wide);
    const share = own > 0 ? power / own : Infinity;
    if (best === null || share > best.share) best = { fault: owner, order: order + m, share };
  }
  return best;
}

/** Amplitude of the stronger side's neighbours at ± `spacing` over that of the comb's first two lines. */
export function company(
  field: LineField,
  order: number,
  spacing: number,
  parameters: CombParameters,
): number {
  const power = (shift: number) =>
    amplitudeAt(field, order + shift, parameters) ** 2 +
    amplitudeAt(field, 2 * order + shift, parameters) ** 2;
  const own = power(0);
  const neighbours = Math.max(power(-spacing), power(spacing));
  return own > 0 ? Math.sqrt(neighbours / own) : Infinity;
}

/** Company at the cage's rate, searched over the range in which the geometry leaves it. */
function companyAtCage(
  field: LineField,
  order: number,
  { orders, outer }: FamilyGeometry,
  comb: CombParameters,
): number {
  const elements = Math.round(orders.bpfo + orders.bpfi);
  let most = 0;
  for (let cage = outer.low / elements; cage <= outer.high / elements; cage += CAGE_STEP * orders.ftf) {
    most = Math.max(most, company(field, order, cage, comb));
  }
  return most;
}

/** Power of the first two lines of a comb and of their neighbours on one side. */
function powerAt(field: LineField, order: number, side: number, comb: CombParameters): number {
  let sum = 0;
  for (const line of [order, 2 * order]) {
    for (const shift of [0, side]) sum += amplitudeAt(field, line + shift, comb) ** 2;
  }
  return sum;
}

/**
 * Whether a comb's source is slower, with lines between the comb's own, or twice as fast, with hits at the even
 * harmonics only.
 */
function isOfAnotherRate(
  field: LineField,
  fault: BearingFault,
  order: number,
  elements: number,
  comb: CombParameters,
  {
    maximumBetween,
    maximumBetweenIfHit,
    minimumBetween,
    minimumOddProminence,
    modulatedCompany,
  }: BearingDiagnosisParameters['family'],
): boolean {
  const prominenceOf = (harmonic: number) => findLine(field, harmonic * order, harmonic, comb).prominence;
  const isHit = (harmonic: number) => prominenceOf(harmonic) >= comb.hitProminence;
  if ([2, 4].every(isHit) && ![1, 3, 5].some(isHit)) return true;
  if (meanLogOf(field, order, [1, 3, 5], comb) < Math.log(minimumOddProminence)) return true;
  // Sidebands are taken away only where the fault has them, or the comb shows them: any other is a line between.
  const modulated = company(field, order, 1, comb) > modulatedCompany;
  if (fault !== 'inner-race' && modulated && isThirdBesideTurn(field, order, comb)) return true;
  const sidebands = fault === 'inner-race' ? comb.innerSidebands : modulated ? comb.sidebands : 0;
  const rest = withoutComb(field, order, 1, { ...comb, sidebands });
  const all = Math.exp(meanLogOf(field, order, [1, 2, 3, 4, 5], comb));
  // An element that strikes one race only has lines at half its rate.
  const divisors = fault === 'rolling-element' ? [3, 4] : [2, 3, 4];
  return divisors.some((divisor) => {
    const between = prominenceBetween(rest, order, divisor, comb);
    // The more lines may lie between, the more likely some of them are noise or sidebands.
    if (between < (divisor > 3 ? comb.hitProminence : minimumBetween)) return false;
    // Parts of a race's rate that are multiples of the cage's (BPFO = Z FTF) are drawn by unequal elements, weaker.
    const ofCage = fault !== 'rolling-element' && elements % divisor === 0;
    const limit = between >= comb.hitProminence && !ofCage ? maximumBetweenIfHit : maximumBetween;
    return between > limit * all;
  });
}

/**
 * Whether what look like sidebands at the shaft's spacing are multiples of a third of the comb's order. The two lie
 * side by side where that third is nearly one turn: a 6203's outer race at 3.05, and the mains at 1.018 times a
 * two-pole motor's speed. Read in windows of one bin, as they are two per cent of an order apart.
 */
function isThirdBesideTurn(field: LineField, order: number, comb: CombParameters): boolean {
  const third = order / 3;
  if (Math.abs(third / Math.round(third) - 1) > BESIDE_TURN) return false;
  const sharp = { ...comb, lineHalfWidthBins: 0, lineHalfWidthShare: comb.lineHalfWidthShare / 3 };
  const power = (lineOrders: readonly number[]) =>
    lineOrders.reduce((sum, line) => sum + amplitudeAt(field, line, sharp) ** 2, 0);
  const turns = Math.round(third);
  const thirds = power([2 * third, 4 * third, 5 * third, 7 * third]);
  const sidebands = power([order - turns, order + turns, 2 * order - turns, 2 * order + turns]);
  return thirds > sidebands;
}

/** Whether a comb is one of the combs that hits at every second turn draw. */
function isLooseness(
  field: LineField,
  fault: BearingFault,
  order: number,
  comb: CombParameters,
  { halfOrderShare, halfOrderBins, halfOrderCompany, halfOrderReach }: BearingDiagnosisParameters['family'],
  turnOrder: number,
): boolean {
  const distance = Math.abs(turnOrder - (Math.floor(turnOrder) + 0.5));
  const near = halfOrderShare * order + (halfOrderBins * field.resolutionHz) / field.shaftHz;
  if (distance >= near || company(field, order, 1, comb) <= halfOrderCompany) return false;
  // An inner race's sidebands fade from turn to turn as its load zone has them. Those of hits at every second turn do not:
  // its lines are alike, or the lower ones stronger.
  return fault !== 'inner-race' || company(field, order, FADED_SIDEBAND, comb) > halfOrderReach;
}

function isIn(order: number, { low, high }: OrderRange): boolean {
  return order >= low && order <= high;
}
