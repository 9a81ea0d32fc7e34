import type { SeamDefectKind } from '@linetwin/condition';
import type { FaultId } from '@linetwin/model/scenario';

/** A fault put into a weld cell, and what the verdict of its seams has to say. */
export interface WeldFault {
  name: string;
  machine: string;
  fault: FaultId;
  severity: number;
  /** Machine that welds. */
  welder: string;
  kind: SeamDefectKind;
  /** What the fault does besides: right when said, not wrong when not. */
  also?: readonly SeamDefectKind[];
}

const cell = (
  name: string,
  machine: string,
  fault: FaultId,
  kind: SeamDefectKind,
  also: readonly SeamDefectKind[] = [],
  severity = 1,
): WeldFault => ({
  name,
  machine,
  fault,
  severity,
  welder: machine === 'L11' ? 'L11' : machine === 'L01' || machine.endsWith('A') ? 'L02-A' : 'L02-B',
  kind,
  also,
});
const LACK = ['lack-of-penetration'] as const;

/** Severities at or above those at which domain table 2.9 calls it a fault: several lie well above, and weaker ones are not benched. */
export const WELD_FAULTS: readonly WeldFault[] = [
  cell('power low', 'L01', 'power-low', 'power-low', LACK),
  cell('lack of penetration', 'L01', 'power-low', 'lack-of-penetration', ['power-low']),
  cell('gap, single spot', 'L10-A', 'gap', 'gap', LACK),
  cell('gap, ring spot', 'L10-B', 'gap', 'gap', LACK),
  cell('seam offset', 'L10-B', 'seam-offset', 'offset'),
  cell('shielding gas low', 'L08-A', 'shield-gas-low', 'gas'),
  cell('shielding gas a little low', 'L08-B', 'shield-gas-low', 'gas', [], 0.5),
  cell('protective window dirty', 'L03-A', 'window-dirty', 'protective-window', LACK),
  cell('protective window rather dirty', 'L03-B', 'window-dirty', 'protective-window', LACK, 0.7),
  cell('focus shift', 'L03-A', 'focus-shift', 'focus-shift', LACK),
  cell('back-reflection', 'L04', 'back-reflection', 'back-reflection'),
  cell('ring and core', 'L04', 'ring-ratio', 'ring-core-ratio'),
  cell('porosity', 'L02-A', 'porosity', 'porosity'),
  cell('burn-through', 'L02-B', 'burn-through', 'burn-through'),
  cell('spatter', 'L02-A', 'spatter', 'spatter'),
  cell('tunnel', 'L11', 'fsw-tunnel', 'tunnel'),
  cell('tool worn', 'L11', 'fsw-tool-wear', 'tool-wear', ['plunge']),
  cell('tool broken', 'L11', 'fsw-tool-break', 'tool-break'),
  cell('plunge', 'L11', 'fsw-plunge', 'plunge'),
];
