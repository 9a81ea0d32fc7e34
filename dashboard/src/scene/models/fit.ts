import { type Box3, Matrix4, Vector3 } from 'three';
import type { FormSize } from '../form/form.ts';

/** How far one axis of a model may be stretched beyond the others to meet the stated size. */
const MOST_STRETCH = 1.15;

/**
 * Brings a model to the size that its kind states: the middle of its underside to the origin, no axis beyond the size, and all axes
 * alike but for a little.
 *
 * @param box what the model covers, in its own frame
 */
export function fitted(box: Box3, size: FormSize): Matrix4 {
  const extent = box.getSize(new Vector3());
  const middle = box.getCenter(new Vector3());
  const ratios = [size.length / extent.x, size.height / extent.y, size.width / extent.z];
  // A flat model has no say in the direction that it lacks.
  const least = Math.min(...ratios.filter(Number.isFinite));
  const [x, y, z] = ratios.map((ratio) => Math.min(ratio, least * MOST_STRETCH));
  return new Matrix4()
    .makeScale(x, y, z)
    .multiply(new Matrix4().makeTranslation(-middle.x, -box.min.y, -middle.z));
}
