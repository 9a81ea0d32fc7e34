import type { Insets } from '../scene-api.ts';

export const NO_INSETS: Insets = { top: 0, bottom: 0, left: 0, right: 0 };

/** One label that asks for room, in pixels of the layer. Reused from frame to frame. */
export interface LabelRequest {
  /** Where the leader line ends: the machine. */
  anchorX: number;
  anchorY: number;
  width: number;
  height: number;
  /** Size of the bare glyph that is shown where the text finds no room. */
  glyph: number;
  /** Side of the marker that hangs under the anchor, where no label may stand; 0 for none. */
  marker: number;
  /** Higher goes first. */
  priority: number;
  /** True where the bare glyph is enough and text would crowd the picture. */
  glyphOnly: boolean;
  /** False when behind the camera or off the screen. */
  visible: boolean;
  /** Written by the layout. */
  shown: 'full' | 'glyph' | 'hidden';
  x: number;
  y: number;
}

/** Gap around every label, pixels. */
const GAP = 4;
/** Heights above the machine that are tried, in label heights; the leader line bridges them. */
const LIFTS = [0.55, 1.65, 2.75, 3.85];
/** Sideways shifts that are tried at each height, in label widths. */
const SHIFTS = [0, -0.36, 0.36, -0.62, 0.62];

/**
 * Places labels without overlap: by priority each takes the first free spot above its machine; where none is
 * free only its glyph stays, and where not even that has room it is hidden. Greedy, so that the important
 * never give way to the unimportant, and stable, so that labels do not jump while nothing changes.
 */
export class LabelLayout {
  private readonly order: number[] = [];
  private readonly taken: Float32Array;
  private count = 0;
  private top = 0;
  private bottom = 0;
  private left = 0;
  private right = 0;

  constructor(most: number) {
    // Each label and its marker, and the corner.
    this.taken = new Float32Array((most * 2 + 1) * 4);
  }

  /**
   * `insets` are strips and a corner of the layer where nothing may stand; when so many labels have their text, the rest have their
   * glyph only.
   */
  place(
    labels: readonly LabelRequest[],
    width: number,
    height: number,
    insets: Insets = NO_INSETS,
    mostFull = Infinity,
  ): void {
    let full = 0;
    this.top = insets.top;
    this.bottom = height - insets.bottom;
    this.left = insets.left;
    this.right = width - insets.right;
    this.count = 0;
    this.order.length = 0;
    for (let i = 0; i < labels.length; i++) {
      labels[i].shown = 'hidden';
      if (labels[i].visible) this.order.push(i);
    }
    this.order.sort((a, b) => labels[b].priority - labels[a].priority || a - b);
    if (insets.corner) {
      const { width: across, height: up } = insets.corner;
      this.take(0, height - up, across, up);
    }
    for (let i = 0; i < labels.length; i++) {
      const { anchorX, anchorY, marker, visible } = labels[i];
      if (visible && marker > 0) this.take(anchorX - marker / 2, anchorY, marker, marker);
    }
    for (const at of this.order) {
      const label = labels[at];
      if (!label.glyphOnly && full < mostFull && this.placeFull(label)) full++;
      else this.placeGlyph(label);
    }
  }

  private placeFull(label: LabelRequest): boolean {
    for (const lift of LIFTS) {
      const y = label.anchorY - label.height * (lift + 1);
      for (const shift of SHIFTS) {
        const x = label.anchorX - label.width / 2 + shift * label.width;
        if (x < this.left || y < this.top || x + label.width > this.right || y + label.height > this.bottom)
          continue;
        if (this.isTaken(x, y, label.width, label.height)) continue;
        this.take(x, y, label.width, label.height);
        // The machine's own spot, so that no other label hides what this one points at.
        label.x = x;
        label.y = y;
        label.shown = 'full';
        return true;
      }
    }
    return false;
  }

  private placeGlyph(label: LabelRequest): void {
    const x = label.anchorX - label.glyph / 2;
    const y = label.anchorY - label.glyph;
    if (x < this.left || y < this.top || x + label.glyph > this.right || y + label.glyph > this.bottom)
      return;
    if (this.isTaken(x, y, label.glyph, label.glyph)) return;
    this.take(x, y, label.glyph, label.glyph);
    label.x = x;
    label.y = y;
    label.shown = 'glyph';
  }

  private isTaken(x: number, y: number, width: number, height: number): boolean {
    const t = this.taken;
    for (let i = 0; i < this.count; i += 4) {
      if (
        x < t[i] + t[i + 2] + GAP &&
        t[i] < x + width + GAP &&
        y < t[i + 1] + t[i + 3] + GAP &&
        t[i + 1] < y + height + GAP
      )
        return true;
    }
    return false;
  }

  private take(x: number, y: number, width: number, height: number): void {
    if (this.count + 4 > this.taken.length) return;
    this.taken[this.count] = x;
    this.taken[this.count + 1] = y;
    this.taken[this.count + 2] = width;
    this.taken[this.count + 3] = height;
    this.count += 4;
  }
}
