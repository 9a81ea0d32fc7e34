import {
  flowPorts,
  cabinet,
  louvrePanel,
  motor,
  mouth,
  operatorPanel,
  stackLight,
} from '../form/fittings.ts';
import {
  ACCENT_DEEP,
  CAST_IRON,
  ENAMEL,
  ENAMEL_DARK,
  ENAMEL_GREY,
  GREEN_MACHINE,
  LAMP,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  STEEL_DARK,
  STEEL_SCALE,
} from '../form/paint.ts';
import { blackBodyGlow } from '../black-body.ts';
import { CyclePhase, approach, spinner } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';

/** The king roll above, the mandrel inside the ring, two guide rolls; the ring grows between them. */
export const ringMill: EquipmentForm = {
  kind: 'ring-mill',
  size: { length: 4.6, height: 3, width: 3.2 },
  build(b) {
    b.box(ENAMEL_DARK, 0, 0, -0.1, 3.8, 0.1, 2.7, 0.03);
    b.box(GREEN_MACHINE, 0, 0.1, -0.1, 3.2, 0.55, 2.2, 0.07);
    // Column with the hydraulic slide that carries the king roll.
    b.at(0, 0, -0.62, { ry: Math.PI / 2 }, () =>
      b.extrude(
        GREEN_MACHINE,
        0,
        [
          [-0.65, 0.6],
          [0.6, 0.6],
          [0.6, 1.2],
          [0.35, 1.5],
          [0.35, 2.1],
          [-0.35, 2.75],
          [-0.65, 2.75],
        ],
        1.7,
        0.06,
      ),
    );
    b.box(GREEN_MACHINE, 0, 1.85, 0.05, 1.3, 0.95, 0.85, 0.07);
    b.cylinder(STEEL, 'y', 0, 2.55, 0.05, 0.24, 0.42, 24);
    b.cylinder(CAST_IRON, 'y', 0, 2.78, 0.05, 0.3, 0.1, 24);
    b.joint('kingRoll', 0, 1.86, 0.5, () => {
      b.lathe(
        STEEL_BRIGHT,
        'z',
        0,
        0,
        0,
        [
          [0.12, 0],
          [0.46, 0],
          [0.47, 0.02],
          [0.47, 0.09],
          [0.44, 0.12],
          [0.44, 0.2],
          [0.47, 0.23],
          [0.47, 0.3],
          [0.46, 0.32],
          [0.16, 0.32],
          [0.16, 0.4],
          [0, 0.4],
        ],
        40,
      );
      for (let i = 0; i < 6; i++)
        b.at(0, 0, 0.33, { rz: (i * Math.PI) / 3 }, () =>
          b.cylinder(STEEL_DARK, 'z', 0.3, 0, 0, 0.035, 0.03, 10),
        );
    });
    // Mandrel in its bearing block, ring on it, guide rolls beside it.
    b.joint('mandrel', 0, 1.2, 0.3, () => {
      b.cylinder(STEEL_BRIGHT, 'z', 0, 0, 0, 0.055, 0.75, 16);
      b.box(STEEL_DARK, 0.03, -0.01, 0.74, 0.05, 0.02, 0.015, 0.003);
    });
    b.box(CAST_IRON, 0, 0.65, 0.22, 0.7, 0.75, 0.28, 0.04);
    b.box(CAST_IRON, 0, 0.65, 1.08, 0.46, 0.68, 0.2, 0.04);
    for (const side of [-1, 1]) {
      b.joint(side < 0 ? 'guideLeft' : 'guideRight', side * 0.42, 1.1, 0.55, () =>
        b.cylinder(STEEL, 'z', 0, 0, 0, 0.11, 0.24, 18),
      );
      b.at(side * 0.62, 0.65, 0.66, { rz: side * 0.3 }, () => b.box(STEEL_DARK, 0, 0, 0, 0.12, 0.5, 0.16));
    }
    b.joint('ring', 0, 1.15, 0.58, () =>
      b.glow('hotRing', () => {
        b.ring(STEEL_SCALE, 'z', 0, 0, 0, 0.235, 0.17, 0.17, 36, 0.02);
        b.halo(0, 0, 0.1, 0.95);
      }),
    );
    b.glow('lamp', () => b.box(LAMP, 0, 1.5, 0.99, 0.5, 0.03, 0.05, 0.01));
    // Spindle drive behind, hydraulic unit, cabinets.
    motor(b, 'z', 0.0, 1.95, -1.55, 0.34, 0.6, ACCENT_DEEP);
    b.box(GREEN_MACHINE, 0, 1.55, -0.95, 0.9, 0.85, 0.5, 0.05);
    b.box(ENAMEL_GREY, 1.75, 0, -0.75, 0.95, 0.75, 1.3, 0.04);
    motor(b, 'z', 1.75, 1.0, -1.1, 0.17, 0.5);
    b.cylinder(STEEL, 'y', 1.75, 0.75, -0.3, 0.16, 0.35, 18);
    for (const z of [-0.5, -0.36, -0.22])
      b.tube(
        RUBBER,
        [
          [1.75, 1.05, z],
          [1.5, 1.5, z],
          [0.9, 2.3, 0.05 + z * 0.3],
          [0.6, 2.4, 0.05 + z * 0.3],
        ],
        0.026,
      );
    cabinet(b, -1.7, -1.05, 1.1, 2.0, 0.5, '-x');
    louvrePanel(b, 0, 0.2, 1.0, 1.4, 0.35, '+z');
    b.box(ENAMEL, -1.5, 0, 0.75, 0.5, 0.85, 0.5, 0.03);
    mouth(b, -2.3, -0.75, 0.62, 0.28);
    mouth(b, 0.75, 2.3, 0.62, 0.28);
    b.box(STEEL_DARK, 1.9, 0, 0.62, 0.1, 0.84, 0.16);
    operatorPanel(b, 1.35, 1.3, '+z');
    stackLight(b, 0, 2.75, -0.95);
    b.emitter('scale', 'sparks', [0, 1.4, 0.7], [0.5, 0.6, 1.2], 0.12);
    flowPorts(b, 2.3, 0.62);
  },
  motion(rig, live) {
    const ring = rig.joint('ring');
    const mandrel = rig.joint('mandrel');
    const guides = [rig.joint('guideLeft'), rig.joint('guideRight')];
    const hot = rig.glowIndex('hotRing');
    const lamp = rig.glowIndex('lamp');
    const scale = rig.emitterIndex('scale');
    const king = spinner(rig.joint('kingRoll'), 'z', 'roll_speed', 90, 0.4);
    const cycle = new CyclePhase(live.equipment.cycleS, 8);
    const colour = { r: 0, g: 0, b: 0 };
    let angle = 0;
    let size = 0.6;
    return (frame) => {
      king(frame);
      const phase = cycle.step(frame);
      const rolling = frame.live.running;
      if (rolling) angle = (angle + frame.dt * 4) % (Math.PI * 2);
      // The ring starts at about half its final diameter; the drawn size follows the cycle, the end the measured OD.
      const rolled = Math.max(0.85, Math.min(1.15, frame.live.valueOr('rolled_od', 55) / 55));
      size = approach(
        size,
        rolling ? (0.55 + 0.45 * Math.min(1, phase / 0.8)) * rolled : size,
        frame.dt,
        0.12,
      );
      ring.stretch(size, size, 1);
      ring.move(0, 0.055 - 0.17 * size + 0.11, 0);
      ring.turn('z', angle);
      mandrel.turn('z', angle * 1.7);
      guides[0].turn('z', -angle * 1.4);
      guides[1].turn('z', -angle * 1.4);
      blackBodyGlow(rolling ? 1020 - 160 * phase : 250, colour);
      rig.setGlow(hot, colour.r, colour.g, colour.b);
      rig.setGlow(lamp, rolling ? 0.9 : 0, rolling ? 0.85 : 0, rolling ? 0.7 : 0);
      rig.setEmission(scale, rolling && phase < 0.75 ? 0.6 : 0);
    };
  },
};
