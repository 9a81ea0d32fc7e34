import {
  flowPorts,
  castBed,
  feet,
  guardDoor,
  louvrePanel,
  mouth,
  screenHead,
  stackLight,
  workLight,
} from '../form/fittings.ts';
import {
  ACCENT,
  ALUMINIUM,
  ENAMEL,
  ENAMEL_BLACK,
  ENAMEL_DARK,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
} from '../form/paint.ts';
import { CyclePhase, approach, lampWhilePowered, spinner, together, window01 } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** Slant-bed lathe: sliding door with window, chuck and turret behind it, chip conveyor at its end. */
export const cncLathe: EquipmentForm = {
  kind: 'cnc-lathe',
  size: { length: 3.6, height: 2.3, width: 2.1 },
  build(b) {
    castBed(b, 2.7, 0.5, 1.7, ENAMEL_DARK);
    // Enclosure around an open working space: back, ends, roof, front below the door.
    b.box(ENAMEL, 0, 0.5, -0.6, 2.7, 1.45, 0.5, 0.05);
    b.box(ENAMEL, -1.05, 0.5, 0.15, 0.6, 1.45, 1.25, 0.06);
    b.box(ENAMEL, 1.2, 0.5, 0.15, 0.3, 1.45, 1.25, 0.06);
    b.box(ENAMEL, 0.1, 1.78, 0.05, 2.2, 0.17, 1.1, 0.04);
    b.box(ACCENT, 0, 0.5, 0.76, 2.7, 0.3, 0.1, 0.03);
    b.box(ACCENT, -1.05, 0.8, 0.79, 0.58, 1.12, 0.03, 0.012);
    b.box(STEEL, 0.1, 0.6, -0.33, 1.7, 1.15, 0.04, 0.01);
    // Slanting bed, headstock, chuck.
    b.at(0.15, 0.78, -0.12, { rx: 0.75 }, () => {
      b.box(STEEL_DARK, 0.15, -0.1, 0, 1.6, 0.12, 0.7, 0.02);
      for (const z of [-0.22, 0.22]) b.box(STEEL_BRIGHT, 0.15, 0.02, z, 1.6, 0.05, 0.08, 0.008);
    });
    b.box(ENAMEL_BLACK, -0.68, 0.82, 0.12, 0.2, 0.66, 0.7, 0.04);
    b.joint('chuck', -0.57, 1.16, 0.16, () => {
      b.cylinder(STEEL_BRIGHT, 'x', 0, 0, 0, 0.21, 0.16, 32);
      for (let j = 0; j < 3; j++)
        b.at(0, 0, 0, { rx: (j * Math.PI * 2) / 3 }, () =>
          b.box(STEEL_DARK, 0.2, 0.08, 0, 0.1, 0.09, 0.06, 0.01),
        );
      b.ring(STEEL, 'x', 0.2, 0, 0, 0.085, 0.06, 0.06, 20);
    });
    b.joint('carriage', 0.45, 1.16, 0.02, () => {
      b.box(STEEL_DARK, 0.08, -0.24, -0.16, 0.34, 0.4, 0.3, 0.03);
      b.joint('turret', -0.12, 0, 0.02, () => {
        b.cylinder(STEEL, 'x', 0, 0, 0, 0.2, 0.12, 12, 0.02);
        for (let t = 0; t < 8; t++)
          b.at(0, 0, 0, { rx: (t * Math.PI) / 4 }, () => {
            b.box(STEEL_DARK, 0.03, 0.16, 0, 0.08, 0.1, 0.07, 0.01);
            b.box(STEEL_BRIGHT, -0.06, 0.2, 0, 0.12, 0.03, 0.03, 0.006);
          });
      });
    });
    workLight(b, 0.15, 1.74, 0.1, 1.2);
    guardDoor(b, 'door', 0.15, 0.8, 0.8, 1.5, 1.1, ENAMEL);
    b.detail(() => b.box(STEEL, 0, 0.76, 0.83, 2.6, 0.03, 0.05, 0.008));
    // Control panel on the right of the door, swinging arm.
    b.box(ENAMEL_DARK, 1.16, 1.95, 0.6, 0.08, 0.1, 0.5, 0.02);
    b.at(1.2, 0.98, 0.86, () => screenHead(b, 0, 0.05, 0));
    // Chip conveyor: rising neck over a bin.
    b.at(1.45, 0.12, -0.1, { rz: 0.95 }, () => b.box(ENAMEL_DARK, 0.5, 0, 0, 1.25, 0.2, 0.42, 0.03));
    b.box(ENAMEL_DARK, 1.86, 1.05, -0.1, 0.34, 0.24, 0.44, 0.04);
    b.box(ALUMINIUM, 1.72, 0, 0.38, 0.04, 0.04, 0.04, 0.008);
    b.box(ACCENT, 1.66, 0.06, -0.52, 0.26, 0.5, 0.36, 0.02);
    louvrePanel(b, -1.36, 0.7, -0.5, 0.34, 0.9, '-x');
    b.box(ENAMEL, -1.3, 0.5, -0.6, 0.5, 1.3, 0.5, 0.04);
    b.cylinder(STEEL, 'y', 0.9, 1.94, -0.6, 0.16, 0.22, 18);
    // Gantry loader port through the ends.
    mouth(b, -1.8, -1.36, 0.3, 0.24);
    mouth(b, 1.36, 1.8, 0.3, 0.24);
    stackLight(b, -1.05, 1.95, 0.2);
    feet(b, 2.5, 1.5);
    b.emitter('coolant', 'spray', [-0.28, 1.5, 0.15], [0, -1.6, 0.1], 0.06);
    flowPorts(b, 1.8, 0.3);
  },
  motion(rig, live) {
    const carriage = rig.joint('carriage');
    const turret = rig.joint('turret');
    const door = rig.joint('door');
    const coolant = rig.emitterIndex('coolant');
    const cycle = new CyclePhase(live.equipment.cycleS, 16);
    const hasFeed = live.has('feed_position');
    let x = 0;
    let open = 0;
    let index = 0;
    return together(
      spinner(rig.joint('chuck'), 'x', 'spindle_speed', 2200),
      lampWhilePowered(rig, 'workLight', 0.7, 0.74, 0.77),
      (frame) => {
        const phase = cycle.step(frame);
        const cutting = frame.live.running && phase > 0.12 && phase < 0.88;
        const feed = hasFeed
          ? Math.max(0, Math.min(1, frame.live.value('feed_position') / 100))
          : Math.sin(phase * 12) * 0.5 + 0.5;
        x = approach(x, cutting ? -0.34 * feed : 0.1, frame.dt, 0.15);
        carriage.move(x, 0, 0);
        index = approach(index, Math.floor(phase * 4) * (Math.PI / 4), frame.dt, 0.12);
        turret.turn('x', index);
        // Doors of gantry-loaded lathes stay shut; a stopped machine is opened by its operator.
        const look = frame.live.look;
        open = approach(open, look === 'held' || look === 'fault' ? 0.55 : 0, frame.dt, 0.5);
        door.move(open, 0, 0);
        rig.setEmission(coolant, cutting ? 0.8 * window01(phase, 0.14, 0.86) : 0);
      },
    );
  },
};
