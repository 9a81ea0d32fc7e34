import { Matrix4, Vector3, type PerspectiveCamera } from 'three';
import type { LiveValues } from '../../live/live-values.ts';
import type { StandingAlarm } from '../../live/standing-alarms.ts';
import { formatAge, formatQuantity } from '../../ui/format.ts';
import { LIFT_M, markerHeightM } from '../plant/alarm-beacons.ts';
import type { Machine } from '../plant/plant.ts';
import type { Insets, SceneLanguage, SceneOverlay } from '../scene-api.ts';
import { PRIORITY_GLYPHS, STATE_GLYPHS, glyphSvg } from './glyphs.ts';
import { keySignal } from './key-values.ts';
import { LabelLayout, NO_INSETS, type LabelRequest } from './label-layout.ts';
import './labels.css';

/** Numbers on labels change at most this often, ms: faster cannot be read. */
const TEXT_PERIOD_MS = 500;
const GLYPH_PX = 18;
/** On a narrower layer names would hide the machines: from far away only those in trouble have theirs. */
const NARROW_PX = 640;
/** Beyond this only one machine of each station is named, metres. */
const NAMES_DISTANCE_M = 60;
/** More names than these are no longer read at once, and looking for their room would cost too long. */
const MOST_NAMES = 60;

interface Label extends LabelRequest {
  machine: Machine;
  element: HTMLDivElement;
  leader: HTMLDivElement;
  glyphPlace: HTMLSpanElement;
  alarmPlace: HTMLSpanElement;
  nameText: Text;
  valueText: Text;
  signal: number;
  /** From the camera to the middle of its machine. */
  distanceM: number;
  look: string;
  alarm: StandingAlarm | undefined;
  text: string;
  /** When its text was looked at last, as `textTimeMs`. */
  textMs: number;
  /** What of it the page shows now, so that what stays the same is not written again. */
  applied: string;
  first: boolean;
  inFlow: boolean;
}

const projected = new Vector3();
const throughCamera = new Matrix4();

/** Names, one value and the state's shape over the machines, in HTML, so that they stay crisp at any zoom. */
export class LabelLayer {
  private readonly labels: Label[];
  private readonly layout: LabelLayout;
  private readonly live: LiveValues;
  private readonly root: HTMLDivElement;
  private language: SceneLanguage;
  private textTimeMs = 0;
  private stale = true;
  private overlay: SceneOverlay | null = null;
  private selected: Machine | null = null;
  private hovered: Machine | null = null;
  private readonly unmeasured: Label[] = [];
  private readonly seenFrom = new Matrix4();
  private readonly seenThrough = new Matrix4();
  private width = 0;
  private height = 0;
  private insets: Insets = NO_INSETS;
  private readonly scale: number;

  /** `scale` is the size of the labels against those of a desk. */
  constructor(
    layer: HTMLElement,
    machines: readonly Machine[],
    live: LiveValues,
    language: SceneLanguage,
    scale = 1,
  ) {
    this.scale = scale;
    this.live = live;
    this.language = language;
    this.root = document.createElement('div');
    this.root.className = 'twin-labels';
    this.root.style.setProperty('--twin-label-scale', String(scale));
    this.labels = machines.map((machine) => this.create(machine, machines, live));
    this.layout = new LabelLayout(this.labels.length);
    layer.append(this.root);
  }

  setLanguage(language: SceneLanguage): void {
    this.language = language;
    for (const label of this.labels) {
      label.nameText.data = label.machine.equipment.name[language];
      label.text = '';
    }
    this.textTimeMs = 0;
  }

  /** `insets` are strips of the layer that something else covers, pixels. */
  resize(width: number, height: number, insets: Insets = NO_INSETS): void {
    this.insets = insets;
    this.width = width;
    this.height = height;
    this.textTimeMs = 0;
    this.stale = true;
    for (const label of this.labels) label.width = 0;
  }

  setAlarms(byEquipment: ReadonlyMap<string, StandingAlarm>): void {
    this.stale = true;
    for (const label of this.labels) {
      const alarm = byEquipment.get(label.machine.equipment.address);
      label.element.dataset.pulsing = String(alarm?.unacknowledged ?? false);
      const { priority } = alarm ?? {};
      const before = label.alarm?.priority;
      label.alarm = alarm;
      if (priority === before) continue;
      label.alarmPlace.innerHTML = priority ? glyphSvg(PRIORITY_GLYPHS[priority]) : '';
      label.element.dataset.alarm = priority ? String(priority) : '';
      label.width = 0;
    }
  }

