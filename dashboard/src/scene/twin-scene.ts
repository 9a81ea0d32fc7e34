import {
  ACESFilmicToneMapping,
  Box3,
  Color,
  DirectionalLight,
  Fog,
  MathUtils,
  PCFShadowMap,
  Raycaster,
  SRGBColorSpace,
  Scene,
  Vector2,
  Vector3,
  WebGLRenderer,
  type Object3D,
  type Texture,
} from 'three';
import type { AlarmPriority, EquipmentAddress } from '@linetwin/model';
import type { SeamMessage } from '@linetwin/contracts';
import { PALETTES } from '../ui/tokens.ts';
import { Floor } from './hall/floor.ts';
import { openHall } from './hall/hall-form.ts';
import { layOutHall } from './hall/hall-layout.ts';
import { LabelLayer } from './labels/label-layer.ts';
import { createEnvironment } from './light/environment.ts';
import { MovingParts } from './parts/moving-parts.ts';
import { createEffects } from './plant/effects.ts';
import { createPlantMaterials, plantUniforms } from './plant/materials.ts';
import { DETAIL_DISTANCE_M, buildPlantMesh } from './plant/plant-mesh.ts';
import { buildPlant, movePlant, placeEquipment, type Machine } from './plant/plant.ts';
import { showStackLight } from './plant/stack-lights.ts';
import type { SceneStats, SceneTheme, TwinScene, TwinSceneOptions } from './scene-api.ts';
import { SeamPaint, seamHolder } from './seam/seam-paint.ts';
import { CameraRig, type View } from './view/camera-rig.ts';
import { pickMachine } from './view/picking.ts';

export type { SceneLanguage, SceneStats, SceneTheme, TwinScene, TwinSceneOptions } from './scene-api.ts';

interface Look {
  exposure: number;
  sun: number;
  sunGain: number;
  environmentGain: number;
  glowGain: number;
}

const LOOKS: Record<SceneTheme, Look> = {
  dark: { exposure: 0.9, sun: 0xf6f4ee, sunGain: 2.0, environmentGain: 0.7, glowGain: 1.25 },
  light: { exposure: 0.74, sun: 0xfff0dc, sunGain: 2.7, environmentGain: 0.58, glowGain: 1.25 },
};

const SUN_DIRECTION = new Vector3(0.42, 1, 0.34).normalize();
const SHADOW_MAP_SIZE = 2048;
/** Moving pieces redraw the shadow map at most this often, ms. */
const SHADOW_PERIOD_MS = 120;
const SHADOW_LAG_FRAMES = 4;
/** Longest time step drawn; after a pause machines go on from where they were. */
const LONGEST_STEP_S = 0.1;
const STATE_CHECK_MS = 1000;
const CLICK_SLOP_PX = 5;
const MEASURED_FRAMES = 120;
const SLOW_FRAME_MS = 60;
const LONGEST_REST_MS = 1500;
/**
 * Share of time that drawing may take when nobody touches the scene. Only where graphics are slow (a software
 * renderer takes seconds a frame) does it bite: the page around the scene must stay usable there.
 */
const MOST_DRAWING_SHARE = 0.35;
/** On screens denser than this more pixels cost more than they show. */
const MAX_PIXEL_RATIO = 2;

/** Builds the hall of `options.live.index.model` on a canvas. Call `start()` to let it draw. */
export function createTwinScene(options: TwinSceneOptions): TwinScene {
  return new HallScene(options);
}

