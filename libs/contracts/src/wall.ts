import { z } from 'zod';

/** What a tile of a wall shows. */
export const WALL_TILES = [
  'output',
  'oee',
  'energy-per-part',
  'demand',
  'power-trend',
  'incidents',
  'machines',
  'shift',
] as const;
export type WallTile = (typeof WALL_TILES)[number];

/** `presentation` is for visitors: the hall fills the screen and the tiles stand before it. */
export const WALL_THEMES = ['dark', 'light', 'presentation'] as const;
export type WallTheme = (typeof WALL_THEMES)[number];

/** What is in the middle: a camera that goes where something happens, the whole hall, or nothing but tiles. */
export const WALL_STAGES = ['tour', 'hall', 'none'] as const;
export type WallStage = (typeof WALL_STAGES)[number];

/** More tiles on one side would be too small to be read from 5 m. */
const MAX_TILES = 5;
const tiles = z
  .array(z.enum(WALL_TILES))
  .max(MAX_TILES)
  .refine((chosen) => new Set(chosen).size === chosen.length, { message: 'must not hold a tile twice' });

/** One page of a wall. */
export const wallPageSchema = z.strictObject({
  /** How long it stays when there are others, s. */
  seconds: z.number().int().min(5).max(3600),
  /** Lines that it tells of, in this order; none means all. */
  lines: z.array(z.string().min(1).max(64)).max(32),
  left: tiles,
  right: tiles,
  stage: z.enum(WALL_STAGES),
  /** A row of shapes for each line, one for each machine. */
  glyphRows: z.boolean(),
});
export type WallPage = z.infer<typeof wallPageSchema>;

/** What a wall shows: pages that follow one another. */
export const wallContentSchema = z.strictObject({
  theme: z.enum(WALL_THEMES),
  language: z.enum(['zh', 'en']),
  pages: z.array(wallPageSchema).min(1).max(12),
});
export type WallContent = z.infer<typeof wallContentSchema>;

/** What a wall shows before anybody chose. */
export const DEFAULT_WALL: WallContent = {
  theme: 'dark',
  language: 'zh',
  pages: [
    {
      seconds: 60,
      lines: [],
      left: ['output', 'oee', 'energy-per-part', 'demand'],
      right: ['incidents', 'power-trend'],
      stage: 'tour',
      glyphRows: true,
    },
  ],
};

/** What somebody writes for a stored wall. */
export const wallRequestSchema = z.strictObject({
  name: z.string().trim().min(1).max(64),
  content: wallContentSchema,
});
export type WallRequest = z.infer<typeof wallRequestSchema>;

/** A wall that somebody laid out. Times are ms since 1970 UTC. */
export const wallLayoutSchema = wallRequestSchema.extend({
  id: z.string(),
  changedAt: z.number(),
  changedBy: z.string(),
});
export type WallLayout = z.infer<typeof wallLayoutSchema>;

/** `GET /api/walls`: all stored walls, and which of them each display shows where it is not the default. */
export const wallsAnswerSchema = z.object({
  layouts: z.array(wallLayoutSchema),
  displays: z.record(z.string(), z.string()),
});
export type WallsAnswer = z.infer<typeof wallsAnswerSchema>;

/** `PUT /api/displays/{id}/wall`: which stored wall a display shows; `null` for the default. */
export const assignWallRequestSchema = z.strictObject({ layout: z.string().max(64).nullable() });

/** `GET /api/wall`: what this screen shows. `layout` is `null` for the default. */
export const shownWallSchema = z.object({
  layout: z.string().nullable(),
  name: z.string(),
  content: wallContentSchema,
});
export type ShownWall = z.infer<typeof shownWallSchema>;