  /** Labels say what an overlay shows of their machine, beside the shape of its state. */
  setOverlay(overlay: SceneOverlay | null): void {
    if (overlay === null && this.overlay === null) return;
    this.overlay = overlay;
    this.textTimeMs = 0;
    this.stale = true;
  }

  /** Places all labels for a camera, where it or anything else changed. `nowMs` is server time. */
  update(camera: PerspectiveCamera, nowMs: number, selected: Machine | null, hovered: Machine | null): void {
    const renew = nowMs - this.textTimeMs > TEXT_PERIOD_MS;
    if (renew) this.textTimeMs = nowMs;
    const sameChoice = selected === this.selected && hovered === this.hovered;
    const sameView =
      this.seenFrom.equals(camera.matrixWorld) && this.seenThrough.equals(camera.projectionMatrix);
    if (sameView && !renew && !this.stale && sameChoice) return;
    const elsewhere = !sameView || this.stale;
    this.seenFrom.copy(camera.matrixWorld);
    this.seenThrough.copy(camera.projectionMatrix);
    this.stale = false;
    this.selected = selected;
    this.hovered = hovered;
    if (elsewhere) this.aim(camera);
    const otherLooks = this.showLooks();
    const otherRanks = elsewhere || otherLooks || !sameChoice;
    if (otherRanks) for (const label of this.labels) this.rank(label);
    // A first text says how much room to ask for; after that only those that were given room are written.
    for (const label of this.labels)
      if (label.visible && !label.glyphOnly && label.text === '') this.showText(label, nowMs);
    const otherSizes = this.measure();
    const otherPlaces = otherRanks || otherSizes;
    if (otherPlaces) this.layout.place(this.labels, this.width, this.height, this.insets, MOST_NAMES);
    for (const label of this.labels) {
      if (label.shown === 'full' && label.textMs !== this.textTimeMs) this.showText(label, nowMs);
      if (otherPlaces) this.apply(label, label.machine === selected, label.machine === hovered);
    }
  }

  dispose(): void {
    this.root.remove();
  }

  /** Where each label points in the picture of a camera, and from how far. */
  private aim(camera: PerspectiveCamera): void {
    const pixelsAtOneMetre = this.height / (2 * Math.tan((camera.fov * Math.PI) / 360));
    throughCamera.multiplyMatrices(camera.projectionMatrix, camera.matrixWorldInverse);
    for (const label of this.labels) {
      const { machine } = label;
      const distance = camera.position.distanceTo(machine.centre);
      projected.copy(machine.top);
      const marker = label.alarm ? markerHeightM(distance) : 0;
      if (marker > 0) projected.y += LIFT_M + marker;
      projected.applyMatrix4(throughCamera);
      label.distanceM = distance;
      label.marker = (marker * pixelsAtOneMetre) / distance;
      const x = ((projected.x + 1) / 2) * this.width;
      const y = ((1 - projected.y) / 2) * this.height;
      label.anchorX = x;
      label.anchorY = y;
      label.visible =
        projected.z < 1 &&
        projected.z > -1 &&
        x > -40 &&
        x < this.width + 40 &&
        y > 0 &&
        y < this.height + 40;
    }
  }

  /** Shows the shapes of machines that look otherwise now. @returns whether there were any */
  private showLooks(): boolean {
    let any = false;
    for (const label of this.labels) {
      const { look } = label.machine.live;
      if (label.look === look) continue;
      this.showLook(label, look);
      any = true;
    }
    return any;
  }

  /** Who goes first where there is not room for all, and who is read by its shape alone. */
  private rank(label: Label): void {
    const { machine, distanceM, look } = label;
    const chosen = machine === this.selected ? 4000 : machine === this.hovered ? 3000 : 0;
    const alarm = label.alarm ? 1000 - label.alarm.priority * 100 : 0;
    const trouble = look === 'fault' ? 500 : look === 'nodata' ? 220 : look === 'held' ? 120 : 0;
    label.priority = chosen + alarm + trouble + (label.first ? 60 : 0) + 100 / (1 + distanceM / 20);
    // While one is selected the others only keep their shape.
    if (label.visible && this.selected && chosen === 0 && alarm === 0 && trouble < 500) label.priority -= 500;
    // From far away one name per station is read; helpers and machines in parallel keep their shape.
    label.glyphOnly =
      distanceM > NAMES_DISTANCE_M &&
      chosen + alarm === 0 &&
      (this.width < NARROW_PX * this.scale ? trouble < 500 : trouble < 100 && !(label.first && label.inFlow));
  }

