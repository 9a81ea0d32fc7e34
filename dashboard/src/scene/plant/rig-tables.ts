import type { EmitterDefinition } from '../form/form.ts';
import { DataTexture, FloatType, NearestFilter, RGBAFormat, type Matrix4 } from 'three';

/** Colours along a machine that an overlay may give it. */
export const OVERLAY_STEPS = 16;

/** Texels per row; rows are added as the plant grows. */
const WIDTH = 256;
const TEXELS_PER_BONE = 4;
const TEXELS_PER_EMITTER = 4;

/** A texture of so many rows of four numbers, for `texelFetch` at (i & 255, i >> 8). */
export function table(texels: number): DataTexture {
  const height = Math.max(1, Math.ceil(texels / WIDTH));
  const texture = new DataTexture(new Float32Array(WIDTH * height * 4), WIDTH, height, RGBAFormat, FloatType);
  texture.minFilter = texture.magFilter = NearestFilter;
  texture.generateMipmaps = false;
  texture.needsUpdate = true;
  return texture;
}

/**
 * The tables that the shaders of the plant read by vertex: a matrix per moving piece, a colour per glow, a
 * look per machine, a strength per emitter. One upload of a few kilobytes moves the whole plant, so that all
 * machines stay in one mesh.
 */
export class RigTables {
  /**
   * What changes in nearly every frame, so that it is sent in one piece: per moving piece four texels, its matrix; then, from
   * `firstGlow` on, one per glow; then, from `firstEmitter` on, four per emitter: position and radius; velocity and kind;
   * strength and bone; unused.
   */
  readonly rig: DataTexture;
  readonly firstGlow: number;
  readonly firstEmitter: number;
  /** Per machine: dimmed, highlighted, stale; 0 to 1. */
  readonly slots: DataTexture;
  /** Per machine so many colours along it, linear; the fourth number tells whether there is one. */
  readonly overlays: DataTexture;
  /** Grows with every change; the loop draws when it has grown. */
  revision = 0;
  private readonly boneData: Float32Array;
  private readonly glowData: Float32Array;
  private readonly slotData: Float32Array;
  private readonly overlayData: Float32Array;
  private readonly emitterData: Float32Array;

  constructor(bones: number, glows: number, slots: number, emitters: number) {
    this.firstGlow = bones * TEXELS_PER_BONE;
    this.firstEmitter = this.firstGlow + glows;
    this.rig = table(this.firstEmitter + emitters * TEXELS_PER_EMITTER);
    this.slots = table(slots);
    this.overlays = table(slots * OVERLAY_STEPS);
    const rig = this.rig.image.data as Float32Array;
    this.boneData = rig.subarray(0, this.firstGlow * 4);
    this.glowData = rig.subarray(this.firstGlow * 4, this.firstEmitter * 4);
    this.emitterData = rig.subarray(this.firstEmitter * 4);
    this.slotData = this.slots.image.data as Float32Array;
    this.overlayData = this.overlays.image.data as Float32Array;
  }

  setBone(bone: number, matrix: Matrix4): void {
    const e = matrix.elements;
    const at = bone * TEXELS_PER_BONE * 4;
    for (let i = 0; i < 16; i++) this.boneData[at + i] = e[i];
    this.rig.needsUpdate = true;
    this.revision++;
  }

  setGlow(glow: number, r: number, g: number, b: number): void {
    const at = glow * 4;
    const d = this.glowData;
    if (Math.abs(d[at] - r) + Math.abs(d[at + 1] - g) + Math.abs(d[at + 2] - b) < 0.004) return;
    d[at] = r || 0;
    d[at + 1] = g || 0;
    d[at + 2] = b || 0;
    this.rig.needsUpdate = true;
    this.revision++;
  }

  glowAt(glow: number, out: { r: number; g: number; b: number }): void {
    out.r = this.glowData[glow * 4];
    out.g = this.glowData[glow * 4 + 1];
    out.b = this.glowData[glow * 4 + 2];
  }

  setSlot(slot: number, dimmed: number, highlighted: number, stale: number): void {
    const at = slot * 4;
    const d = this.slotData;
    if (d[at] === dimmed && d[at + 1] === highlighted && d[at + 2] === stale) return;
    d[at] = dimmed;
    d[at + 1] = highlighted;
    d[at + 2] = stale;
    this.slots.needsUpdate = true;
    this.revision++;
  }

  setOverlay(slot: number, step: number, r: number, g: number, b: number, kind: number): void {
    const at = (slot * OVERLAY_STEPS + step) * 4;
    const d = this.overlayData;
    if (d[at + 3] === kind && Math.abs(d[at] - r) + Math.abs(d[at + 1] - g) + Math.abs(d[at + 2] - b) < 0.004)
      return;
    d[at] = r;
    d[at + 1] = g;
    d[at + 2] = b;
    d[at + 3] = kind;
    this.overlays.needsUpdate = true;
    this.revision++;
  }

  /** Places an emitter on a bone: where, which way (metres a second), how wide, of which kind. */
  setEmitter(emitter: number, place: EmitterDefinition, bone: number, kind: number): void {
    this.emitterData.set(
      [place.x, place.y, place.z, place.spreadM, place.dx, place.dy, place.dz, kind, 0, bone, 0, 0],
      emitter * 16,
    );
    this.rig.needsUpdate = true;
  }

  setEmission(emitter: number, strength: number): void {
    const o = emitter * 16 + 8;
    const value = strength > 0 ? Math.min(1, strength) : 0;
    if (Math.abs(this.emitterData[o] - value) < 0.01) return;
    this.emitterData[o] = value;
    this.rig.needsUpdate = true;
    this.revision++;
  }

  /** True while anything sparks, sprays or smokes. */
  get emits(): boolean {
    for (let o = 8; o < this.emitterData.length; o += 16) if (this.emitterData[o] > 0) return true;
    return false;
  }

  dispose(): void {
    this.rig.dispose();
    this.slots.dispose();
    this.overlays.dispose();
  }
}
