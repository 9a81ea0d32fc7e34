import type { SeamMessage, SeamVerdictSummary } from '@linetwin/contracts';
import type { EquipmentAddress, Place } from '@linetwin/model';
import type { LiveValues } from '../live/live-values.ts';
import type { StandingAlarm } from '../live/standing-alarms.ts';
import type { ModelFailure } from './models/machine-models.ts';
import type { QualityChoice, QualityPreset } from './quality/quality.ts';

export type SceneTheme = 'dark' | 'light';
export type SceneLanguage = 'zh' | 'en';

/** Strips along the sides of a canvas, pixels. */
export interface Insets {
  top: number;
  bottom: number;
  left: number;
  right: number;
  /** What covers the bottom left corner, from the edges of the canvas: no label stands there, the picture goes on beside it. */
  corner?: { width: number; height: number };
}

/** How the camera goes: around what it looks at, on foot by keys, along with a part. */
export const CAMERA_MODES = ['orbit', 'walk', 'follow'] as const;
export type CameraMode = (typeof CAMERA_MODES)[number];

/** Where a camera stands, to be kept and gone back to: metres and radians. */
export interface CameraPlace {
  x: number;
  y: number;
  z: number;
  distance: number;
  azimuth: number;
  polar: number;
}

/** What one machine shows of what was chosen to be seen. */
export interface OverlayReading {
  /** CSS colours along the machine from where parts enter; `null` where a value is missing. */
  colours: readonly (string | null)[];
  /** Value with its unit, for the label; it says so where there is none. */
  text: string;
  /** Height of a column on the machine, as a share of the tallest; none when left out. */
  height?: number;
}

/** A way of looking at the plant other than by state. */
export interface SceneOverlay {
  /** By equipment address; a machine that is not in it has no such value. */
  byEquipment: ReadonlyMap<string, OverlayReading>;
}

export interface TwinSceneOptions {
  canvas: HTMLCanvasElement;
  /** Positioned element of the canvas's size that lies over it; the scene fills it with labels. */
  labelLayer: HTMLElement;
  live: LiveValues;
  /** Strips of the canvas that something of the page covers; machines and labels keep out of them. */
  insets?: Insets;
  theme: SceneTheme;
  language: SceneLanguage;
  reducedMotion: boolean;
  /** Size of labels against those of a desk; walls are read from further away. 1 unless told. */
  labelScale?: number;
  /** Picture quality; found by how long frames take unless told. */
  quality?: QualityChoice;
  /** A camera that takes its time and never quite stands still, for screens that nobody operates. */
  calmCamera?: boolean;
  onSelect(address: EquipmentAddress | null): void;
  onHover?(address: EquipmentAddress | null): void;
  /** Told when the scene itself changed how the camera goes, as when a followed part has left the plant. */
  onCameraMode?(mode: CameraMode): void;
  /** The part that is followed went into a machine, or with `null` onto a conveyor. */
  onFollowed?(inside: EquipmentAddress | null): void;
  /** Told which models are not shown and why; their machines keep the built-in form. */
  onModelsFailed?(failures: readonly ModelFailure[]): void;
  onContextLost?(): void;
  onContextRestored?(): void;
}

export interface SceneStats {
  /** Calls of the last frame, shadow pass and reflection included. */
  drawCalls: number;
  triangles: number;
  /** Parts that lie on the conveyors, seen or not. */
  parts: number;
  /** Whether an alarm pulses, because it waits for a person. */
  pulsing: boolean;
  /** Median script time of the last 120 frames, drawing commands and labels included, ms. */
  scriptMsPerFrame: number;
  /** The part of it that reads live values and moves machines and parts, before anything is drawn, ms. */
  updateMsPerFrame: number;
  frames: number;
  /** Mean script time to take one batch of live values, ms. */
  batchMs: number;
  /** The preset in use, chosen or found. */
  quality: QualityPreset;
  geometries: number;
  textures: number;
  programs: number;
}

export interface TwinScene {
  /** Selects a machine and moves the camera to it; `null` lets go of the selection and stays where it is. */
  select(address: EquipmentAddress | null): void;
  setQuality(choice: QualityChoice): void;
  setCameraMode(mode: CameraMode): void;
  cameraPlace(): CameraPlace;
  /** @param atOnce without a flight, as when a scene goes on where another one was */
  goTo(place: CameraPlace, atOnce?: boolean): void;
  /** Stands a machine elsewhere; what follows from places, such as conveyors, stays until the scene is made anew. */
  moveMachine(address: EquipmentAddress, at: Place): void;
  /** The place on the floor that is seen at a place of the canvas, pixels from its top left; `null` above the horizon. */
  floorAt(x: number, y: number): { x: number; z: number } | null;
  setTheme(theme: SceneTheme): void;
  setLanguage(language: SceneLanguage): void;
  /** Something else covers other strips of the canvas now. */
  setInsets(insets: Insets): void;
  /** What stands on each machine, by equipment address; one that is not in the map has no alarm. */
  setAlarms(byEquipment: ReadonlyMap<string, StandingAlarm>): void;
  /** Paints the machines by something else than their state; `null` shows them as they are. */
  setOverlay(overlay: SceneOverlay | null): void;
  /** Paints the last seam of a welding machine on its workpiece, millimetre by millimetre. */
  showSeam(equipment: string, seam: SeamMessage, verdict?: SeamVerdictSummary): void;
  /** Frames one line of the plant; `null` frames the whole hall. */
  frameLine(line: string | null): void;
  /** Lets go of the selection and returns to the whole hall. */
  resetView(): void;
  /** The machine that is seen at a place of the canvas, pixels from its top left; `null` where there is none. */
  machineAt(x: number, y: number): EquipmentAddress | null;
  /** Where the middle of a machine is on the canvas, pixels from its top left; `null` for an unknown address. */
  screenPosition(address: EquipmentAddress): { x: number; y: number } | null;
  start(): void;
  stop(): void;
  stats(): SceneStats;
  /** Leaves the frames so far out of the figures. */
  measureAnew(): void;
  /** Frees everything the scene made; it cannot be used afterwards. */
  dispose(): void;
}
