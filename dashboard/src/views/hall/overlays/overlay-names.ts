/** Ways to look at the hall; the first shows machines as they are, with their stack lights. */
export const OVERLAYS = ['state', 'temperature', 'vibration', 'energy', 'quality', 'alarms', 'oee'] as const;
export type OverlayName = (typeof OVERLAYS)[number];
export type PaintedOverlay = Exclude<OverlayName, 'state'>;

export function isOverlay(name: string): name is OverlayName {
  return (OVERLAYS as readonly string[]).includes(name);
}
