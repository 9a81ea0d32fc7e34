import { z } from 'zod';

/** So many machines may be moved at once; a request stays below the limit of its body. */
export const MAX_PLACE_MOVES = 500;
/** Farther than any hall reaches, metres. */
const FARTHEST_M = 2000;

const metres = z.number().min(-FARTHEST_M).max(FARTHEST_M);

/** Centre on the floor of the hall in metres, turned anticlockwise seen from above in degrees. */
export const placeSchema = z.strictObject({
  x: metres,
  z: metres,
  rotationDeg: z.number().min(-180).max(180),
});

/** Another place of one machine, by its address. */
export const placeMoveSchema = z.strictObject({ equipment: z.string().min(1).max(256), at: placeSchema });
export type PlaceMoveRequest = z.infer<typeof placeMoveSchema>;

const movesSchema = z
  .array(placeMoveSchema)
  .min(1)
  .max(MAX_PLACE_MOVES)
  .refine((moves) => new Set(moves.map(({ equipment }) => equipment)).size === moves.length, {
    message: 'a machine is named twice',
  });

/** `POST /api/layout/preview`: what the plant files would say. */
export const layoutPreviewRequestSchema = z.strictObject({ moves: movesSchema });
export type LayoutPreviewRequest = z.infer<typeof layoutPreviewRequestSchema>;

/** `PUT /api/layout`: other places, for plant files of this version only. */
export const layoutSaveRequestSchema = z.strictObject({ version: z.string().max(128), moves: movesSchema });
export type LayoutSaveRequest = z.infer<typeof layoutSaveRequestSchema>;

/** `GET /api/layout`: how the plant files stand. */
export const layoutStateSchema = z.object({
  /** Of all plant files together; changes with any of them. */
  version: z.string(),
  /** Whether this server may write the files. */
  writable: z.boolean(),
  /** Whether the files say something else than the plant that runs. */
  changedSinceStart: z.boolean(),
});
export type LayoutState = z.infer<typeof layoutStateSchema>;

const lineChangeSchema = z.object({
  /** Number of the first of the lines before, from 1. */
  line: z.number(),
  before: z.array(z.string()),
  after: z.array(z.string()),
});

export const layoutPreviewSchema = layoutStateSchema.extend({
  files: z.array(
    z.object({
      /** Path below the plant folder. */
      file: z.string(),
      /** The whole text as it would be. */
      text: z.string(),
      changes: z.array(lineChangeSchema),
    }),
  ),
});
export type LayoutPreview = z.infer<typeof layoutPreviewSchema>;

export const layoutSavedSchema = layoutStateSchema.extend({
  files: z.array(z.string()),
  /** `now`: every page shows the new places; `restart`: servers take them up when they start again. */
  takenUp: z.enum(['now', 'restart']),
});
export type LayoutSaved = z.infer<typeof layoutSavedSchema>;
