import { Vector3, type WebGLRenderer } from 'three';
import type { EquipmentAddress, Place } from '@linetwin/model';
import type { SeamMessage, SeamVerdictSummary } from '@linetwin/contracts';
import type { StandingAlarm } from '../live/standing-alarms.ts';
import { FrameMeter } from './frame-meter.ts';
import { HallStage } from './hall/hall-stage.ts';
import { LabelLayer } from './labels/label-layer.ts';
import { NO_INSETS } from './labels/label-layout.ts';
import { PartPin } from './labels/part-pin.ts';
import { MachineStates } from './plant/machine-states.ts';
import { footprintOf, type Machine } from './plant/plant.ts';
import {
  QUALITY_SETTINGS,
  nextQuality,
  startQuality,
  type QualityChoice,
  type QualityState,
} from './quality/quality.ts';
import { createRenderer } from './renderer.ts';
import type {
  CameraMode,
  CameraPlace,
  Insets,
  SceneOverlay,
  SceneStats,
  SceneTheme,
  TwinScene,
  TwinSceneOptions,
} from './scene-api.ts';
import { Attention } from './view/attention.ts';
import { CameraModes } from './view/camera-modes.ts';
import { CameraRig, type View } from './view/camera-rig.ts';
import { hallBounds, viewOfLine, viewOfMachine, wholeHall } from './view/framing.ts';
import { floorUnder, machineUnder, watchPointer } from './view/pointer.ts';

export type { SceneLanguage, SceneStats, SceneTheme, TwinScene, TwinSceneOptions } from './scene-api.ts';

/** Longest time step drawn; after a pause machines go on from where they were. */
const LONGEST_STEP_S = 0.1;
/** After a longer pause (a hidden page, a first frame that compiles for seconds) the next frame is left out. */
const LATE_FRAME_S = 1;
/** After such a pause values that queued up behind it are taken first, ms; without them machines would look silent. */
const CATCH_UP_MS = 250;

/** Builds the hall of `options.live.index.model` on a canvas. Call `start()` to let it draw. */
export function createTwinScene(options: TwinSceneOptions): TwinScene {
  return new HallScene(options);
}

class HallScene implements TwinScene {
  private readonly options: TwinSceneOptions;
  private readonly renderer: WebGLRenderer;
  private readonly stage: HallStage;
  private readonly states: MachineStates;
  private readonly labels: LabelLayer;
  private readonly pin: PartPin;
  private readonly rig: CameraRig;
  private readonly modes: CameraModes;
  private readonly attention = new Attention();
  private readonly meter = new FrameMeter();
  private readonly undo: (() => void)[] = [];
  private automatic = true;
  private quality = startQuality();
  private movedLastFrame = false;
  private selected: Machine | null = null;
  private hovered: Machine | null = null;
  /** The hall, line or machine that was framed, until somebody moves the camera: a resize frames it anew. */
  private framed: (() => View) | null = () => wholeHall(this.rig, this.stage.plant.machines);
  private request = 0;
  private running = false;
  private disposed = false;
  private dirty = true;
  private lastMs = 0;
  private catchingUpUntilMs = 0;
  private seenRevision = -1;
  private insets: Insets | undefined;
  private width = 1;
  private height = 1;

  constructor(options: TwinSceneOptions) {
    this.options = options;
    this.insets = options.insets;
    const { canvas, live, reducedMotion } = options;
    const { model } = live.index;
    this.renderer = createRenderer(canvas);
    this.stage = new HallStage(this.renderer, live, reducedMotion);
    const { placed, parts, plant } = this.stage;
    const obstacles = placed.map(({ box, matrix }) => box.clone().applyMatrix4(matrix));
    this.rig = new CameraRig(canvas, hallBounds(model.hall), obstacles, reducedMotion, {
      onChange: () => this.invalidate(),
      onTaken: () => (this.framed = null),
    });
    if (options.calmCamera) this.rig.beCalm();
    const taken = [...placed.map(footprintOf), ...this.stage.furniture];
    this.pin = new PartPin(options.labelLayer);
    this.modes = new CameraModes(this.rig, parts, model.hall, taken, {
      onMode: (mode) => options.onCameraMode?.(mode),
      onFollowed: (inside) => options.onFollowed?.(inside && inside.equipment.address),
    });
    const scale = options.labelScale ?? 1;
    this.labels = new LabelLayer(options.labelLayer, plant.machines, live, options.language, scale);
    this.states = new MachineStates(plant.machines, live, (machine) => {
      this.stage.showLook(machine);
      this.invalidate();
    });
    this.listen();
    this.setTheme(options.theme);
    this.resize();
    this.setQuality(options.quality ?? 'auto');
    if (model.equipment.some((one) => one.model !== undefined)) void this.loadModels();
  }

