import {
  flowPorts,
  CONVEYOR_Y,
  cabinet,
  castBed,
  coolantTank,
  feet,
  louvrePanel,
  motor,
  mouth,
  operatorPanel,
  stackLight,
  workLight,
} from '../form/fittings.ts';
import {
  ACCENT,
  ENAMEL,
  ENAMEL_DARK,
  GLASS,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  tinted,
} from '../form/paint.ts';
import { lampWhilePowered, spinner, together } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';
import { coolantNozzle, guardedWheel } from './grinder-parts.ts';

const REGULATING = tinted(RUBBER, 0x54371f);

/** Wide grinding wheel and smaller regulating wheel side by side, rings on the work-rest blade between. */
export const centrelessGrinder: EquipmentForm = {
  kind: 'centreless-grinder',
  size: { length: 3.4, height: 2.1, width: 2.6 },
  build(b) {
    castBed(b, 2.5, 0.68, 1.9, ENAMEL_DARK);
    // The wheels turn about the way of the rings (x); drawn about z and turned.
    b.at(0, 0, 0, { ry: Math.PI / 2 }, () => {
      // Local x is now -z of the machine: the grinding wheel stands at the back.
      guardedWheel(b, 'wheel', 0.42, 1.08, 0, 0.36, 0.5, Math.PI, ENAMEL);
      guardedWheel(b, 'regulating', -0.32, 1.06, 0, 0.23, 0.5, 0, ACCENT, REGULATING);
      b.box(STEEL_DARK, 0.0, 0.68, 0, 0.07, 0.3, 0.62, 0.01);
      coolantNozzle(b, 0.06, 1.12, 0);
    });
    // Wheel heads behind the guards.
    b.box(ENAMEL, 0, 0.68, -0.95, 1.1, 0.75, 0.5, 0.06);
    b.box(ACCENT, 0, 0.68, 0.82, 0.9, 0.5, 0.4, 0.06);
    motor(b, 'x', -1.05, 1.08, -0.42, 0.24, 0.5, ACCENT);
    b.box(ENAMEL, 0.72, 0.68, -0.42, 0.5, 0.72, 0.55, 0.05);
    b.box(ACCENT, 0.62, 0.68, 0.34, 0.4, 0.56, 0.4, 0.05);
    motor(b, 'x', -0.85, 1.04, 0.32, 0.14, 0.36, ACCENT);
    // Dressers on top of both guards.
    for (const [z, y] of [
      [-0.42, 1.5],
      [0.33, 1.34],
    ]) {
      b.box(STEEL, 0, y, z, 0.6, 0.1, 0.16, 0.02);
      b.cylinder(STEEL_BRIGHT, 'y', 0.1, y + 0.1, z, 0.05, 0.16, 14);
      b.cylinder(STEEL_DARK, 'x', 0.3, y + 0.05, z, 0.06, 0.1, 16);
    }
    // Rings through the gap.
    for (let i = 0; i < 9; i++)
      b.ring(STEEL_BRIGHT, 'x', -0.66 + i * 0.15, CONVEYOR_Y + 0.12, -0.02, 0.075, 0.055, 0.06, 16);
    mouth(b, -1.7, -0.4, 0, 0.22);
    mouth(b, 0.4, 1.7, 0, 0.22);
    b.box(GLASS, 0, 1.2, 1.05, 1.9, 0.7, 0.016, 0.004);
    b.box(ENAMEL, -0.97, 0.68, 1.05, 0.07, 1.25, 0.07, 0.02);
    b.box(ENAMEL, 0.97, 0.68, 1.05, 0.07, 1.25, 0.07, 0.02);
    b.box(ENAMEL, 0, 0.68, 1.06, 1.9, 0.5, 0.04, 0.015);
    b.box(ENAMEL, 0, 1.88, 0.95, 2.05, 0.07, 0.26, 0.02);
    workLight(b, 0, 1.86, 0.95, 1.4);
    louvrePanel(b, 0, 0.75, 1.085, 0.7, 0.3, '+z');
    cabinet(b, -1.15, -1.0, 0.8, 2.0, 0.45, '+z');
    coolantTank(b, 1.1, -0.95, 1.0, 0.7);
    operatorPanel(b, 1.35, 0.9, '+z');
    stackLight(b, 0.35, 1.43, -1.0);
    feet(b, 2.2, 1.7);
    flowPorts(b, 1.7);
  },
  motion(rig) {
    const spray = rig.emitterIndex('spray');
    return together(
      spinner(rig.joint('wheel'), 'z', 'spindle_speed', 1500),
      spinner(rig.joint('regulating'), 'z', 'regulating_speed', 60, 0.3),
      lampWhilePowered(rig, 'workLight', 0.7, 0.74, 0.77),
      ({ live }) => rig.setEmission(spray, live.running ? 1 : 0),
    );
  },
};
