import type { WallContent } from '@linetwin/contracts';
import type { JSONColumnType } from 'kysely';

/** Tables of walls that people laid out. */
export interface WallSchema {
  wall_layout: {
    id: string;
    name: string;
    content: JSONColumnType<WallContent>;
    changed_at: number;
    changed_by: string;
  };
  /** Which wall a display shows; one that is not here shows the default. */
  wall_display: {
    display_id: string;
    layout_id: string;
  };
}
