import type { SeamMessage, SeamVerdictSummary } from '@linetwin/contracts';
import type { Place } from '@linetwin/model';
import { Color, Scene, type Object3D, type PerspectiveCamera, type Vector3, type WebGLRenderer } from 'three';
import type { LiveValues } from '../../live/live-values.ts';
import { gradesPerMm } from '../../live/seam-grades.ts';
import type { StandingAlarm } from '../../live/standing-alarms.ts';
import { PALETTES } from '../../ui/tokens.ts';
import { Lighting } from '../light/lighting.ts';
import { Sun } from '../light/sun.ts';
import type { MachineModels } from '../models/machine-models.ts';
import { OverlayPaint } from '../overlay/overlay-paint.ts';
import { AlarmBeacons } from '../plant/alarm-beacons.ts';
import { createEffects } from '../plant/effects.ts';
import { emphasise, emphasiseHall } from '../plant/emphasis.ts';
import { createPlantMaterials, plantUniforms } from '../plant/materials.ts';
import { buildPlantMesh } from '../plant/plant-mesh.ts';
import { buildPlant, movePlant, placeEquipment, standAt, type Machine, type Plant } from '../plant/plant.ts';
import { showStackLight } from '../plant/stack-lights.ts';
import { QUALITY_SETTINGS, type QualityPreset } from '../quality/quality.ts';
import type { SceneOverlay, SceneTheme } from '../scene-api.ts';
import { SeamPaint, seamHolder } from '../seam/seam-paint.ts';
import type { Attention } from '../view/attention.ts';
import { Floor } from './floor.ts';
import { lightWindows, openHall } from './hall-form.ts';
import { layOutHall } from './hall-layout.ts';
import { MirrorCadence } from './mirror-cadence.ts';
import { partsBetween } from './parts-between.ts';

/** What eyes are on: machines that are told apart from the rest. */
export interface Focus {
  selected: Machine | null;
  hovered: Machine | null;
}

/** All that stands in the hall and how it is lit: moved, painted and drawn, whatever looks at it. */
export class HallStage {
  readonly plant: Plant;
  /** Forms where they stand, for what must not go through them. */
  readonly placed;
  /** Floor under what stands there besides machines. */
  readonly furniture;
  readonly parts;
  readonly sun: Sun;
  private readonly renderer: WebGLRenderer;
  private readonly live: LiveValues;
  private readonly scene = new Scene();
  private readonly uniforms;
  private readonly materials;
  private readonly mesh;
  private readonly effects;
  private readonly floor: Floor;
  private readonly seams = new SeamPaint();
  private readonly beacons: AlarmBeacons;
  private readonly overlay: OverlayPaint;
  private readonly lighting: Lighting;
  private readonly hiddenInMirror: Object3D[];
  private readonly frame;
  private readonly moves = { moved: false, changed: false };
  private focus: Focus = { selected: null, hovered: null };
  private painted = false;
  private readonly mirrorCadence = new MirrorCadence();
  private theme: SceneTheme = 'dark';
  /** Files that stand in place of built-in forms, once they are here. */
  private models: MachineModels | undefined;

  constructor(renderer: WebGLRenderer, live: LiveValues, reducedMotion: boolean) {
    this.renderer = renderer;
    this.live = live;
    const { model } = live.index;
    const placed = placeEquipment(model);
    const layout = layOutHall(model, placed);
    const { plant, placements } = buildPlant(placed, layout.forms, live);
    const { machines, tables } = plant;
    this.plant = plant;
    this.placed = placed;
    this.furniture = layout.furniture;
    this.uniforms = plantUniforms(tables);
    this.materials = createPlantMaterials(this.uniforms);
    this.mesh = buildPlantMesh(placements, this.materials);
    this.effects = createEffects(placements, tables, this.uniforms);
    this.floor = new Floor(model.hall, layout.patches, layout.bays, layout.aisles);
    this.parts = partsBetween(layout.conveyors, plant);
    this.beacons = new AlarmBeacons(machines, reducedMotion);
    this.overlay = new OverlayPaint(plant);
    this.sun = new Sun(model.hall);
    this.lighting = new Lighting(renderer, this.scene, this.sun, this.uniforms, model.hall);
    this.frame = { dt: 0, time: 0, live: machines[0]?.live, rig: machines[0]?.rig };
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
  }

  /** Whether an alarm pulses, because it waits for a person. */
  get pulsing(): boolean {
    return this.beacons.pulsing;
  }

  /** Whether something goes on by itself, so that every frame differs. */
  get isRestless(): boolean {
    return this.plant.tables.emits || this.beacons.pulsing;
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
    this.shadowsChanged();
  }

  /** After the context was lost: Three.js uploads geometry and textures by itself; what was rendered must be made again. */
  renderAnew(): void {
    this.lighting.forget();
    this.setTheme(this.theme);
  }