  select(address: EquipmentAddress | null): void {
    const machine = address === null ? null : (this.stage.plant.byAddress.get(address) ?? null);
    if (machine === this.selected) return;
    this.selected = machine;
    this.emphasise();
    if (machine) {
      this.frame(() => viewOfMachine(this.rig, machine, this.stage.plant.machines));
    }
    this.invalidate();
  }

  setQuality(choice: QualityChoice): void {
    this.automatic = choice === 'auto';
    this.useQuality(startQuality(choice === 'auto' ? this.quality.preset : choice));
  }

  setCameraMode(mode: CameraMode): void {
    if (mode !== 'orbit') this.framed = null;
    this.modes.set(mode);
    this.invalidate();
  }

  cameraPlace(): CameraPlace {
    const { target, distance, azimuth, polar } = this.rig.view;
    return { x: target.x, y: target.y, z: target.z, distance, azimuth, polar };
  }

  goTo({ x, y, z, distance, azimuth, polar }: CameraPlace, atOnce = false): void {
    this.framed = null;
    this.modes.release();
    this.rig.moveTo({ target: new Vector3(x, y, z), distance, azimuth, polar }, atOnce);
    this.invalidate();
  }

  moveMachine(address: EquipmentAddress, at: Place): void {
    const machine = this.stage.plant.byAddress.get(address);
    if (!machine || this.disposed) return;
    this.stage.moveMachine(machine, at);
    this.invalidate();
  }

  floorAt(x: number, y: number): { x: number; z: number } | null {
    return floorUnder({ x: x / this.width, y: y / this.height }, this.rig.camera);
  }

  private useQuality(next: QualityState): void {
    const changed = next.preset !== this.quality.preset;
    this.quality = next;
    if (!changed) return;
    this.stage.setQuality(next.preset);
    this.resize();
  }

  setTheme(theme: SceneTheme): void {
    this.stage.setTheme(theme);
    this.invalidate();
  }

  setLanguage(language: TwinSceneOptions['language']): void {
    this.labels.setLanguage(language);
    this.invalidate();
  }

  setInsets(insets: Insets): void {
    if (areSame(insets, this.insets ?? NO_INSETS)) return;
    this.insets = insets;
    this.resize();
    this.invalidate();
  }

  setAlarms(byEquipment: ReadonlyMap<string, StandingAlarm>): void {
    this.labels.setAlarms(byEquipment);
    this.stage.setAlarms(byEquipment);
    this.invalidate();
  }

  setOverlay(overlay: SceneOverlay | null): void {
    this.stage.setOverlay(overlay);
    this.labels.setOverlay(overlay);
    this.invalidate();
  }

  showSeam(equipment: string, seam: SeamMessage, verdict?: SeamVerdictSummary): void {
    if (this.stage.showSeam(equipment, seam, verdict)) this.invalidate();
  }

  frameLine(line: string | null): void {
    const all = this.stage.plant.machines;
    const machines = all.filter(({ equipment }) => equipment.line === line);
    this.frame(() => (machines.length === 0 ? wholeHall(this.rig, all) : viewOfLine(this.rig, machines)));
    this.invalidate();
  }

  private frame(view: () => View): void {
    this.framed = view;
    this.modes.release();
    this.rig.moveTo(view());
  }

