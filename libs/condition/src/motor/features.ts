import type { MotorFeatures } from './diagnosis.schema.ts';
import type { ElectricalOrders, SideLine } from './electrical-orders.ts';
import { slipOf, type MotorPlate } from './name-plate.ts';
import type { MotorDiagnosisParameters } from './parameters.ts';

/** Reads the lines of a motor's current where its slip says that they lie. */
export function motorFeatures(
  orders: ElectricalOrders,
  plate: MotorPlate,
  speedRpm: number,
  parameters: MotorDiagnosisParameters,
): MotorFeatures {
  const { supplyHz, resolution } = orders;
  const { slip, load } = slipOf(plate, supplyHz, speedRpm);
  const { halfWidthBins, speedError } = parameters.lines;
  const line = ({ order, db, prominence }: SideLine) => ({ hz: order * supplyHz, db, prominence });
  const sideband = (k: number) =>
    line(orders.at(1 + 2 * k * slip, halfWidthBins * resolution + 2 * Math.abs(k) * speedError));
  const rotor = (1 - slip) / plate.polePairs;
  // With one pole pair the lower of the two lies at the slip frequency, which transformers of current do not pass.
  const eccentric = [1 - rotor, 1 + rotor]
    .filter((order) => order > 0.2)
    .map((order) => orders.at(order, halfWidthBins * resolution + speedError))
    .reduce((a, b) => (b.db > a.db ? b : a));
  return {
    supplyHz,
    supplyVariation: orders.variation,
    currentA: orders.currentA,
    slip,
    load,
    lower: sideband(-1),
    upper: sideband(1),
    secondLower: sideband(-2),
    secondUpper: sideband(2),
    swing: swingLine(orders, slip, parameters),
    negativeShare: orders.negativeShare,
    voltage: orders.voltage,
    thirdDb: orders.at(3).db,
    eccentricityDb: eccentric.db,
    eccentricityHz: eccentric.order * supplyHz,
  };
}

/** The strongest line that stands out near the sidebands, but outside of their windows. */
function swingLine(
  orders: ElectricalOrders,
  slip: number,
  { lines, rotorBar }: MotorDiagnosisParameters,
): MotorFeatures['swing'] {
  const window = (lines.halfWidthBins + 2) * orders.resolution + 2 * lines.speedError;
  const offset = 2 * slip;
  const nearest = lines.leastOffsetBins * orders.resolution;
  const found: SideLine[] = [];
  for (const side of [-1, 1]) {
    const stretches = [
      [Math.max(nearest, offset * (1 - rotorBar.swingShare)), offset - window],
      [offset + window, offset * (1 + rotorBar.swingShare)],
    ];
    for (const [from, to] of stretches)
      if (to > from) found.push(orders.at(1 + (side * (from + to)) / 2, (to - from) / 2));
  }
  const standing = found.filter(({ prominence }) => prominence >= lines.minimumProminence);
  if (standing.length === 0) return null;
  const { order, db, prominence } = standing.reduce((a, b) => (b.db > a.db ? b : a));
  return { hz: order * orders.supplyHz, db, prominence };
}
