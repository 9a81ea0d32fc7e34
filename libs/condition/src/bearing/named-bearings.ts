import type { BearingGeometry } from '@linetwin/signal';

/** A bearing type with its internal geometry and how far that can be trusted. */
export type NamedBearing = BearingGeometry & {
  readonly designation: string;
  /** Geometry confirmed by a published measurement. Catalogues do not list it, and makers differ. */
  readonly verified: boolean;
  readonly source: string;
};

const PADERBORN = 'geometry data sheet of the Paderborn bearing data set';
const TYPICAL = 'typical value, not confirmed for any maker: measure before relying on it';

function ball(
  designation: string,
  elements: number,
  elementDiameterMm: number,
  pitchDiameterMm: number,
  verified: boolean,
  source: string,
  contactAngleDeg = 0,
): NamedBearing {
  return { designation, elements, elementDiameterMm, pitchDiameterMm, contactAngleDeg, verified, source };
}

/**
 * Bearings whose internal geometry is published or commonly assumed. An unverified one makes the diagnosis
 * search wider and trust its result less.
 */
export const NAMED_BEARINGS: readonly NamedBearing[] = [
  ball('6205-2RS JEM SKF', 9, 7.94, 39.04, true, 'CWRU Bearing Data Center, drive end'),
  ball('6203-2RS JEM SKF', 8, 6.746, 28.5, true, 'CWRU Bearing Data Center, fan end'),
  ball('6203 FAG', 8, 6.75, 28.55, true, PADERBORN),
  ball('6203 IBU/MTK', 8, 6.75, 29.05, true, PADERBORN),
  ball('UER204 LDK', 8, 7.92, 34.55, true, 'XJTU-SY bearing data set'),
  ball('6204', 8, 7.938, 33.5, false, TYPICAL),
  ball('6206', 9, 9.525, 46, false, TYPICAL),
  ball('6207', 9, 11.11, 53.5, false, TYPICAL),
  ball('6208', 9, 12, 60, false, TYPICAL),
  ball('6305', 7, 11.51, 43.5, false, TYPICAL),
  ball('NU205 E', 13, 7.5, 39, false, `raceways published, number of rollers is a ${TYPICAL}`),
  ball('30204', 15, 6.2, 34, false, TYPICAL, 12.95),
];

/** Finds a bearing by its exact designation; undefined if it is not in the table. */
export function namedBearing(designation: string): NamedBearing | undefined {
  return NAMED_BEARINGS.find((b) => b.designation === designation);
}