  resetView(): void {
    const hadSelection = this.selected !== null;
    this.selected = null;
    this.emphasise();
    this.frameLine(null);
    if (hadSelection) this.options.onSelect(null);
  }

  screenPosition(address: EquipmentAddress): { x: number; y: number } | null {
    const machine = this.stage.plant.byAddress.get(address);
    if (!machine) return null;
    const at = machine.centre.clone().project(this.rig.camera);
    return { x: ((at.x + 1) / 2) * this.width, y: ((1 - at.y) / 2) * this.height };
  }

  machineAt(x: number, y: number): EquipmentAddress | null {
    const { rig, stage } = this;
    const at = { x: x / this.width, y: y / this.height };
    return machineUnder(at, rig.camera, stage.plant.machines)?.equipment.address ?? null;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.lastMs = performance.now();
    this.invalidate();
    this.request = requestAnimationFrame(this.onFrame);
  }

  stop(): void {
    this.running = false;
    cancelAnimationFrame(this.request);
  }

  stats(): SceneStats {
    const { render, memory, programs } = this.renderer.info;
    return {
      ...this.meter.figures(),
      drawCalls: render.calls,
      triangles: render.triangles,
      parts: this.stage.parts.count,
      quality: this.quality.preset,
      pulsing: this.stage.pulsing,
      geometries: memory.geometries,
      textures: memory.textures,
      programs: programs?.length ?? 0,
    };
  }

  measureAnew(): void {
    this.meter.measureAnew();
  }

  dispose(): void {
    this.disposed = true;
    this.stop();
    for (const undo of this.undo) undo();
    this.labels.dispose();
    this.pin.dispose();
    this.modes.dispose();
    this.rig.dispose();
    this.stage.dispose();
    this.renderer.dispose();
  }

  private invalidate(): void {
    this.dirty = true;
  }

  /** One frame: take what is new, move what moves, draw if anything changed. Allocates nothing. */
  private readonly onFrame = (nowMs: number): void => {
    this.request = requestAnimationFrame(this.onFrame);
    const started = performance.now();
    const { live } = this.options;
    const { stage, meter, rig } = this;
    const sinceS = Math.max(0, (nowMs - this.lastMs) / 1000);
    const dt = Math.min(LONGEST_STEP_S, sinceS);
    this.lastMs = nowMs;
    if (this.mustCatchUp(nowMs, sinceS)) return;
    const serverMs = live.now();
    if (live.revision !== this.seenRevision) {
      this.seenRevision = live.revision;
      this.dirty = true;
    }
    this.states.checkSilence(serverMs);
    this.attention.look(rig.camera);
    const { moved, changed } = stage.step(dt, this.attention, rig.camera.position);
    // The camera keeps to the clock: where frames are slow it arrives in few steps.
    const wentOn = this.modes.update(Math.min(1, sinceS));
    const cameraMoved = rig.update(sinceS, meter.isSlow) || wentOn;
    meter.updated(performance.now() - started);
    if (cameraMoved || changed || stage.isRestless || stage.mirrorCatchesUp(nowMs)) this.dirty = true;
    // Only frames that follow each other say how fast this device draws.
    const follows = this.movedLastFrame;
    this.movedLastFrame = this.dirty;
    if (!this.dirty || meter.isResting(nowMs)) return;
    if (this.automatic && follows) {
      const frameMs = Math.max(sinceS * 1000, meter.tookMs);
      this.useQuality(nextQuality(this.quality, frameMs));
    }
    this.dirty = false;
    if (cameraMoved || meter.frames === 0) this.coverShadow();
    if (moved && stage.sun.isDue(nowMs, meter.frameMs)) stage.shadowsChanged();
    stage.draw(rig.camera, nowMs);
    this.labels.update(rig.camera, serverMs, this.selected, this.hovered);
    this.pin.show(this.modes.followed, rig.camera, this.width, this.height);
    meter.drawn(nowMs, performance.now() - started);
  };

