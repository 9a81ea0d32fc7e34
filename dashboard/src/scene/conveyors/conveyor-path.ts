import { Sphere, type Vector3 } from 'three';

/** A way through space with its lengths, sampled by distance. */
export class ConveyorPath {
  readonly lengthM: number;
  private readonly points: readonly Vector3[];
  private readonly distances: Float32Array;
  /** Of each stretch, radians about y. */
  private readonly headings: Float32Array;

  constructor(points: readonly Vector3[]) {
    this.points = points;
    this.distances = new Float32Array(points.length);
    this.headings = new Float32Array(points.length);
    for (let i = 1; i < points.length; i++) {
      this.distances[i] = this.distances[i - 1] + points[i].distanceTo(points[i - 1]);
      this.headings[i - 1] = Math.atan2(points[i - 1].z - points[i].z, points[i].x - points[i - 1].x);
    }
    this.lengthM = points.length === 0 ? 0 : this.distances[points.length - 1];
  }

  /**
   * Writes the place at a distance from the start into `out`; returns the heading there, radians about y.
   * Distances beyond the ends give the ends.
   */
  at(distanceM: number, out: Vector3): number {
    const d = Math.max(0, Math.min(this.lengthM, distanceM));
    let low = 0;
    let high = this.points.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.distances[middle] <= d) low = middle;
      else high = middle;
    }
    const a = this.points[low];
    const b = this.points[high];
    const span = this.distances[high] - this.distances[low];
    out.lerpVectors(a, b, span > 0 ? (d - this.distances[low]) / span : 0);
    return this.headings[low];
  }

  /** A ball of the world that holds the whole way. */
  bounds(): Sphere {
    return new Sphere().setFromPoints([...this.points]);
  }
}