class HallScene implements TwinScene {
  private readonly options: TwinSceneOptions;
  private readonly renderer: WebGLRenderer;
  private readonly scene = new Scene();
  private readonly plant;
  private readonly uniforms;
  private readonly materials;
  private readonly mesh;
  private readonly effects;
  private readonly floor: Floor;
  private readonly parts: MovingParts;
  private readonly seams = new SeamPaint();
  private readonly labels: LabelLayer;
  private readonly rig: CameraRig;
  private readonly sun = new DirectionalLight();
  private readonly frame;
  private readonly ray = new Raycaster();
  private readonly pointer = new Vector2();
  private readonly hiddenInMirror: Object3D[];
  private readonly undo: (() => void)[] = [];
  private readonly machineOfSignal: Int32Array;
  private readonly dirtyState: Uint8Array;
  private readonly environments = new Map<SceneTheme, Texture>();
  private theme: SceneTheme;
  private selected: Machine | null = null;
  private hovered: Machine | null = null;
  private alarms: ReadonlyMap<string, AlarmPriority> = new Map();
  private request = 0;
  private running = false;
  private dirty = true;
  private lastMs = 0;
  private lastShadowMs = 0;
  private lastStateMs = 0;
  private seenRevision = -1;
  private restUntilMs = 0;
  /** Time between the last two frames that were drawn. */
  private frameMs = 0;
  private drawnAtMs = 0;
  private shadowExtent = 0;
  private readonly shadowCentre = new Vector3(Infinity, 0, 0);
  private pressed: { x: number; y: number } | null = null;
  private readonly scriptMs = new Float32Array(MEASURED_FRAMES);
  private readonly updateMs = new Float32Array(MEASURED_FRAMES);
  private frames = 0;
  private batchTotalMs = 0;
  private batches = 0;
  private width = 1;
  private height = 1;

  constructor(options: TwinSceneOptions) {
    this.options = options;
    this.theme = options.theme;
    const { canvas, live } = options;
    const model = live.index.model;
    this.renderer = new WebGLRenderer({ canvas, antialias: true, powerPreference: 'high-performance' });
    this.renderer.outputColorSpace = SRGBColorSpace;
    this.renderer.toneMapping = ACESFilmicToneMapping;
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = PCFShadowMap;
    this.renderer.shadowMap.autoUpdate = false;
    this.renderer.info.autoReset = false;

    const placed = placeEquipment(model);
    const layout = layOutHall(model, placed);
    this.plant = buildPlant(placed, layout.form, live);
    this.uniforms = plantUniforms(this.plant.tables);
    this.materials = createPlantMaterials(this.uniforms);
    this.mesh = buildPlantMesh(this.plant.placements, this.materials);
    this.effects = createEffects(this.plant.placements, this.plant.tables, this.uniforms);
    this.floor = new Floor(model.hall, layout.patches, layout.bays, layout.aisles);
    const machine = (address: string) => this.plant.byAddress.get(address)!.live;
    const shares = (key: 'from' | 'to', address: string) =>
      layout.conveyors.filter((c) => c[key] === address).length;
    this.parts = new MovingParts(
      layout.conveyors.map(({ path, look, from, to }) => ({
        path,
        look,
        before: machine(from),
        after: machine(to),
        shareOut: shares('from', from),
        shareIn: shares('to', to),
      })),
    );
    this.scene.add(
      this.mesh.group,
      ...this.floor.group,
      this.parts.group,
      this.seams.group,
      this.effects.particles,
      this.effects.halos,
      this.sun,
      this.sun.target,
    );
    this.hiddenInMirror = [...this.mesh.details, this.effects.particles, this.seams.group];
    this.prepareSun();

    const { lengthM, widthM, heightM } = model.hall;
    const bounds = new Box3(
      new Vector3(-lengthM / 2, 0, -widthM / 2),
      new Vector3(lengthM / 2, heightM * 0.6, widthM / 2),
    );
    const obstacles = placed.map(({ box, matrix }) => box.clone().applyMatrix4(matrix));
    this.rig = new CameraRig(canvas, bounds, obstacles, options.reducedMotion, () => this.invalidate());
    this.labels = new LabelLayer(options.labelLayer, this.plant.machines, live, options.language);
    this.frame = { dt: 0, time: 0, live: this.plant.machines[0]?.live, rig: this.plant.machines[0]?.rig };

    this.machineOfSignal = new Int32Array(model.signals.length).fill(-1);
    this.dirtyState = new Uint8Array(this.plant.machines.length);
    this.plant.machines.forEach((item, at) => {
      const { firstSignal, signalCount } = item.equipment;
      this.machineOfSignal.fill(at, firstSignal, firstSignal + signalCount);
    });
    this.listen();
    this.setTheme(options.theme);
    this.resize();
    this.rig.moveTo(this.wholeHall(), true);
  }

