import { type FormBuilder } from '../form/form-builder.ts';
import { stackLight } from '../form/fittings.ts';
import { ACCENT, ENAMEL, ENAMEL_DARK } from '../form/paint.ts';
import { annealFurnace } from './anneal-furnace.ts';
import { assemblyCell } from './assembly-cell.ts';
import { ballSupply } from './ball-supply.ts';
import { barShear } from './bar-shear.ts';
import { boreGrinder } from './bore-grinder.ts';
import { cageSupply } from './cage-supply.ts';
import { centrelessGrinder } from './centreless-grinder.ts';
import { clearanceGauge } from './clearance-gauge.ts';
import { cncLathe } from './cnc-lathe.ts';
import { demagWasher } from './demag-washer.ts';
import type { EquipmentForm } from './equipment-form.ts';
import { faceGrinder } from './face-grinder.ts';
import { forgingPress } from './forging-press.ts';
import { fswGantry } from './fsw-gantry.ts';
import { greaseSealer } from './grease-sealer.ts';
import { inductionHeater } from './induction-heater.ts';
import { laserCleaner, seamInspection } from './laser-cleaner.ts';
import { laserRobot } from './laser-robot.ts';
import {
  chiller,
  fibreLaser,
  fumeExtraction,
  ringSpotSource,
  shieldGas,
  weldMonitor,
} from './laser-sources.ts';
import { meshBeltFurnace } from './mesh-belt-furnace.ts';
import { packingCell } from './packing-cell.ts';
import { positioner } from './positioner.ts';
import { racewayGrinder } from './raceway-grinder.ts';
import { ringMill } from './ring-mill.ts';
import { superfinisher } from './superfinisher.ts';
import { temperFurnace } from './temper-furnace.ts';
import { compressor, coolantPlant, coolingWater, mainMeter } from './utilities.ts';
import { vibrationTester } from './vibration-tester.ts';
import { seamTracker, weldHead } from './weld-head.ts';

export const EQUIPMENT_FORMS: readonly EquipmentForm[] = [
  barShear,
  inductionHeater,
  forgingPress,
  ringMill,
  annealFurnace,
  cncLathe,
  meshBeltFurnace,
  temperFurnace,
  faceGrinder,
  centrelessGrinder,
  racewayGrinder,
  boreGrinder,
  superfinisher,
  demagWasher,
  ballSupply,
  cageSupply,
  assemblyCell,
  clearanceGauge,
  vibrationTester,
  greaseSealer,
  packingCell,
  compressor,
  coolantPlant,
  coolingWater,
  mainMeter,
  fibreLaser,
  laserRobot,
  weldHead,
  ringSpotSource,
  seamTracker,
  weldMonitor,
  chiller,
  shieldGas,
  fumeExtraction,
  positioner,
  fswGantry,
  laserCleaner,
  seamInspection,
];

const BY_KIND = new Map(EQUIPMENT_FORMS.map((form) => [form.kind, form]));

/** The form of a kind; kinds without one of their own get an enamelled cabinet of the size their file states. */
export function equipmentForm(
  kind: string,
  size: { length: number; width: number; height: number },
): EquipmentForm {
  return BY_KIND.get(kind) ?? genericForm(kind, size);
}

function genericForm(kind: string, size: { length: number; width: number; height: number }): EquipmentForm {
  return {
    kind,
    size,
    build(b: FormBuilder) {
      const { length, width, height } = size;
      const body = Math.max(0.4, height - 0.7);
      b.box(ENAMEL_DARK, 0, 0, 0, length - 0.08, 0.12, width - 0.08, 0.02);
      b.box(ENAMEL, 0, 0.12, 0, length, body - 0.12, width, 0.06);
      b.box(ACCENT, 0, body * 0.8, width / 2, length, body * 0.1, 0.02, 0.006);
      stackLight(b, length / 2 - 0.2, body, 0);
      b.port('in', -length / 2, 0.92, 0);
      b.port('out', length / 2, 0.92, 0);
    },
  };
}
