import { flowPorts, cabinet, stackLight } from '../form/fittings.ts';
import {
  ALUMINIUM,
  BRASS,
  COPPER,
  ENAMEL_BLACK,
  ENAMEL_DARK,
  GLASS,
  LAMP,
  PLASTIC_BLACK,
  RUBBER,
  STEEL,
  STEEL_BRIGHT,
  YELLOW,
  tinted,
} from '../form/paint.ts';
import { approach } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';
import { SEAM_Y } from './positioner.ts';

const RING_BEAM = { ...tinted(GLASS, 0x000000), opacity: 0.35 };
const TRACKER_LINE = { ...tinted(GLASS, 0x000000), opacity: 0.12 };
/** From the nozzle to the work, metres: long focus, as laser heads stand well away from the melt. */
const STAND_OFF_M = 0.3;

/**
 * Optics on the robot's flange (collimator, focus unit, window cassette, crossjet, nozzle) with the beam, and a
 * small supply box in its place on the floor. The beam is two concentric cones: core, and ring where there is one.
 */
export const weldHead: EquipmentForm = {
  kind: 'weld-head',
  size: { length: 0.5, height: 1.6, width: 0.5 },
  build(b) {
    cabinet(b, 0, 0, 0.5, 1.1, 0.36, '+z');
    stackLight(b, 0, 1.1, 0);
    b.joint('mounted', 0, 0, 0, () => {
      b.box(ALUMINIUM, 0.03, -0.09, 0, 0.06, 0.18, 0.18, 0.015);
      b.box(ENAMEL_DARK, 0.18, -0.08, 0, 0.26, 0.16, 0.16, 0.025);
      // Collimator with the fibre plug, standing off at a right angle.
      b.cylinder(ALUMINIUM, 'y', 0.16, 0.08, 0, 0.055, 0.2, 22);
      b.cylinder(STEEL, 'y', 0.16, 0.28, 0, 0.032, 0.1, 16);
      b.tube(
        YELLOW,
        [
          [0.16, 0.38, 0],
          [0.16, 0.6, 0],
          [-0.2, 0.85, 0.1],
          [-0.5, 0.9, 0.15],
        ],
        0.024,
        8,
        0.2,
      );
      b.cylinder(ALUMINIUM, 'x', 0.31, 0, 0, 0.07, 0.15, 26);
      b.ring(BRASS, 'x', 0.36, 0, 0, 0.078, 0.06, 0.03, 26);
      b.box(PLASTIC_BLACK, 0.48, -0.07, 0.02, 0.035, 0.14, 0.2, 0.008);
      b.cylinder(ALUMINIUM, 'x', 0.5, 0, 0, 0.06, 0.06, 24);
      b.lathe(
        COPPER,
        'x',
        0.56,
        0,
        0,
        [
          [0.055, 0],
          [0.05, 0.03],
          [0.022, 0.1],
          [0.016, 0.12],
          [0.012, 0.12],
        ],
        22,
      );
      b.box(STEEL, 0.6, -0.13, 0, 0.05, 0.03, 0.12, 0.008);
      b.tube(
        RUBBER,
        [
          [0.5, 0.06, 0.05],
          [0.35, 0.14, 0.1],
          [0.1, 0.12, 0.12],
          [-0.1, 0.1, 0.1],
        ],
        0.014,
      );
      b.tube(
        STEEL_BRIGHT,
        [
          [0.56, -0.07, 0.05],
          [0.72, -0.06, 0.04],
          [0.8, -0.03, 0.02],
        ],
        0.01,
      );
      b.joint('beam', 0.68, 0, 0, () => {
        b.glow('core', () => {
          b.lathe(
            LAMP,
            'x',
            0,
            0,
            0,
            [
              [0.006, 0],
              [0.0035, STAND_OFF_M],
            ],
            10,
          );
        });
        b.glow('ringBeam', () => {
          b.lathe(
            RING_BEAM,
            'x',
            0,
            0,
            0,
            [
              [0.026, 0],
              [0.014, STAND_OFF_M],
            ],
            20,
          );
        });
      });
      b.joint('spot', 0.68 + STAND_OFF_M, 0, 0, () => {
        b.glow('spot', () => {
          b.halo(0, 0, 0, 0.34);
          b.ball(LAMP, 0, -0.008, 0, 0.016, 10);
        });
        b.glow('spotRing', () => b.ring(LAMP, 'x', -0.005, 0, 0, 0.034, 0.022, 0.006, 20, 0.002));
        b.emitter('sparks', 'sparks', [0, 0, 0], [-2.1, 0.2, 0.3], 0.02);
        b.emitter('plume', 'plume', [-0.02, 0, 0], [-0.8, 0, 0], 0.03);
      });
      b.box(ENAMEL_BLACK, 0.2, -0.17, 0, 0.2, 0.08, 0.12, 0.015);
    });
    flowPorts(b, 0.25);
  },
  motion(rig, live) {
    const glows = ['core', 'ringBeam', 'spot', 'spotRing'].map((name) => rig.glowIndex(name));
    const sparks = rig.emitterIndex('sparks');
    const plume = rig.emitterIndex('plume');
    const beam = rig.joint('beam');
    const spot = rig.joint('spot');
    const mounted = rig.joint('mounted');
    const source = live.peer('ring-spot-source') ?? live.peer('fibre-laser');
    let level = 0;
    return ({ dt, time }) => {
      const on = source !== undefined && source.value('beam_on') >= 1;
      const total = Math.max(0.1, source?.valueOr('laser_power', 10) ?? 10);
      const core = source?.has('core_power') ? source.valueOr('core_power', total / 2) : total;
      const ring = source?.has('ring_power') ? source.valueOr('ring_power', total / 2) : 0;
      level = approach(level, on ? 1 : 0, dt, 0.05);
      const flicker = level * (0.9 + 0.1 * Math.sin(time * 47));
      const coreShare = core / Math.max(0.1, core + ring);
      const ringShare = 1 - coreShare;
      // The head rides on what its robot's axes say; the light ends where it meets the work.
      const m = mounted.world.elements;
      const down = -m[1];
      const nozzleY = m[13] + m[1] * 0.68;
      const reach = down > 0.2 ? Math.max(0.1, Math.min(0.9, (nozzleY - SEAM_Y) / down)) : STAND_OFF_M;
      beam.stretch(level > 0.02 ? reach / STAND_OFF_M : 0, 1, 1);
      spot.move(reach - STAND_OFF_M, 0, 0);
      const c = flicker * (0.6 + 2.6 * coreShare);
      rig.setGlow(glows[0], 0.75 * c, 0.9 * c, 1.25 * c);
      const r = flicker * 1.5 * ringShare;
      rig.setGlow(glows[1], 1.0 * r, 0.62 * r, 0.25 * r);
      rig.setGlow(glows[2], 3.2 * flicker, 2.9 * flicker, 2.5 * flicker);
      const s = ringShare > 0.02 ? flicker * (0.5 + 2.5 * ringShare) : 0;
      rig.setGlow(glows[3], 1.6 * s, 0.8 * s, 0.25 * s);
      rig.setEmission(sparks, level);
      rig.setEmission(plume, level * 0.7);
    };
  },
};