  select(address: EquipmentAddress | null): void {
    const machine = address === null ? null : (this.plant.byAddress.get(address) ?? null);
    if (machine === this.selected) return;
    this.selected = machine;
    this.paintSlots();
    if (machine) this.rig.moveTo(this.viewOf(machine));
    this.invalidate();
  }

  setTheme(theme: SceneTheme): void {
    this.theme = theme;
    const look = LOOKS[theme];
    const palette = PALETTES[theme];
    const ground = new Color(palette.ground);
    this.renderer.setClearColor(ground, 1);
    this.renderer.toneMappingExposure = look.exposure;
    this.sun.color.set(look.sun);
    this.sun.intensity = look.sunGain;
    let environment = this.environments.get(theme);
    if (!environment) this.environments.set(theme, (environment = createEnvironment(this.renderer, theme)));
    this.scene.environment = environment;
    this.scene.environmentIntensity = look.environmentGain;
    const reach = this.options.live.index.model.hall.lengthM;
    this.scene.fog = new Fog(ground, reach * 1.4, reach * 5);
    this.uniforms.accent.value.set(palette.accent);
    this.uniforms.dimColour.value.copy(ground).multiplyScalar(theme === 'dark' ? 1.3 : 0.82);
    this.uniforms.glowGain.value = look.glowGain;
    this.floor.setTheme(theme, ground, this.uniforms.dimColour.value);
    this.renderer.shadowMap.needsUpdate = true;
    this.invalidate();
  }

  setLanguage(language: TwinSceneOptions['language']): void {
    this.labels.setLanguage(language);
    this.invalidate();
  }

  setAlarms(byEquipment: ReadonlyMap<string, AlarmPriority>): void {
    this.alarms = byEquipment;
    this.labels.setAlarms(byEquipment);
    this.paintSlots();
    this.invalidate();
  }

  showSeam(equipment: string, seam: SeamMessage): void {
    const machine = this.plant.byAddress.get(equipment);
    const holder = machine && seamHolder(machine, this.plant.machines);
    if (!holder) return;
    this.seams.show(holder, seam, this.plant.machines);
    this.invalidate();
  }

  frameLine(line: string | null): void {
    const machines =
      line === null ? [] : this.plant.machines.filter(({ equipment }) => equipment.line === line);
    this.rig.moveTo(machines.length === 0 ? this.wholeHall() : this.viewOfGroup(machines));
    this.invalidate();
  }

  resetView(): void {
    const hadSelection = this.selected !== null;
    this.selected = null;
    this.paintSlots();
    this.rig.moveTo(this.wholeHall());
    this.invalidate();
    if (hadSelection) this.options.onSelect(null);
  }

  screenPosition(address: EquipmentAddress): { x: number; y: number } | null {
    const machine = this.plant.byAddress.get(address);
    if (!machine) return null;
    const at = machine.centre.clone().project(this.rig.camera);
    return { x: ((at.x + 1) / 2) * this.width, y: ((1 - at.y) / 2) * this.height };
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
    const { info } = this.renderer;
    const measured = Math.min(this.frames, MEASURED_FRAMES);
    return {
      drawCalls: info.render.calls,
      triangles: info.render.triangles,
      scriptMsPerFrame: median(this.scriptMs.slice(0, measured)),
      updateMsPerFrame: median(this.updateMs.slice(0, measured)),
      frames: this.frames,
      batchMs: this.batches === 0 ? 0 : this.batchTotalMs / this.batches,
      geometries: info.memory.geometries,
      textures: info.memory.textures,
      programs: info.programs?.length ?? 0,
    };
  }

