import {
  flowPorts,
  cabinet,
  ladder,
  motor,
  operatorPanel,
  platform,
  stackLight,
  valveBoard,
} from '../form/fittings.ts';
import {
  ACCENT,
  ALUMINIUM,
  DARK_VOID,
  ENAMEL,
  ENAMEL_DARK,
  ENAMEL_GREY,
  LAMP,
  MESH_BELT,
  OIL,
  STEEL,
  STEEL_DARK,
  STEEL_SCALE,
  YELLOW,
} from '../form/paint.ts';
import { blackBodyGlow } from '../black-body.ts';
import { together } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';
import { beltMotion, hood, insulatedTunnel, movingBelt, zoneCount, zoneGlows } from './furnace-parts.ts';

const ZONES = 5;

/** Charge table, flame curtain, five zones over a mesh belt, oil quench with agitator, inclined discharge. */
export const meshBeltFurnace: EquipmentForm = {
  kind: 'mesh-belt-furnace',
  size: { length: 14, height: 3.6, width: 3 },
  build(b) {
    // Charge table with the belt in the open.
    for (const side of [-0.78, 0.78]) {
      b.box(ENAMEL_GREY, -5.7, 0.7, side, 2.5, 0.34, 0.08, 0.02);
      for (const x of [-6.8, -5.6, -4.7]) b.box(ENAMEL_DARK, x, 0, side, 0.1, 0.72, 0.1, 0.01);
    }
    movingBelt(b, 'belt', MESH_BELT, -6.95, -4.3, 0.95, 1.4);
    b.cylinder(STEEL, 'z', -6.9, 0.86, -0.7, 0.12, 1.4, 16);
    // Rings spread on the belt.
    b.detail(() => {
      for (let i = 0; i < 8; i++)
        for (let k = 0; k < 6; k++)
          b.ring(
            STEEL,
            'y',
            -6.55 + i * 0.26 + (k % 2) * 0.1,
            0.955,
            -0.54 + k * 0.215,
            0.07,
            0.05,
            0.045,
            10,
            0.006,
          );
    });
    insulatedTunnel(b, {
      from: -4.5,
      to: 1.4,
      bottom: 0.55,
      top: 2.5,
      width: 2.3,
      zones: ZONES,
      body: ENAMEL,
    });
    // Mouth with flame curtain.
    b.box(DARK_VOID, -4.52, 0.9, 0, 0.06, 0.4, 1.5, 0.01);
    b.glow('mouth', () => b.box(LAMP, -4.55, 0.97, 0, 0.02, 0.3, 1.42, 0.004));
    b.cylinder(STEEL_DARK, 'z', -4.7, 0.86, -0.8, 0.035, 1.6, 10);
    b.emitter('curtain', 'flame', [-4.7, 0.92, 0], [0, 1.1, 0], 0.7);
    hood(b, -4.75, 2.0, 1.7, 0.8, 3.8);
    // Quench tank: oil level, agitator, heat exchanger.
    b.box(ENAMEL_DARK, 2.7, 0, 0, 2.4, 1.5, 2.5, 0.05);
    b.box(ENAMEL, 2, 1.5, 0, 1.0, 0.9, 2.0, 0.05);
    b.box(DARK_VOID, 3.2, 1.47, 0, 1.2, 0.05, 2.2, 0.01);
    b.panel(OIL, 3.2, 1.523, 0, 1.15, 2.1, '+y');
    for (const z of [-0.65, 0.65]) {
      b.cylinder(STEEL, 'y', 3.35, 1.45, z, 0.03, 0.55, 10);
      motor(b, 'y', 3.35, 1.98, z, 0.16, 0.4);
      b.joint(z < 0 ? 'agitatorA' : 'agitatorB', 3.35, 1.56, z, () => {
        b.box(ALUMINIUM, 0, 0, 0, 0.36, 0.03, 0.08, 0.008);
        b.box(ALUMINIUM, 0, 0, 0, 0.08, 0.03, 0.36, 0.008);
      });
    }
    b.box(STEEL_DARK, 3.35, 1.88, 0, 0.16, 0.1, 2.3, 0.015);
    b.glow('quench', () => b.halo(2.9, 1.6, 0, 0.9));
    b.emitter('oilSmoke', 'plume', [3.1, 1.6, 0], [0.1, 0.8, 0], 0.5);
    // Inclined slat conveyor out of the oil.
    b.at(5.05, 1.15, 0, { rz: 0.42 }, () => {
      b.box(ENAMEL_GREY, -0.1, -0.2, -0.62, 3.0, 0.36, 0.06, 0.02);
      b.box(ENAMEL_GREY, -0.1, -0.2, 0.62, 3.0, 0.36, 0.06, 0.02);
      b.joint('slats', -0.1, 0.1, 0, () => b.box(MESH_BELT, 0, -0.05, 0, 2.9, 0.05, 1.16, 0.01));
      b.detail(() => {
        for (let i = 0; i < 7; i++)
          for (let k = 0; k < 4; k++)
            b.ring(
              STEEL_SCALE,
              'y',
              -1.2 + i * 0.38 + (k % 2) * 0.12,
              0.105,
              -0.4 + k * 0.26,
              0.07,
              0.05,
              0.045,
              10,
              0.006,
            );
      });
    });
    b.box(ENAMEL_DARK, 6, 0, -0.55, 0.12, 1.5, 0.12, 0.01);
    b.box(ENAMEL_DARK, 6, 0, 0.55, 0.12, 1.5, 0.12, 0.01);
    b.at(6.55, 1.3, 0, { rz: -0.75 }, () => b.box(STEEL, 0, 0, 0, 0.9, 0.03, 0.5, 0.008));
    // Belt return and drive below.
    b.box(MESH_BELT, -1.5, 0.3, 0, 6, 0.03, 1.2, 0.008);
    motor(b, 'z', 1.7, 0.3, 0.9, 0.18, 0.45);
    b.box(ACCENT, 1.7, 0.1, 0.7, 0.5, 0.5, 0.3, 0.03);
    hood(b, 3.1, 2.75, 2.1, 1.6, 3.8);
    for (const z of [-1.05, 1.05]) b.box(STEEL_DARK, 3.9, 1.5, z, 0.06, 1.3, 0.06, 0.01);
    for (const z of [-1.05, 1.05]) b.box(STEEL_DARK, 2.35, 2.35, z, 0.06, 0.5, 0.06, 0.01);
    valveBoard(b, -5.4, 0.1, 1.3, 1.0, '+z');
    b.tube(
      YELLOW,
      [
        [-4.7, 0.86, 0.8],
        [-4.7, 0.5, 1.25],
        [-5.0, 0.5, 1.28],
        [-5.0, 0.7, 1.28],
      ],
      0.03,
    );
    b.tube(
      YELLOW,
      [
        [-4.3, 2.72, 1.1],
        [1.2, 2.72, 1.1],
      ],
      0.045,
    );
    platform(b, 3.0, 1.1, 1.4, 2.0, 0.3);
    ladder(b, 1.8, 1.4, 2.0);
    cabinet(b, -1.6, -1.36, 1.4, 2.0, 0.35, '-z');
    cabinet(b, 0.1, -1.36, 1.4, 2.0, 0.35, '-z');
    operatorPanel(b, -5.6, 1.3, '+z');
    stackLight(b, -4.1, 2.5, 0.6);
    flowPorts(b, 7);
  },
  motion(rig, live) {
    const mouth = rig.glowIndex('mouth');
    const quench = rig.glowIndex('quench');
    const curtain = rig.emitterIndex('curtain');
    const smoke = rig.emitterIndex('oilSmoke');
    const agitators = [rig.joint('agitatorA'), rig.joint('agitatorB')];
    const zones = zoneCount(live, ZONES);
    const last = `zone_${zones}_temp`;
    const colour = { r: 0, g: 0, b: 0 };
    let angle = 0;
    return together(
      zoneGlows(rig, zones, 840),
      beltMotion(rig, 'belt', 'belt_speed', 180),
      beltMotion(rig, 'slats', 'belt_speed', 180),
      ({ dt, live: now }) => {
        blackBodyGlow(now.valueOr('zone_1_temp', 800), colour);
        rig.setGlow(mouth, colour.r * 0.7, colour.g * 0.7, colour.b * 0.7);
        blackBodyGlow(now.valueOr(last, 840), colour);
        rig.setGlow(quench, colour.r * 0.16, colour.g * 0.16, colour.b * 0.16);
        const on = now.powered && now.look !== 'fault';
        rig.setEmission(curtain, on ? 1 : 0);
        rig.setEmission(smoke, now.running ? 0.35 : 0);
        if (now.running) angle = (angle + dt * 3) % (Math.PI * 2);
        agitators[0].turn('y', angle);
        agitators[1].turn('y', -angle);
      },
    );
  },
};
