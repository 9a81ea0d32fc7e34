import { Color, Scene, Vector3, type Object3D, type WebGLRenderer } from 'three';
import type { EquipmentAddress, Place } from '@linetwin/model';
import type { SeamMessage, SeamVerdictSummary } from '@linetwin/contracts';
import { gradesPerMm } from '../live/seam-grades.ts';
import type { StandingAlarm } from '../live/standing-alarms.ts';
import { PALETTES } from '../ui/tokens.ts';
import { FrameMeter } from './frame-meter.ts';
import { Floor } from './hall/floor.ts';
import { lightWindows, openHall } from './hall/hall-form.ts';
import { layOutHall } from './hall/hall-layout.ts';
import { partsBetween } from './hall/parts-between.ts';
import { LabelLayer } from './labels/label-layer.ts';
import { Lighting } from './light/lighting.ts';
import { Sun } from './light/sun.ts';
import { OverlayPaint } from './overlay/overlay-paint.ts';
import { AlarmBeacons } from './plant/alarm-beacons.ts';
import { createEffects } from './plant/effects.ts';
import { emphasise, emphasiseHall } from './plant/emphasis.ts';
import { createPlantMaterials, plantUniforms } from './plant/materials.ts';
import { buildPlantMesh } from './plant/plant-mesh.ts';
import { buildPlant, movePlant, placeEquipment, standAt, type Machine, type Plant } from './plant/plant.ts';
import { showStackLight } from './plant/stack-lights.ts';
import {
  QUALITY_SETTINGS,
  nextQuality,
  startQuality,
  type QualityChoice,
  type QualityState,
} from './quality/quality.ts';
import type { MachineModels } from './models/machine-models.ts';
import { createRenderer } from './renderer.ts';
import type {
  CameraMode,
  CameraPlace,
  SceneOverlay,
  SceneStats,
  SceneTheme,
  TwinScene,
  TwinSceneOptions,
} from './scene-api.ts';
import { SeamPaint, seamHolder } from './seam/seam-paint.ts';
import { Attention } from './view/attention.ts';
import { CameraModes } from './view/camera-modes.ts';
import { CameraRig } from './view/camera-rig.ts';
import { hallBounds, viewOfLine, viewOfMachine, wholeHall } from './view/framing.ts';
import { floorUnder, machineUnder, watchPointer } from './view/pointer.ts';

export type { SceneLanguage, SceneStats, SceneTheme, TwinScene, TwinSceneOptions } from './scene-api.ts';

