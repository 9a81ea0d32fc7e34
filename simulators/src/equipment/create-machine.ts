import { AssemblyCell, GreaseSealer, PackingCell, VibrationTester } from './assembly.ts';
import { BarShear } from './bar-shear.ts';
import { FumeExtraction, Positioner, SeamTracker, ShieldGas, WeldHead, WeldMonitor } from './cell-devices.ts';
import { Chiller } from './chiller.ts';
import { CncLathe } from './cnc-lathe.ts';
import { ForgingPress } from './forging-press.ts';
import { FswGantry } from './fsw-gantry.ts';
import { Furnace } from './furnace.ts';
import { Grinder } from './grinder.ts';
import { InductionHeater } from './induction-heater.ts';
import { LaserRobot } from './laser-robot.ts';
import { LaserSource } from './laser-source.ts';
import type { Machine, MachineSetup } from './machine.ts';
import { PlainMachine } from './plain-machine.ts';
import { RingMill } from './ring-mill.ts';
import { Superfinisher } from './superfinisher.ts';
import { Supply } from './supply.ts';
import { LaserCleaner, SeamInspection } from './surface-cells.ts';
import { Compressor, CoolantPlant, CoolingWater, MainMeter } from './utilities.ts';

const KINDS: Record<string, new (setup: MachineSetup) => Machine> = {
  'bar-shear': BarShear,
  'induction-heater': InductionHeater,
  'forging-press': ForgingPress,
  'ring-mill': RingMill,
  'anneal-furnace': Furnace,
  'mesh-belt-furnace': Furnace,
  'temper-furnace': Furnace,
  'cnc-lathe': CncLathe,
  'face-grinder': Grinder,
  'centreless-grinder': Grinder,
  'raceway-grinder': Grinder,
  'bore-grinder': Grinder,
  superfinisher: Superfinisher,
  'ball-supply': Supply,
  'cage-supply': Supply,
  'assembly-cell': AssemblyCell,
  'vibration-tester': VibrationTester,
  'grease-sealer': GreaseSealer,
  'packing-cell': PackingCell,
  compressor: Compressor,
  'coolant-plant': CoolantPlant,
  'cooling-water': CoolingWater,
  'main-meter': MainMeter,
  'fibre-laser': LaserSource,
  'ring-spot-source': LaserSource,
  'laser-robot': LaserRobot,
  'weld-head': WeldHead,
  'seam-tracker': SeamTracker,
  'weld-monitor': WeldMonitor,
  chiller: Chiller,
  'shield-gas': ShieldGas,
  'fume-extraction': FumeExtraction,
  positioner: Positioner,
  'fsw-gantry': FswGantry,
  'laser-cleaner': LaserCleaner,
  'seam-inspection': SeamInspection,
};

/** The simulated machine of an equipment kind; a kind without a model of its own becomes a plain machine. */
export function createMachine(setup: MachineSetup): Machine {
  return new (KINDS[setup.equipment.kind] ?? PlainMachine)(setup);
}
