import { PALETTES, type ThemeName } from '../../../ui/tokens.ts';
import type { PaintedOverlay } from './overlay-names.ts';

/**
 * Colours from dark to light whose lightness grows evenly, so that they can be told apart without seeing hue: cividis
 * (Nuñez, Anderton and Renslow, 2018), made for colour-blind eyes, and inferno (van der Walt and Smith, 2015) for heat.
 */
const RAMPS = {
  cividis: ['#00224e', '#2a3f6d', '#575c6d', '#7d7c78', '#a59c74', '#d2c060', '#fee838'],
  inferno: ['#160b39', '#420a68', '#932667', '#dd513a', '#fca50a', '#fcffa4'],
};

/** A number's scale: `ticks` lie at equal distances along the colours, whatever lies between them. */
export interface RampScale {
  kind: 'ramp';
  unit: string;
  decimals: number;
  ticks: readonly number[];
  colours: readonly string[];
}

/** Named classes, worst last; each has its own letter beside its colour. */
export interface ClassScale {
  kind: 'classes';
  classes: readonly { id: string; colour: string }[];
}

export type OverlayScale = RampScale | ClassScale;

export function scaleOf(overlay: PaintedOverlay, theme: ThemeName): OverlayScale {
  switch (overlay) {
    // A hall from cold machines to hardening furnaces: even steps would leave all but the furnaces black.
    case 'temperature':
      return ramp('°C', 0, [20, 60, 150, 400, 800, 1200], RAMPS.inferno);
    case 'energy':
      return ramp('kW', 1, [0, 2, 5, 10, 25, 50, 200], RAMPS.cividis);
    case 'quality':
      return ramp('%', 1, [90, 95, 98, 99, 99.5, 100], worstLoudest(theme));
    case 'oee':
      return ramp('%', 1, [0, 20, 40, 60, 80, 100], worstLoudest(theme));
    // From ISO 20816: A new, B fit for long running, C for short running only, D damages the machine.
    case 'vibration':
      return classes({ A: '#2b83ba', B: '#a6d5e8', C: '#fdae61', D: '#d7191c' });
    case 'alarms': {
      const { priority } = PALETTES[theme];
      return classes({ none: '#7d8ea0', P4: priority[4], P3: priority[3], P2: priority[2], P1: priority[1] });
    }
  }
}

/** Where more is better, what is bad stands out from the floor: light on a dark one, dark on a light one. */
function worstLoudest(theme: ThemeName): readonly string[] {
  return theme === 'dark' ? RAMPS.cividis.toReversed() : RAMPS.cividis;
}

/** Where a value lies along a ramp, 0 to 1; beyond its ends it stays at them. */
export function placeOn({ ticks }: Pick<RampScale, 'ticks'>, value: number): number {
  const last = ticks.length - 1;
  if (value <= ticks[0]) return 0;
  if (value >= ticks[last]) return 1;
  const above = ticks.findIndex((tick) => tick > value);
  const [low, high] = [ticks[above - 1], ticks[above]];
  return (above - 1 + (value - low) / (high - low)) / last;
}

/** Colour of a value or class; `null` where there is none to show. */
export function colourOf(scale: OverlayScale, value: number | string | null): string | null {
  if (value === null) return null;
  if (scale.kind === 'classes') return scale.classes.find(({ id }) => id === value)?.colour ?? null;
  if (typeof value === 'string' || !Number.isFinite(value)) return null;
  const at = placeOn(scale, value) * (scale.colours.length - 1);
  const below = Math.min(scale.colours.length - 2, Math.floor(at));
  return mixed(scale.colours[below], scale.colours[below + 1], at - below);
}

function ramp(unit: string, decimals: number, ticks: number[], colours: readonly string[]): RampScale {
  return { kind: 'ramp', unit, decimals, ticks, colours };
}

function classes(colours: Record<string, string>): ClassScale {
  return { kind: 'classes', classes: Object.entries(colours).map(([id, colour]) => ({ id, colour })) };
}

function mixed(from: string, to: string, share: number): string {
  const part = (at: number) => {
    const [a, b] = [from, to].map((colour) => parseInt(colour.slice(at, at + 2), 16));
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0');
  };
  return `#${part(1)}${part(3)}${part(5)}`;
}