  /** After a pause values come before pictures; where every frame is late, pictures are drawn all the same. */
  private mustCatchUp(nowMs: number, sinceS: number): boolean {
    if (nowMs < this.catchingUpUntilMs) return true;
    const late = sinceS > LATE_FRAME_S;
    const waited = this.catchingUpUntilMs > 0;
    this.catchingUpUntilMs = late && !waited ? nowMs + CATCH_UP_MS : 0;
    return late && !waited;
  }

  private coverShadow(): void {
    this.stage.coverShadow(this.rig.target, this.rig.distance);
  }

  /** Takes one batch of live values. */
  private readonly onBatch = (): void => {
    const started = performance.now();
    this.states.takeBatch();
    this.stage.parts.countParts();
    this.meter.batchTaken(performance.now() - started);
    this.dirty = true;
  };

  private emphasise(): void {
    const { selected, hovered } = this;
    this.stage.emphasise({ selected, hovered });
  }

  /** After the hall stands: nobody waits for a file. */
  private async loadModels(): Promise<void> {
    const { onModelsFailed } = this.options;
    try {
      const [{ MachineModels }, { listMachineModels }] = await Promise.all([
        import('./models/machine-models.ts'),
        import('../live/api/machine-models-api.ts'),
      ]);
      const files = await listMachineModels();
      if (this.disposed) return;
      const failures = await this.stage.standModels(new MachineModels(), files, () => this.invalidate());
      if (failures.length > 0 && !this.disposed) onModelsFailed?.(failures);
    } catch (error) {
      const { message: detail } = error as Error;
      if (!this.disposed) onModelsFailed?.([{ file: '*.glb', reason: 'not-loaded', detail }]);
    }
  }

  private listen(): void {
    const { canvas, live, onSelect } = this.options;
    this.undo.push(live.subscribe(this.onBatch));
    this.undo.push(
      watchPointer(canvas, this.rig.camera, this.stage.plant.machines, {
        onHover: (machine) => this.hover(machine),
        onClick: (machine) => {
          const address = machine?.equipment.address ?? null;
          this.select(address);
          onSelect(address);
        },
      }),
    );
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(canvas);
    this.undo.push(() => observer.disconnect());
    const stop = new AbortController();
    const { signal } = stop;
    this.undo.push(() => stop.abort());
    canvas.addEventListener('webglcontextlost', (event) => this.onContextLost(event), { signal });
    canvas.addEventListener('webglcontextrestored', () => this.onContextRestored(), { signal });
  }

  private onContextLost(event: Event): void {
    event.preventDefault();
    this.options.onContextLost?.();
  }

  private onContextRestored(): void {
    this.stage.renderAnew();
    this.invalidate();
    this.options.onContextRestored?.();
  }

  private hover(machine: Machine | null): void {
    if (machine === this.hovered) return;
    this.hovered = machine;
    this.emphasise();
    this.options.canvas.style.cursor = machine ? 'pointer' : '';
    this.options.onHover?.(machine?.equipment.address ?? null);
    this.invalidate();
  }

  private resize(): void {
    const { insets } = this;
    const { canvas } = this.options;
    this.width = Math.max(1, canvas.clientWidth);
    this.height = Math.max(1, canvas.clientHeight);
    const { pixelRatio } = QUALITY_SETTINGS[this.quality.preset];
    this.renderer.setPixelRatio(Math.min(pixelRatio, window.devicePixelRatio * Math.min(1, pixelRatio)));
    this.renderer.setSize(this.width, this.height, false);
    this.rig.resize(this.width, this.height, insets);
    this.stage.resize(this.width, this.height);
    this.labels.resize(this.width, this.height, insets);
    if (this.framed) this.rig.moveTo(this.framed(), true);
    this.coverShadow();
    this.invalidate();
  }
}

function areSame(a: Insets, b: Insets): boolean {
  return (
    a.top === b.top &&
    a.bottom === b.bottom &&
    a.left === b.left &&
    a.right === b.right &&
    a.corner?.width === b.corner?.width &&
    a.corner?.height === b.corner?.height
  );
}