  dispose(): void {
    this.stop();
    for (const undo of this.undo) undo();
    this.labels.dispose();
    this.rig.dispose();
    this.mesh.dispose();
    this.materials.dispose();
    this.effects.dispose();
    this.floor.dispose();
    this.parts.dispose();
    this.seams.dispose();
    this.plant.tables.dispose();
    this.forgetEnvironments();
    this.sun.dispose();
    this.renderer.dispose();
  }

  private forgetEnvironments(): void {
    for (const texture of this.environments.values()) texture.dispose();
    this.environments.clear();
  }

  private invalidate(): void {
    this.dirty = true;
  }

  /** One frame: take what is new, move what moves, draw if anything changed. Allocates nothing. */
  private readonly onFrame = (nowMs: number): void => {
    this.request = requestAnimationFrame(this.onFrame);
    const started = performance.now();
    const dt = Math.min(LONGEST_STEP_S, Math.max(0, (nowMs - this.lastMs) / 1000));
    this.lastMs = nowMs;
    const serverMs = Date.now() + this.options.live.clockOffsetMs;
    if (this.options.live.revision !== this.seenRevision) {
      this.seenRevision = this.options.live.revision;
      this.dirty = true;
    }
    if (serverMs - this.lastStateMs > STATE_CHECK_MS) this.checkStates(serverMs, true);
    this.frame.dt = dt;
    this.frame.time += dt;
    this.uniforms.time.value = this.frame.time % 1000;
    const before = this.plant.tables.revision;
    openHall(this.plant.hallRig, this.rig.camera.position, this.options.live.index.model.hall);
    const moved = movePlant(this.plant, this.frame);
    const partsMoved = this.parts.step(dt);
    const cameraMoved = this.rig.update(dt);
    this.updateMs[this.frames % MEASURED_FRAMES] = performance.now() - started;
    if (cameraMoved || partsMoved || this.plant.tables.revision !== before || this.plant.tables.emits)
      this.dirty = true;
    if (!this.dirty || nowMs < this.restUntilMs) return;
    this.dirty = false;
    this.updateShadow(nowMs, moved, cameraMoved);
    this.draw(serverMs);
    const tookMs = performance.now() - started;
    this.scriptMs[this.frames % MEASURED_FRAMES] = tookMs;
    this.frames++;
    this.frameMs = nowMs - this.drawnAtMs;
    this.drawnAtMs = nowMs;
    this.restUntilMs =
      tookMs > SLOW_FRAME_MS ? nowMs + Math.min(LONGEST_REST_MS, tookMs / MOST_DRAWING_SHARE) : 0;
  };