  private create(machine: Machine, machines: readonly Machine[], live: LiveValues): Label {
    const element = document.createElement('div');
    element.className = 'twin-label';
    const glyphPlace = document.createElement('span');
    glyphPlace.className = 'twin-label-glyph';
    const alarmPlace = document.createElement('span');
    alarmPlace.className = 'twin-label-alarm';
    const name = document.createElement('span');
    name.className = 'twin-label-name';
    const nameText = document.createTextNode(machine.equipment.name[this.language]);
    name.append(nameText);
    const value = document.createElement('span');
    value.className = 'twin-label-value';
    const valueText = document.createTextNode('');
    value.append(valueText);
    element.append(glyphPlace, name, value, alarmPlace);
    const leader = document.createElement('div');
    leader.className = 'twin-leader';
    this.root.append(leader, element);
    return {
      machine,
      element,
      leader,
      glyphPlace,
      alarmPlace,
      nameText,
      valueText,
      signal: keySignal(machine.live),
      distanceM: 0,
      look: '',
      alarm: undefined,
      text: '',
      textMs: -1,
      applied: '',
      first:
        machines.find(
          (other) =>
            other.equipment.station === machine.equipment.station &&
            other.equipment.line === machine.equipment.line,
        ) === machine,
      inFlow:
        live.index.line(machine.equipment.line)?.stations.find(({ id }) => id === machine.equipment.station)
          ?.inFlow ?? true,
      anchorX: 0,
      anchorY: 0,
      width: 0,
      height: 0,
      glyph: GLYPH_PX * this.scale,
      marker: 0,
      priority: 0,
      visible: false,
      glyphOnly: false,
      shown: 'hidden',
      x: 0,
      y: 0,
    };
  }

  private showLook(label: Label, look: Machine['live']['look']): void {
    label.look = look;
    // Its text said how old a value is, or says so now.
    label.textMs = -1;
    label.glyphPlace.innerHTML = glyphSvg(STATE_GLYPHS[look]);
    label.element.dataset.look = look;
  }

  private showText(label: Label, nowMs: number): void {
    label.textMs = this.textTimeMs;
    const { machine, signal } = label;
    const { sinceMs, look } = machine.live;
    let text = '';
    const reading = this.overlay?.byEquipment.get(machine.equipment.address);
    if (this.overlay) {
      text = reading?.text ?? '';
    } else if (look === 'nodata') {
      text = sinceMs > 0 ? formatAge(nowMs - sinceMs) : '–';
    } else if (signal >= 0) {
      const { unit, decimals } = this.live.index.model.signals[signal];
      text = formatQuantity(this.live.value[signal], unit, this.language, Math.min(decimals, 2));
    }
    if (text === label.text) return;
    // Widths only change with the number of figures; measuring is what costs.
    if (text.length !== label.text.length) label.width = 0;
    label.text = text;
    label.valueText.data = text;
  }

  /** @returns whether any label has another size than before */
  private measure(): boolean {
    this.unmeasured.length = 0;
    for (const label of this.labels) {
      if (label.width > 0 || !label.visible || label.glyphOnly) continue;
      label.element.style.display = '';
      label.element.classList.remove('is-glyph');
      label.applied = '';
      this.unmeasured.push(label);
    }
    // Written first and read then, so that the page is laid out once.
    for (const label of this.unmeasured) {
      label.width = label.element.offsetWidth;
      label.height = label.element.offsetHeight;
    }
    return this.unmeasured.length > 0;
  }

  private apply(label: Label, selected: boolean, hovered: boolean): void {
    const { element, leader, shown } = label;
    const style = element.style;
    const wanted =
      shown === 'hidden'
        ? shown
        : `${shown} ${label.x | 0} ${label.y | 0} ${label.anchorX | 0} ${label.anchorY | 0} ${selected} ${hovered}`;
    if (wanted === label.applied) return;
    label.applied = wanted;
    if (shown === 'hidden') {
      style.display = 'none';
      leader.style.display = 'none';
      return;
    }
    style.display = '';
    element.classList.toggle('is-glyph', shown === 'glyph');
    element.classList.toggle('is-selected', selected);
    element.classList.toggle('is-hovered', hovered);
    style.transform = `translate(${Math.round(label.x)}px, ${Math.round(label.y)}px)`;
    if (shown === 'glyph') {
      leader.style.display = 'none';
      return;
    }
    const fromX = Math.max(label.x + 8, Math.min(label.x + label.width - 8, label.anchorX));
    const fromY = label.y + label.height;
    const length = Math.hypot(label.anchorX - fromX, label.anchorY - fromY);
    const angle = Math.atan2(label.anchorY - fromY, label.anchorX - fromX);
    leader.style.display = '';
    leader.style.width = `${length.toFixed(1)}px`;
    leader.style.transform = `translate(${fromX.toFixed(1)}px, ${fromY.toFixed(1)}px) rotate(${angle.toFixed(3)}rad)`;
  }
}
