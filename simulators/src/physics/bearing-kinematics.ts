import type { BearingDefinition } from '@linetwin/model';

/** Fault frequencies over the relative ring speed (domain table 2.1); the identities BPFO + BPFI = Z and BPFO = Z FTF hold. */
export interface BearingOrders {
  bpfo: number;
  bpfi: number;
  /** Spin; a ball defect strikes twice per spin. */
  bsf: number;
  ftf: number;
}

export function bearingOrders(
  bearing: Pick<BearingDefinition, 'elements' | 'elementDiameterMm' | 'pitchDiameterMm' | 'contactAngleDeg'>,
): BearingOrders {
  const cos = Math.cos((bearing.contactAngleDeg * Math.PI) / 180);
  const g = (bearing.elementDiameterMm / bearing.pitchDiameterMm) * cos;
  const z = bearing.elements;
  return {
    bpfo: (z / 2) * (1 - g),
    bpfi: (z / 2) * (1 + g),
    bsf: (bearing.pitchDiameterMm / (2 * bearing.elementDiameterMm)) * (1 - g * g),
    ftf: (1 - g) / 2,
  };
}
