import type { MachineLook } from '../../live/machine-look.ts';

/** Shape of each machine state on a 16 x 16 field, in `currentColor`; told apart without colour. */
export const STATE_GLYPHS: Record<MachineLook, string> = {
  running: '<circle cx="8" cy="8" r="6" fill="currentColor"/>',
  idle: '<circle cx="8" cy="8" r="5" fill="none" stroke="currentColor" stroke-width="2.2"/>',
  starved:
    '<path d="M10 2.2a5.8 5.8 0 0 1 0 11.6z" fill="currentColor"/><path d="M7.6 8H1.4M4.2 5 1.2 8l3 3" fill="none" stroke="currentColor" stroke-width="1.9"/>',
  blocked:
    '<path d="M6 2.2a5.8 5.8 0 0 0 0 11.6z" fill="currentColor"/><path d="M8.4 8h6.2M11.8 5l3 3-3 3" fill="none" stroke="currentColor" stroke-width="1.9"/>',
  held: '<rect x="3" y="2.5" width="3.8" height="11" rx="1" fill="currentColor"/><rect x="9.2" y="2.5" width="3.8" height="11" rx="1" fill="currentColor"/>',
  stopped:
    '<rect x="3" y="3" width="10" height="10" rx="1" fill="none" stroke="currentColor" stroke-width="2.2"/>',
  fault:
    '<path d="M8 .6 15.4 8 8 15.4.6 8z" fill="currentColor"/><path d="m5.6 5.6 4.8 4.8m0-4.8-4.8 4.8" fill="none" stroke="var(--twin-label-ground)" stroke-width="1.8"/>',
  nodata:
    '<circle cx="8" cy="8" r="5.6" fill="none" stroke="currentColor" stroke-width="1.8" stroke-dasharray="2.6 2.27"/>',
};

export const PRIORITY_GLYPHS: Record<1 | 2 | 3 | 4, string> = {
  1: '<path d="M8 .8 15.2 8 8 15.2.8 8z" fill="currentColor"/>',
  2: '<path d="M8 1.6 15.4 14H.6z" fill="currentColor"/>',
  3: '<rect x="2" y="2" width="12" height="12" rx="1" fill="currentColor"/>',
  4: '<circle cx="8" cy="8" r="6.2" fill="currentColor"/>',
};

export function glyphSvg(content: string): string {
  return `<svg viewBox="0 0 16 16" aria-hidden="true">${content}</svg>`;
}
