import { flowPorts, cabinet, louvrePanel, operatorPanel, stackLight, valveBoard } from '../form/fittings.ts';
import {
  ENAMEL,
  ENAMEL_DARK,
  ENAMEL_GREY,
  GREEN_PIPE,
  HAZARD,
  STEEL,
  STEEL_DARK,
  STEEL_SCALE,
  YELLOW,
} from '../form/paint.ts';
import { together } from '../plant/motions.ts';
import type { EquipmentForm } from './equipment-form.ts';
import { hood, insulatedTunnel, zoneCount, zoneGlows } from './furnace-parts.ts';

const ZONES = 8;

/** Roller-hearth furnace: charge table with trays, vestibule door, eight zones, cooling tunnel, discharge. */
export const annealFurnace: EquipmentForm = {
  kind: 'anneal-furnace',
  size: { length: 18, height: 3.4, width: 3.2 },
  build(b) {
    insulatedTunnel(b, { from: -5.3, to: 2.4, bottom: 0.62, top: 2.5, width: 2.4, zones: ZONES });
    // Vestibule with a lifting door at the charge end.
    b.box(ENAMEL_GREY, -5.75, 0.5, 0, 1.1, 2.1, 2.2, 0.05);
    b.box(ENAMEL_DARK, -6.25, 0.55, -1.15, 0.2, 3.0, 0.16, 0.02);
    b.box(ENAMEL_DARK, -6.25, 0.55, 1.15, 0.2, 3.0, 0.16, 0.02);
    b.box(ENAMEL_DARK, -6.25, 3.45, 0, 0.26, 0.2, 2.5, 0.03);
    b.joint('door', -6.34, 0.86, 0, () => {
      b.box(STEEL, 0, 0, 0, 0.1, 1.15, 2.0, 0.02);
      b.box(HAZARD, -0.056, 0.0, 0, 0.012, 0.16, 2.0, 0.002);
    });
    for (const z of [-0.8, 0.8]) b.cylinder(STEEL_DARK, 'y', -6.25, 2.4, z, 0.05, 1.1, 10);
    // Charge and discharge roller tables with trays of rings.
    for (const [from, to] of [
      [-8.9, -6.6],
      [6.3, 8.9],
    ]) {
      const count = Math.round((to - from) / 0.26);
      for (const side of [-0.95, 0.95]) {
        b.box(YELLOW, (from + to) / 2, 0.72, side, to - from, 0.18, 0.08, 0.015);
        b.box(ENAMEL_DARK, from + 0.3, 0, side, 0.12, 0.74, 0.12, 0.01);
        b.box(ENAMEL_DARK, to - 0.3, 0, side, 0.12, 0.74, 0.12, 0.01);
      }
      for (let i = 0; i < count; i++)
        b.cylinder(STEEL, 'z', from + 0.13 + i * 0.26, 0.84, -0.9, 0.055, 1.8, 10);
    }
    const tray = (x: number) => {
      b.box(STEEL_DARK, x, 0.9, 0, 1.1, 0.05, 1.5, 0.012);
      for (const side of [-0.74, 0.74]) b.box(STEEL_DARK, x, 0.92, side, 1.1, 0.16, 0.03, 0.008);
      b.detail(() => {
        for (let i = 0; i < 5; i++)
          for (let k = 0; k < 6; k++)
            b.ring(
              STEEL_SCALE,
              'y',
              x - 0.42 + i * 0.21,
              0.95,
              -0.6 + k * 0.24,
              0.09,
              0.06,
              0.14 + ((i * 3 + k) % 3) * 0.05,
              12,
              0.008,
            );
      });
    };
    tray(-7.9);
    tray(7.6);
    // Cooling tunnel: water jackets, no windows.
    b.box(ENAMEL, 4.3, 0.62, 0, 3.7, 1.5, 2.0, 0.06);
    for (let i = 0; i < 4; i++) {
      b.box(ENAMEL_GREY, 2.95 + i * 0.95, 0.6, 0, 0.12, 1.6, 2.12, 0.02);
      louvrePanel(b, 3.4 + i * 0.9, 0.85, 1.0, 0.5, 0.8, '+z');
      b.tube(
        GREEN_PIPE,
        [
          [3.15 + i * 0.9, 2.1, 0.5],
          [3.15 + i * 0.9, 2.45, 0.5],
          [3.15 + i * 0.9, 2.45, -1.2],
        ],
        0.04,
      );
    }
    b.tube(
      GREEN_PIPE,
      [
        [2.65, 2.45, -1.2],
        [6.15, 2.45, -1.2],
        [6.15, 0.1, -1.2],
      ],
      0.06,
    );
    for (const x of [2.85, 4.3, 5.8])
      for (const z of [-0.85, 0.85]) b.box(ENAMEL_DARK, x, 0, z, 0.14, 0.64, 0.14, 0.01);
    hood(b, -6.2, 3.0, 1.6, 1.0, 3.9);
    hood(b, 6.3, 2.3, 1.6, 0.9, 3.2);
    valveBoard(b, -4.1, 0.7, 1.4, 1.6, '+z');
    b.tube(
      YELLOW,
      [
        [-5, 2.72, 1.3],
        [2.2, 2.72, 1.3],
      ],
      0.045,
    );
    cabinet(b, -1.8, -1.5, 2.1, 2.0, 0.4, '-z');
    cabinet(b, 0.5, -1.5, 2.1, 2.0, 0.4, '-z');
    operatorPanel(b, -6.6, 1.6, '+z');
    stackLight(b, -5.75, 2.6, 0.9);
    flowPorts(b, 9);
  },
  motion(rig, live) {
    const door = rig.joint('door');
    let open = 0;
    return together(zoneGlows(rig, zoneCount(live, ZONES), 790), ({ dt, live: now, time }) => {
      const wanted = now.running && time % 40 < 5 ? 1 : 0;
      open += (wanted - open) * Math.min(1, dt * 1.2);
      door.move(0, open * 1.1, 0);
    });
  },
};
