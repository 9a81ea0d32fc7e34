import { Color } from 'three';

/**
 * How a surface looks. The six materials of the scene (enamel, accent enamel, bare steel, dark rubber,
 * glass, safety yellow) are rows of this table rather than six GPU materials: roughness and metalness
 * travel with the vertex, so that all of them are drawn together.
 */
export interface Paint {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly roughness: number;
  readonly metalness: number;
  readonly pattern: number;
  readonly opacity: number;
}

/** Fine structure drawn by the fragment shader; numbers are shared with `materials.ts`. */
export const PATTERN = {
  none: 0,
  /** Brushed metal along y. */
  brushed: 1,
  /** Horizontal louvres, 60 mm. */
  louvres: 2,
  /** Welded mesh 50 x 50 mm, mostly air. */
  mesh: 3,
  /** Articulated belt, plates of 40 mm across x. */
  belt: 4,
  /** Warning stripes at 45 degrees. */
  hazard: 5,
  /** Chequer plate. */
  chequer: 6,
  /** Painted cast iron: slight unevenness. */
  cast: 7,
  /** Helical turns of a coil along x, 45 mm. */
  coil: 8,
  /** Refractory blocks, 250 x 120 mm. */
  brick: 9,
  /** Screen with rows of figures. */
  screen: 10,
  /** Abrasive: fine grain. */
  grain: 11,
  /** Perforated sheet, holes of 8 mm. */
  perforated: 12,
  /** Rollers across x, 240 mm apart, for where they are not drawn one by one. */
  rollers: 13,
  /** Upright ribs of wall cladding, 250 mm. */
  ribs: 14,
} as const;

function paint(
  hex: number,
  roughness: number,
  metalness: number,
  pattern: number = PATTERN.none,
  opacity = 1,
): Paint {
  const c = new Color(hex);
  return { r: c.r, g: c.g, b: c.b, roughness, metalness, pattern, opacity };
}

/** Enamel: the neutral body of a machine. */
export const ENAMEL = paint(0xdde1e3, 0.38, 0);
export const ENAMEL_WARM = paint(0xd3cfc4, 0.42, 0);
export const ENAMEL_GREY = paint(0x8d969c, 0.42, 0);
export const ENAMEL_DARK = paint(0x39434c, 0.4, 0);
export const ENAMEL_BLACK = paint(0x1d2226, 0.36, 0);
export const LOUVRES = paint(0xc4cacd, 0.45, 0, PATTERN.louvres);
export const LOUVRES_DARK = paint(0x2d353c, 0.45, 0, PATTERN.louvres);
/** Accent enamel: one deep blue-green for the whole plant, a few others by trade habit. */
export const ACCENT = paint(0x275f78, 0.36, 0.05);
export const ACCENT_DEEP = paint(0x1d4456, 0.38, 0.05);
export const GREEN_MACHINE = paint(0x5e8379, 0.44, 0);
export const ROBOT_ORANGE = paint(0xe8691b, 0.34, 0);
export const FURNACE_SILVER = paint(0xb9bdbd, 0.46, 0.55, PATTERN.cast);
export const RED_PAINT = paint(0xb3261e, 0.38, 0);
export const BLUE_PIPE = paint(0x2f6fae, 0.4, 0.1);
export const GREEN_PIPE = paint(0x3e8e5a, 0.4, 0.1);
export const WHITE = paint(0xf2f4f4, 0.4, 0);
/** Bare steel and its relatives. */
export const STEEL = paint(0xb9bfc4, 0.3, 0.95);
export const STEEL_BRUSHED = paint(0xb4babf, 0.36, 0.9, PATTERN.brushed);
export const STEEL_BRIGHT = paint(0xdfe3e6, 0.14, 1);
export const STEEL_DARK = paint(0x595f65, 0.42, 0.85);
export const STEEL_SCALE = paint(0x3a3c40, 0.62, 0.6);
export const CAST_IRON = paint(0x50575d, 0.6, 0.35, PATTERN.cast);
export const ALUMINIUM = paint(0xcbd0d4, 0.34, 0.9);
export const COPPER = paint(0xc4764a, 0.28, 0.95);
export const COPPER_COIL = paint(0xc4764a, 0.34, 0.85, PATTERN.coil);
export const BRASS = paint(0xc8a355, 0.3, 0.95);
export const CHEQUER = paint(0x83898e, 0.45, 0.75, PATTERN.chequer);
export const MESH_BELT = paint(0x6b6f72, 0.5, 0.8, PATTERN.belt);
export const ROLLERS = paint(0xb9bfc4, 0.45, 0.5, PATTERN.rollers);
export const CLADDING = paint(0xaeb7bd, 0.55, 0, PATTERN.ribs);
export const WINDOW = paint(0x1a2632, 0.12, 0);
export const PERFORATED = paint(0x9aa1a6, 0.4, 0.7, PATTERN.perforated);
/** Dark rubber and plastics. */
export const RUBBER = paint(0x17191b, 0.85, 0);
export const BELT = paint(0x23282b, 0.8, 0);
export const PLASTIC_BLACK = paint(0x121417, 0.45, 0);
export const PLASTIC_BLUE = paint(0x2b6ea8, 0.5, 0);
/** Safety yellow. */
export const YELLOW = paint(0xf4b90a, 0.42, 0);
export const HAZARD = paint(0xf4b90a, 0.45, 0, PATTERN.hazard);
/** Other matter. */
export const ABRASIVE = paint(0xb7a48c, 0.92, 0, PATTERN.grain);
export const ABRASIVE_BLUE = paint(0x7d93b8, 0.92, 0, PATTERN.grain);
export const REFRACTORY = paint(0xc9b79c, 0.9, 0, PATTERN.brick);
export const COOLANT = paint(0x9fd3cf, 0.08, 0);
export const OIL = paint(0x2a1b0c, 0.06, 0);
export const CARDBOARD = paint(0xb98d5a, 0.88, 0);
export const TIMBER = paint(0xc39a63, 0.8, 0);
export const CONCRETE = paint(0x8d9192, 0.85, 0);
export const SCREEN = paint(0x0a1218, 0.18, 0, PATTERN.screen);
export const LAMP = paint(0x30363a, 0.25, 0);
export const DARK_VOID = paint(0x06080a, 0.9, 0);
/** Glass: drawn apart, transparent. */
export const GLASS = paint(0xbfd4dc, 0.06, 0, PATTERN.none, 0.16);
export const GLASS_GREEN = paint(0x8fc0b0, 0.06, 0, PATTERN.none, 0.28);
export const GLASS_AMBER = paint(0xf0760c, 0.1, 0, PATTERN.none, 0.55);
export const GLASS_SMOKED = paint(0x1b2a33, 0.06, 0, PATTERN.none, 0.62);
export const FENCE_MESH = paint(0x252b30, 0.5, 0.2, PATTERN.mesh, 0.9);

/** The same surface in another colour. */
export function tinted(base: Paint, hex: number): Paint {
  const c = new Color(hex);
  return { ...base, r: c.r, g: c.g, b: c.b };
}