/** Triangulation sensor that rides in front of the nozzle with its red line, and its box on the floor. */
export const seamTracker: EquipmentForm = {
  kind: 'seam-tracker',
  size: { length: 0.6, height: 1.6, width: 0.45 },
  build(b) {
    cabinet(b, 0, 0, 0.56, 1.1, 0.36, '+z');
    stackLight(b, 0, 1.1, 0);
    b.joint('mounted', 0, 0, 0, () => {
      b.box(STEEL, 0.44, -0.1, 0.17, 0.05, 0.05, 0.12, 0.01);
      b.box(ENAMEL_BLACK, 0.46, -0.12, 0.26, 0.18, 0.1, 0.07, 0.018);
      b.box(ENAMEL_BLACK, 0.53, -0.13, 0.26, 0.03, 0.12, 0.08, 0.008);
      b.glow('line', () =>
        b.lathe(
          TRACKER_LINE,
          'x',
          0.55,
          -0.07,
          0.26,
          [
            [0.004, 0],
            [0.045, STAND_OFF_M + 0.12],
          ],
          4,
        ),
      );
    });
    flowPorts(b, 0.3);
  },
  motion(rig) {
    const line = rig.glowIndex('line');
    return ({ live }) => {
      const on = live.running ? 1 : 0;
      rig.setGlow(line, 0.9 * on, 0.02 * on, 0.02 * on);
    };
  },
};