  private draw(serverMs: number): void {
    const { renderer, scene, rig } = this;
    const camera = rig.camera;
    this.effects.update();
    this.seams.update();
    for (const mesh of this.mesh.details) {
      const sphere = mesh.geometry.boundingSphere!;
      mesh.visible = camera.position.distanceTo(sphere.center) - sphere.radius < DETAIL_DISTANCE_M;
    }
    renderer.info.reset();
    this.floor.drawMirror(renderer, scene, camera, this.hiddenInMirror);
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
    this.checkStates(Date.now() + live.clockOffsetMs, false);
    this.parts.countParts();
    this.batchTotalMs += performance.now() - started;
    this.batches++;
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
      this.paintSlot(machine);
      this.dirty = true;
    }
  }

  private paintSlots(): void {
    for (const machine of this.plant.machines) this.paintSlot(machine);
    const dimmed = this.selected ? 0.5 : 0;
    this.plant.tables.setSlot(this.plant.hallRig.slot, dimmed, 0, 0, 0);
    this.floor.dimmed = dimmed * 0.7;
  }

  private paintSlot(machine: Machine): void {
    const chosen = machine === this.selected;
    const dimmed = this.selected && !chosen && machine !== this.hovered ? 0.62 : 0;
    const highlighted = machine === this.hovered && !chosen ? 1 : 0;
    const stale = machine.live.look === 'nodata' ? 1 : 0;
    const alarm = (this.alarms.get(machine.equipment.address) ?? 0) / 4;
    this.plant.tables.setSlot(machine.slot, dimmed, highlighted, stale, alarm);
  }

  private prepareSun(): void {
    const { sun } = this;
    sun.castShadow = true;
    sun.shadow.mapSize.set(SHADOW_MAP_SIZE, SHADOW_MAP_SIZE);
    sun.shadow.radius = 3;
    sun.shadow.normalBias = 0.04;
    sun.shadow.bias = -0.0004;
  }

  /**
   * The shadow map covers what the camera looks at, in steps, so that it is fine near by; it is drawn again
   * only when that changed or when something that casts a shadow moved.
   */
  private updateShadow(nowMs: number, moved: boolean, cameraMoved: boolean): void {
    if (cameraMoved || this.shadowExtent === 0) {
      const hall = this.options.live.index.model.hall;
      const most = Math.hypot(hall.lengthM, hall.widthM) / 2 + 2;
      const wanted = Math.min(most, Math.max(8, this.rig.distance * 0.9));
      const extent = Math.min(most, 8 * 1.5 ** Math.ceil(Math.log(wanted / 8) / Math.log(1.5)));
      const centre = extent >= most ? ORIGIN : this.rig.target;
      const far = this.shadowCentre.distanceTo(centre) > extent * 0.18;
      if (extent !== this.shadowExtent || far) {
        this.shadowExtent = extent;
        this.shadowCentre.copy(centre);
        const { sun } = this;
        sun.target.position.copy(centre);
        sun.position.copy(centre).addScaledVector(SUN_DIRECTION, 90);
        const camera = sun.shadow.camera;
        camera.left = camera.bottom = -extent;
        camera.right = camera.top = extent;
        camera.near = 10;
        camera.far = 180;
        camera.updateProjectionMatrix();
        sun.target.updateMatrixWorld();
        sun.updateMatrixWorld();
        this.renderer.shadowMap.needsUpdate = true;
      }
    }
    // Where frames are slow, shadows of moving pieces may lag some frames behind.
    if (moved && nowMs - this.lastShadowMs > Math.max(SHADOW_PERIOD_MS, SHADOW_LAG_FRAMES * this.frameMs)) {
      this.lastShadowMs = nowMs;
      this.renderer.shadowMap.needsUpdate = true;
    }
  }

  private wholeHall(): View {
    return this.fit(this.plant.machines, 0.24, 0.9, 0.98);
  }

  private viewOf(machine: Machine): View {
    const cell = robotCell(machine, this.plant.machines);
    // A cell is looked into from above its fence, all of it, whichever of its machines was chosen.
    if (cell.length > 1) return this.fit(cell, 0.45, 0.82, 0.62);
    const turn = MathUtils.degToRad(machine.equipment.at.rotationDeg);
    // Machines show their front to +z of their own frame and have their panel on the right of it.
    return this.fit([machine], turn - 0.5, 1.1, 0.74);
  }

  private viewOfGroup(machines: readonly Machine[]): View {
    return this.fit(machines, 0.2, 1.02, 0.94);
  }

  /** View from a direction that just holds the boxes of some machines. */
  private fit(machines: readonly Machine[], azimuth: number, polar: number, fill: number): View {
    const box = new Box3();
    const own = new Box3();
    for (const machine of machines) box.union(own.copy(machine.box).applyMatrix4(machine.matrix));
    return this.rig.fit(box, azimuth, polar, fill);
  }

  private listen(): void {
    const { canvas, live } = this.options;
    const on = <K extends keyof HTMLElementEventMap>(
      name: K,
      handler: (event: HTMLElementEventMap[K]) => void,
    ) => {
      canvas.addEventListener(name, handler);
      this.undo.push(() => canvas.removeEventListener(name, handler));
    };
    this.undo.push(live.subscribe(this.onBatch));
    on('pointerdown', (event) => (this.pressed = { x: event.offsetX, y: event.offsetY }));
    on('pointerup', (event) => {
      const from = this.pressed;
      this.pressed = null;
      if (!from || Math.hypot(event.offsetX - from.x, event.offsetY - from.y) > CLICK_SLOP_PX) return;
      const machine = this.pick(event.offsetX, event.offsetY);
      this.select(machine?.equipment.address ?? null);
      this.options.onSelect(machine?.equipment.address ?? null);
    });
    on('pointermove', (event) => {
      if (event.buttons === 0) this.hover(this.pick(event.offsetX, event.offsetY));
    });
    on('pointerleave', () => this.hover(null));
    const observer = new ResizeObserver(() => this.resize());
    observer.observe(canvas);
    this.undo.push(() => observer.disconnect());
    const onLost = (event: Event) => {
      event.preventDefault();
      this.options.onContextLost?.();
    };
    const onRestored = () => {
      // Three.js uploads geometry and textures again by itself; what was rendered must be made again.
      this.forgetEnvironments();
      this.setTheme(this.theme);
      this.options.onContextRestored?.();
    };
    canvas.addEventListener('webglcontextlost', onLost);
    canvas.addEventListener('webglcontextrestored', onRestored);
    this.undo.push(() => {
      canvas.removeEventListener('webglcontextlost', onLost);
      canvas.removeEventListener('webglcontextrestored', onRestored);
    });
  }

  private pick(x: number, y: number): Machine | null {
    this.pointer.set((x / this.width) * 2 - 1, 1 - (y / this.height) * 2);
    this.ray.setFromCamera(this.pointer, this.rig.camera);
    return pickMachine(this.ray.ray, this.plant.machines);
  }

  private hover(machine: Machine | null): void {
    if (machine === this.hovered) return;
    const before = this.hovered;
    this.hovered = machine;
    if (before) this.paintSlot(before);
    if (machine) this.paintSlot(machine);
    this.options.canvas.style.cursor = machine ? 'pointer' : '';
    this.options.onHover?.(machine?.equipment.address ?? null);
    this.invalidate();
  }

  private resize(): void {
    const { canvas } = this.options;
    this.width = Math.max(1, canvas.clientWidth);
    this.height = Math.max(1, canvas.clientHeight);
    this.renderer.setPixelRatio(Math.min(MAX_PIXEL_RATIO, window.devicePixelRatio));
    this.renderer.setSize(this.width, this.height, false);
    this.rig.resize(this.width, this.height);
    this.floor.resize(this.width, this.height);
    this.labels.resize(this.width, this.height);
    this.invalidate();
  }
}

/** The middle one: frames that compile a shader would spoil a mean. */
function median(values: Float32Array): number {
  return values.length === 0 ? 0 : values.sort()[values.length >> 1];
}

const ORIGIN = new Vector3();
const CELL_REACH_M = 4.5;

/** Robot, table and what stands inside the fence with them, where the machine is one of these; else nothing. */
function robotCell(machine: Machine, machines: readonly Machine[]): Machine[] {
  const { line, lane, at } = machine.equipment;
  const mates = machines.filter(
    ({ equipment }) =>
      lane !== undefined &&
      equipment.line === line &&
      equipment.lane === lane &&
      Math.hypot(equipment.at.x - at.x, equipment.at.z - at.z) < CELL_REACH_M,
  );
  return mates.some(({ rig }) => rig.form.anchors.has('flange')) ? mates : [];
}
