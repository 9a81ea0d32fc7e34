import type { FormBuilder } from '../form/form-builder.ts';
import type { FormSize } from '../form/form.ts';
import type { Motion } from '../plant/motion.ts';
import type { MachineLive } from '../plant/machine-live.ts';
import type { MachineRig } from '../plant/machine-rig.ts';

/** One machine kind: how it is built and how its signals move it. */
export interface EquipmentForm {
  /** Form id that the plant files name. */
  kind: string;
  /** Size it is drawn at; a placed machine of another size is stretched to its own. */
  size: FormSize;
  build(b: FormBuilder): void;
  motion?(rig: MachineRig, live: MachineLive): Motion;
}
