import { stackLight, STACK_LAMPS } from '../form/fittings.ts';
import { FormBuilder } from '../form/form-builder.ts';
import type { BuiltForm } from '../form/form.ts';
import type { MeshData } from '../geometry/mesh-data.ts';

/**
 * The stack light of a machine whose body is a model: on top of the size that its kind states. It shines with the lamps of
 * the form that it stands in for.
 */
export function stackStand({ size, glows }: BuiltForm): MeshData {
  const builder = new FormBuilder(size);
  stackLight(builder, 0, size.height, 0);
  const drawn = builder.finish();
  const ofForm = STACK_LAMPS.map((lamp) => glows.findIndex(({ name }) => name === lamp) + 1);
  const mesh = drawn.opaque;
  mesh.glow.forEach((glow, vertex) => {
    const lamp = glow === 0 ? -1 : STACK_LAMPS.findIndex((name) => name === drawn.glows[glow - 1].name);
    mesh.glow[vertex] = lamp < 0 ? 0 : ofForm[lamp];
  });
  return mesh;
}
