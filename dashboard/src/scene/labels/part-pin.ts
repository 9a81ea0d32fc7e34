import { Vector3, type PerspectiveCamera } from 'three';

const LIFT_M = 0.35;

/** Marks the part that is followed: a drop over the picture that points at it, so that it is found among others and in a machine. */
export class PartPin {
  private readonly element = document.createElement('div');
  private readonly projected = new Vector3();
  private shown = '';

  constructor(layer: HTMLElement) {
    this.element.className = 'part-pin';
    this.element.hidden = true;
    layer.append(this.element);
  }

  /** @param place of the part; null hides the pin @param width of the layer, pixels */
  show(place: Vector3 | null, camera: PerspectiveCamera, width: number, height: number): void {
    let wanted = '';
    if (place) {
      const { projected } = this;
      projected.copy(place);
      projected.y += LIFT_M;
      projected.project(camera);
      const [x, y] = [((projected.x + 1) / 2) * width, ((1 - projected.y) / 2) * height];
      if (projected.z < 1) wanted = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px) rotate(-45deg)`;
    }
    if (wanted === this.shown) return;
    this.shown = wanted;
    this.element.hidden = wanted === '';
    this.element.style.transform = wanted;
  }

  dispose(): void {
    this.element.remove();
  }
}