  setQuality(preset: QualityPreset): void {
    const { shadowTexels, mirror, detail } = QUALITY_SETTINGS[preset];
    this.sun.setTexels(shadowTexels);
    this.floor.mirrors = mirror;
    this.mesh.detail = detail;
    this.shadowsChanged();
  }

  resize(width: number, height: number): void {
    this.floor.resize(width, height);
  }

  setAlarms(byEquipment: ReadonlyMap<string, StandingAlarm>): void {
    this.beacons.setAlarms(byEquipment);
  }

  setOverlay(overlay: SceneOverlay | null): void {
    this.painted = overlay !== null;
    this.overlay.show(overlay);
    this.emphasise(this.focus);
  }

  /** Dims what eyes are not on. */
  emphasise(focus: Focus): void {
    this.focus = focus;
    const { machines, tables, hallRigs } = this.plant;
    for (const machine of machines) this.emphasiseOne(machine);
    this.floor.dimmed = emphasiseHall(hallRigs, tables, focus.selected !== null, this.painted);
  }

  /** Shows a machine as it looks now. */
  showLook(machine: Machine): void {
    showStackLight(machine, this.plant.tables);
    this.emphasiseOne(machine);
  }

  /** @returns whether there is a workpiece to paint */
  showSeam(equipment: string, seam: SeamMessage, verdict?: SeamVerdictSummary): boolean {
    const machine = this.plant.byAddress.get(equipment);
    const holder = machine && seamHolder(machine, this.plant.machines);
    if (holder) this.seams.show(holder, gradesPerMm(seam, verdict), this.plant.machines);
    return holder !== undefined;
  }

  moveMachine(machine: Machine, at: Place): void {
    standAt(machine, at);
    this.mesh.place(machine.slot, machine.matrix);
    this.models?.place(machine);
    this.shadowsChanged();
  }

  /** Puts files in place of built-in forms as they come. @returns those that cannot be shown, and why */
  async standModels(
    models: MachineModels,
    files: Parameters<MachineModels['load']>[0],
    onStanding: () => void,
  ): ReturnType<MachineModels['load']> {
    this.models = models;
    this.scene.add(models.group);
    this.hiddenInMirror.push(models.group);
    return models.load(files, this.plant.machines, this.renderer, (machine) => {
      this.mesh.giveWay(machine.slot);
      this.emphasiseOne(machine);
      this.shadowsChanged();
      onStanding();
    });
  }

  /**
   * Moves what moves by so many seconds. Allocates nothing.
   *
   * @returns whether machines moved, which throw shadows, and whether anything at all looks otherwise
   */
  step(dt: number, attention: Attention, eye: Vector3): { moved: boolean; changed: boolean } {
    const { plant, frame, moves } = this;
    frame.dt = dt;
    frame.time += dt;
    this.uniforms.time.value = frame.time % 1000;
    const before = plant.tables.revision;
    openHall(plant.hallRigs[0], eye, this.live.index.model.hall);
    moves.moved = movePlant(plant, frame, attention);
    const partsMoved = this.parts.step(dt, attention);
    moves.changed = partsMoved || plant.tables.revision !== before;
    return moves;
  }

  /** Lets shadows fall where somebody looks. */
  coverShadow(target: Vector3, distance: number): void {
    if (this.sun.cover(target, distance)) this.shadowsChanged();
  }

  shadowsChanged(): void {
    this.renderer.shadowMap.needsUpdate = true;
  }

  /** @returns whether a frame is needed for the image in the floor alone, which shows an earlier moment */
  mirrorCatchesUp(nowMs: number): boolean {
    return this.floor.mirrors && this.mirrorCadence.catchUp(nowMs);
  }

  draw(camera: PerspectiveCamera, nowMs: number): void {
    const { renderer, scene, mesh, floor } = this;
    this.effects.update();
    this.seams.update();
    this.beacons.update(nowMs);
    renderer.info.reset();
    camera.updateMatrixWorld();
    const isWrong = renderer.shadowMap.needsUpdate || !floor.isMirrorFor(camera);
    if (floor.mirrors && this.mirrorCadence.take(nowMs, isWrong)) {
      // Shadows are drawn with the mirror image: coarse forms are enough for both.
      mesh.coarsen(camera);
      floor.drawMirror(renderer, scene, camera, this.hiddenInMirror);
    }
    mesh.chooseDetail(camera);
    renderer.render(scene, camera);
  }

  dispose(): void {
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
  }

  private emphasiseOne(machine: Machine): void {
    const { selected, hovered } = this.focus;
    const dimmed = emphasise(machine, this.plant.tables, selected, hovered);
    this.models?.dim(machine, dimmed);
  }
}