/** Longest time step drawn; after a pause machines go on from where they were. */
const LONGEST_STEP_S = 0.1;
const STATE_CHECK_MS = 1000;
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
  private readonly scene = new Scene();
  private readonly plant: Plant;
  private readonly uniforms;
  private readonly materials;
  private readonly mesh;
  private readonly effects;
  private readonly floor: Floor;
  private readonly parts;
  private readonly seams = new SeamPaint();
  private readonly beacons: AlarmBeacons;
  private readonly labels: LabelLayer;
  private readonly rig: CameraRig;
  private readonly modes: CameraModes;
  private readonly sun: Sun;
  private readonly lighting: Lighting;
  private readonly attention = new Attention();
  private readonly meter = new FrameMeter();
  private readonly frame;
  private readonly hiddenInMirror: Object3D[];
  private readonly undo: (() => void)[] = [];
  private readonly machineOfSignal: Int32Array;
  private readonly dirtyState: Uint8Array;
  private readonly overlay: OverlayPaint;
  private painted = false;
  private automatic = true;
  private quality = startQuality();
  private movedLastFrame = false;
  private theme: SceneTheme;
  private selected: Machine | null = null;
  private hovered: Machine | null = null;
  /** True while the camera stands where the opening view put it, so that a resize frames the hall anew. */
  private showsWholeHall = true;
  private request = 0;
  private running = false;
  private disposed = false;
  /** Files that stand in place of built-in forms, once they are here. */
  private models: MachineModels | undefined;
  private dirty = true;
  private lastMs = 0;
  private catchingUpUntilMs = 0;
  private lastStateMs = 0;
  private seenRevision = -1;
  private width = 1;
  private height = 1;

  constructor(options: TwinSceneOptions) {
    this.options = options;
    this.theme = options.theme;
    const { canvas, live } = options;
    const { model } = live.index;
    this.renderer = createRenderer(canvas);

    const placed = placeEquipment(model);
    const layout = layOutHall(model, placed);
    const { plant, placements } = buildPlant(placed, layout.forms, live);
    const { machines, tables } = plant;
    this.plant = plant;
    this.uniforms = plantUniforms(tables);
    this.materials = createPlantMaterials(this.uniforms);
    this.mesh = buildPlantMesh(placements, this.materials);
    this.effects = createEffects(placements, tables, this.uniforms);
    this.floor = new Floor(model.hall, layout.patches, layout.bays, layout.aisles);
    this.parts = partsBetween(layout.conveyors, this.plant);
    this.beacons = new AlarmBeacons(machines, options.reducedMotion);
    this.overlay = new OverlayPaint(this.plant);
    this.sun = new Sun(model.hall);
    this.lighting = new Lighting(this.renderer, this.scene, this.sun, this.uniforms, model.hall);
    this.scene.add(
      this.mesh.group,
      ...this.floor.group,
      this.parts.group,
      this.seams.group,
      this.effects.particles,
      this.effects.halos,
      this.beacons.mesh,
      this.overlay.columns.mesh,
      this.sun.light,
      this.sun.light.target,
    );
    this.hiddenInMirror = [
      this.effects.particles,
      this.seams.group,
      this.beacons.mesh,
      this.overlay.columns.mesh,
      this.parts.farGroup,
    ];

    const obstacles = placed.map(({ box, matrix }) => box.clone().applyMatrix4(matrix));
    this.rig = new CameraRig(canvas, hallBounds(model.hall), obstacles, options.reducedMotion, {
      onChange: () => this.invalidate(),
      onTaken: () => (this.showsWholeHall = false),
    });
    if (options.calmCamera) this.rig.beCalm();
    this.modes = new CameraModes(this.rig, this.parts, model.hall, placed, (mode) =>
      options.onCameraMode?.(mode),
    );
    const scale = options.labelScale ?? 1;
    this.labels = new LabelLayer(options.labelLayer, machines, live, options.language, scale);
    this.frame = { dt: 0, time: 0, live: machines[0]?.live, rig: machines[0]?.rig };

    this.machineOfSignal = new Int32Array(model.signals.length).fill(-1);
    this.dirtyState = new Uint8Array(machines.length);
    machines.forEach((item, at) => {
      const { firstSignal, signalCount } = item.equipment;
      this.machineOfSignal.fill(at, firstSignal, firstSignal + signalCount);
    });
    this.listen();
    this.setTheme(options.theme);
    this.resize();
    this.setQuality(options.quality ?? 'auto');
    if (model.equipment.some((one) => one.model !== undefined)) void this.loadModels();
  }

  select(address: EquipmentAddress | null): void {
    const machine = address === null ? null : (this.plant.byAddress.get(address) ?? null);
    if (machine === this.selected) return;
    this.selected = machine;
    this.emphasise();
    if (machine) {
      this.showsWholeHall = false;
      this.modes.release();
      this.rig.moveTo(viewOfMachine(this.rig, machine, this.plant.machines));
    }
    this.invalidate();
  }

  setQuality(choice: QualityChoice): void {
    this.automatic = choice === 'auto';
    this.useQuality(startQuality(choice === 'auto' ? this.quality.preset : choice));
  }

  setCameraMode(mode: CameraMode): void {
    if (mode !== 'orbit') this.showsWholeHall = false;
    this.modes.set(mode);
    this.invalidate();
  }

  cameraPlace(): CameraPlace {
    const { target, distance, azimuth, polar } = this.rig.view;
    return { x: target.x, y: target.y, z: target.z, distance, azimuth, polar };
  }

  goTo({ x, y, z, distance, azimuth, polar }: CameraPlace, atOnce = false): void {
    this.showsWholeHall = false;
    this.modes.release();
    this.rig.moveTo({ target: new Vector3(x, y, z), distance, azimuth, polar }, atOnce);
    this.invalidate();
  }

  moveMachine(address: EquipmentAddress, at: Place): void {
    const machine = this.plant.byAddress.get(address);
    if (!machine || this.disposed) return;
    standAt(machine, at);
    this.mesh.place(machine.slot, machine.matrix);
    this.models?.place(machine);
    this.renderer.shadowMap.needsUpdate = true;
    this.invalidate();
  }

  floorAt(x: number, y: number): { x: number; z: number } | null {
    return floorUnder({ x: x / this.width, y: y / this.height }, this.rig.camera);
  }

  private useQuality(next: QualityState): void {
    const changed = next.preset !== this.quality.preset;
    this.quality = next;
    if (!changed) return;
    const { shadowTexels, mirror, detail } = QUALITY_SETTINGS[next.preset];
    this.sun.setTexels(shadowTexels);
    this.floor.mirrors = mirror;
    this.mesh.detail = detail;
    this.renderer.shadowMap.needsUpdate = true;
    this.resize();
  }

  setTheme(theme: SceneTheme): void {
    this.theme = theme;
    const ground = this.lighting.setTheme(theme);
    const { dimColour, pools } = this.uniforms;
    this.floor.setTheme(theme, ground, dimColour.value, pools.value);
    lightWindows(this.plant.hallRigs[0], theme);
    const { priority, surface } = PALETTES[theme];
    this.beacons.setColours(
      ([1, 2, 3, 4] as const).map((p) => new Color(priority[p])),
      new Color(surface),
    );
    this.renderer.shadowMap.needsUpdate = true;
    this.invalidate();
  }

  setLanguage(language: TwinSceneOptions['language']): void {
    this.labels.setLanguage(language);
    this.invalidate();
  }

  setAlarms(byEquipment: ReadonlyMap<string, StandingAlarm>): void {
    this.labels.setAlarms(byEquipment);
    this.beacons.setAlarms(byEquipment);
    this.invalidate();
  }

  setOverlay(overlay: SceneOverlay | null): void {
    this.painted = overlay !== null;
    this.overlay.show(overlay);
    this.labels.setOverlay(overlay);
    this.emphasise();
    this.invalidate();
  }

  showSeam(equipment: string, seam: SeamMessage, verdict?: SeamVerdictSummary): void {
    const machine = this.plant.byAddress.get(equipment);
    const holder = machine && seamHolder(machine, this.plant.machines);
    if (!holder) return;
    this.seams.show(holder, gradesPerMm(seam, verdict), this.plant.machines);
    this.invalidate();
  }

  frameLine(line: string | null): void {
    const machines = this.plant.machines.filter(({ equipment }) => equipment.line === line);
    this.showsWholeHall = machines.length === 0;
    this.modes.release();
    this.rig.moveTo(
      this.showsWholeHall ? wholeHall(this.rig, this.plant.machines) : viewOfLine(this.rig, machines),
    );
    this.invalidate();
  }

  resetView(): void {
    const hadSelection = this.selected !== null;
    this.selected = null;
    this.emphasise();
    this.frameLine(null);
    if (hadSelection) this.options.onSelect(null);
  }

  screenPosition(address: EquipmentAddress): { x: number; y: number } | null {
    const machine = this.plant.byAddress.get(address);
    if (!machine) return null;
    const at = machine.centre.clone().project(this.rig.camera);
    return { x: ((at.x + 1) / 2) * this.width, y: ((1 - at.y) / 2) * this.height };
  }

  machineAt(x: number, y: number): EquipmentAddress | null {
    const { rig, plant } = this;
    const at = { x: x / this.width, y: y / this.height };
    return machineUnder(at, rig.camera, plant.machines)?.equipment.address ?? null;
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
      parts: this.parts.count,
      quality: this.quality.preset,
      pulsing: this.beacons.pulsing,
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
    this.modes.dispose();
    this.rig.dispose();
    this.mesh.dispose();
    this.materials.dispose();
    this.effects.dispose();
    this.beacons.dispose();
    this.overlay.dispose();
    this.floor.dispose();
    this.parts.dispose();
    this.seams.dispose();
    this.plant.tables.dispose();
    this.models?.dispose();
    this.lighting.forget();
    this.sun.dispose();
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
    const { plant, meter, rig } = this;
    const sinceS = Math.max(0, (nowMs - this.lastMs) / 1000);
    const dt = Math.min(LONGEST_STEP_S, sinceS);
    this.lastMs = nowMs;
    if (this.mustCatchUp(nowMs, sinceS)) return;
    const serverMs = live.now();
    if (live.revision !== this.seenRevision) {
      this.seenRevision = live.revision;
      this.dirty = true;
    }
    if (serverMs - this.lastStateMs > STATE_CHECK_MS) this.checkStates(serverMs, true);
    this.frame.dt = dt;
    this.frame.time += dt;
    this.uniforms.time.value = this.frame.time % 1000;
    const before = plant.tables.revision;
    openHall(plant.hallRigs[0], rig.camera.position, live.index.model.hall);
    this.attention.look(rig.camera);
    const moved = movePlant(plant, this.frame, this.attention);
    const partsMoved = this.parts.step(dt, this.attention);
    // The camera keeps to the clock: where frames are slow it arrives in few steps.
    const wentOn = this.modes.update(Math.min(1, sinceS));
    const cameraMoved = rig.update(sinceS, meter.isSlow) || wentOn;
    meter.updated(performance.now() - started);
    if (cameraMoved || partsMoved || plant.tables.revision !== before) this.dirty = true;
    if (plant.tables.emits || this.beacons.pulsing) this.dirty = true;
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
    if (moved && this.sun.isDue(nowMs, meter.frameMs)) this.renderer.shadowMap.needsUpdate = true;
    this.draw(nowMs, serverMs);
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
    if (this.sun.cover(this.rig.target, this.rig.distance)) this.renderer.shadowMap.needsUpdate = true;
  }

  private draw(nowMs: number, serverMs: number): void {
    const { renderer, scene, mesh } = this;
    const { camera } = this.rig;
    this.effects.update();
    this.seams.update();
    this.beacons.update(nowMs);
    renderer.info.reset();
    // Shadows are drawn with the mirror image: coarse forms are enough for both.
    mesh.coarsen(camera);
    if (this.floor.mirrors) this.floor.drawMirror(renderer, scene, camera, this.hiddenInMirror);
    mesh.chooseDetail(camera);
    renderer.render(scene, camera);
    this.labels.update(camera, serverMs, this.selected, this.hovered);
  }

  /** Takes one batch of live values; the only work is for machines whose state or count changed. */
  private readonly onBatch = (): void => {
    const started = performance.now();
    const { live } = this.options;
    for (let i = 0; i < live.changedCount; i++) {
      const at = this.machineOfSignal[live.changed[i]];
      if (at >= 0) this.dirtyState[at] = 1;
    }
    this.checkStates(live.now(), false);
    this.parts.countParts();
    this.meter.batchTaken(performance.now() - started);
    this.dirty = true;
  };

  private checkStates(serverMs: number, all: boolean): void {
    if (all) this.lastStateMs = serverMs;
    const { machines, tables } = this.plant;
    for (let i = 0; i < machines.length; i++) {
      if (!all && this.dirtyState[i] === 0) continue;
      this.dirtyState[i] = 0;
      const machine = machines[i];
      machine.live.refresh(serverMs);
      if (machine.shownLook === machine.live.look) continue;
      showStackLight(machine, tables);
      this.emphasiseOne(machine);
      this.dirty = true;
    }
  }

  private emphasise(): void {
    const { machines, tables, hallRigs } = this.plant;
    for (const machine of machines) this.emphasiseOne(machine);
    this.floor.dimmed = emphasiseHall(hallRigs, tables, this.selected !== null, this.painted);
  }

  private emphasiseOne(machine: Machine): void {
    const dimmed = emphasise(machine, this.plant.tables, this.selected, this.hovered);
    this.models?.dim(machine, dimmed);
  }

  /** After the hall stands: nobody waits for a file. */
  private async loadModels(): Promise<void> {
    const { onModelsFailed } = this.options;
    try {
      const [{ MachineModels: Models }, { listMachineModels }] = await Promise.all([
        import('./models/machine-models.ts'),
        import('../live/machine-models-api.ts'),
      ]);
      const files = await listMachineModels();
      if (this.disposed) return;
      const models = new Models();
      this.models = models;
      this.scene.add(models.group);
      this.hiddenInMirror.push(models.group);
      const failures = await models.load(files, this.plant.machines, this.renderer, (machine) => {
        this.mesh.giveWay(machine.slot);
        this.emphasiseOne(machine);
        this.renderer.shadowMap.needsUpdate = true;
        this.invalidate();
      });
      if (failures.length > 0 && !this.disposed) onModelsFailed?.(failures);
    } catch (error) {
      if (!this.disposed) onModelsFailed?.([{ file: '*.glb', reason: (error as Error).message }]);
    }
  }

  private listen(): void {
    const { canvas, live, onSelect } = this.options;
    this.undo.push(live.subscribe(this.onBatch));
    this.undo.push(
      watchPointer(canvas, this.rig.camera, this.plant.machines, {
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

  /** Three.js uploads geometry and textures again by itself; what was rendered must be made again. */
  private onContextRestored(): void {
    this.lighting.forget();
    this.setTheme(this.theme);
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
    const { canvas, insets } = this.options;
    this.width = Math.max(1, canvas.clientWidth);
    this.height = Math.max(1, canvas.clientHeight);
    const { pixelRatio } = QUALITY_SETTINGS[this.quality.preset];
    this.renderer.setPixelRatio(Math.min(pixelRatio, window.devicePixelRatio * Math.min(1, pixelRatio)));
    this.renderer.setSize(this.width, this.height, false);
    this.rig.resize(this.width, this.height, insets);
    this.floor.resize(this.width, this.height);
    this.labels.resize(this.width, this.height, insets);
    if (this.showsWholeHall) this.rig.moveTo(wholeHall(this.rig, this.plant.machines), true);
    this.coverShadow();
    this.invalidate();
  }
}
