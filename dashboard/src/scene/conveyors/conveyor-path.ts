import { Sphere, type Vector3 } from 'three';

/** A way through space with its lengths, sampled by distance. */
export class ConveyorPath {
  readonly lengthM: number;
  private readonly points: readonly Vector3[];
  private readonly distances: Float32Array;
  /** Of each stretch, radians about y. */
  private readonly headings: Float32Array;
  /** The stretch that was asked for last. */
  private last = 0;

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
    const { points, distances, headings } = this;
    const d = Math.max(0, Math.min(this.lengthM, distanceM));
    let low = this.last;
    // Most who ask go on from where the one before them was.
    if (!(distances[low] <= d && (low + 2 >= points.length || d < distances[low + 1]))) {
      low = 0;
      let beyond = points.length - 1;
      while (beyond - low > 1) {
        const middle = (low + beyond) >> 1;
        if (distances[middle] <= d) low = middle;
        else beyond = middle;
      }
      this.last = low;
    }
    const high = Math.min(low + 1, points.length - 1);
    const span = distances[high] - distances[low];
    out.lerpVectors(points[low], points[high], span > 0 ? (d - distances[low]) / span : 0);
    return headings[low];
  }

  /** A ball of the world that holds the whole way. */
  bounds(): Sphere {
    return new Sphere().setFromPoints([...this.points]);
  }
}
