import { flowPorts, cabinet, operatorPanel, stackLight } from '../form/fittings.ts';
import {
  BLUE_PIPE,
  ENAMEL,
  ENAMEL_DARK,
  ENAMEL_GREY,
  ENAMEL_WARM,
  GLASS_SMOKED,
  MESH_BELT,
  STEEL,
  STEEL_SCALE,
} from '../form/paint.ts';
import { emitWhileRunning, together } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';
import { beltMotion, hood, insulatedTunnel, movingBelt } from './furnace-parts.ts';

const ZONES = 4;

/** Washing machine, then a long low-temperature furnace with circulation fans, then a cooling stretch. */
export const temperFurnace: EquipmentForm = {
  kind: 'temper-furnace',
  size: { length: 10, height: 3, width: 2.6 },
  build(b) {
    // Spray wash in front.
    b.box(ENAMEL, -2.9, 0.3, 0, 2.0, 1.6, 1.9, 0.08);
    b.box(ENAMEL_DARK, -2.9, 0, 0, 1.9, 0.32, 1.7, 0.03);
    for (const x of [-3.4, -2.4]) b.box(GLASS_SMOKED, x, 1.1, 0.96, 0.7, 0.5, 0.02, 0.006);
    b.tube(
      BLUE_PIPE,
      [
        [-3.6, 1.98, 0.5],
        [-2.2, 1.98, 0.5],
        [-2.2, 0.4, 1.1],
      ],
      0.05,
    );
    b.emitter('steam', 'steam', [-3.95, 1.35, 0], [-0.1, 0.5, 0], 0.3);
    hood(b, -2.9, 1.9, 1.4, 1.3, 3.0);
    insulatedTunnel(b, {
      from: -1.7,
      to: 2.9,
      bottom: 0.5,
      top: 2.1,
      width: 2.0,
      zones: ZONES,
      body: ENAMEL_WARM,
      frame: ENAMEL_GREY,
    });
    movingBelt(b, 'beltIn', MESH_BELT, -4.95, -3.9, 0.95, 1.2);
    movingBelt(b, 'beltOut', MESH_BELT, 2.9, 4.95, 0.95, 1.2);
    for (const [x, length] of [
      [-4.4, 1.1],
      [3.9, 2.1],
    ]) {
      for (const side of [-0.66, 0.66]) {
        b.box(ENAMEL_GREY, x, 0.76, side, length, 0.26, 0.06, 0.015);
        b.box(ENAMEL_DARK, x - length * 0.35, 0, side, 0.09, 0.78, 0.09, 0.01);
        b.box(ENAMEL_DARK, x + length * 0.35, 0, side, 0.09, 0.78, 0.09, 0.01);
      }
    }
    b.detail(() => {
      for (let i = 0; i < 8; i++)
        for (let k = 0; k < 4; k++)
          b.ring(
            i % 2 ? STEEL : STEEL_SCALE,
            'y',
            3.1 + i * 0.24 + (k % 2) * 0.1,
            0.955,
            -0.4 + k * 0.26,
            0.07,
            0.05,
            0.045,
            10,
            0.006,
          );
    });
    // Cooling fans over the discharge.
    for (const x of [3.5, 4.4]) {
      b.box(ENAMEL_GREY, x, 1.55, 0, 0.8, 0.3, 1.3, 0.03);
      for (const z of [-0.6, 0.6]) b.box(ENAMEL_DARK, x, 0.95, z, 0.06, 0.62, 0.06, 0.01);
      b.cylinder(ENAMEL_DARK, 'y', x, 1.83, 0, 0.3, 0.14, 22);
    }
    cabinet(b, 0.7, -1.2, 2.1, 2.0, 0.35, '-z');
    operatorPanel(b, -1.6, 1.2, '+z');
    stackLight(b, -2.2, 1.9, 0.75);
    flowPorts(b, 5);
  },
  motion(rig) {
    // At 150 to 180 °C nothing glows: the sight windows stay dark, only their inner lamp shows.
    const windows = [1, 2, 3, 4].map((z) => rig.glowIndex(`zone${z}`));
    return together(
      beltMotion(rig, 'beltIn', 'belt_speed', 150),
      beltMotion(rig, 'beltOut', 'belt_speed', 150),
      emitWhileRunning(rig, 'steam', 0.6),
      ({ live }) => {
        const on = live.powered ? 1 : 0;
        for (const glow of windows) rig.setGlow(glow, 0.16 * on, 0.12 * on, 0.07 * on);
      },
    );
  },
};
