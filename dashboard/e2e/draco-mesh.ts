/** Values of the Draco bitstream specification, version 2.2. */
const [TRIANGULAR_MESH, SEQUENTIAL] = [1, 0];
const UNCOMPRESSED_INDICES = 1;
const [POSITION, FLOAT32, RAW_VALUES] = [0, 9, 0];

/**
 * A mesh as a Draco stream in its sequential encoding: indices and positions as they are, which needs no encoder and is decoded like any
 * other. After https://google.github.io/draco/spec, sections 3 to 5.
 *
 * @param positions x, y and z of fewer than 128 points
 */
export function dracoMesh(positions: readonly (readonly number[])[], indices: readonly number[]): Buffer {
  const faces = indices.length / 3;
  if (positions.length > 127 || faces > 127) throw new Error('Longer numbers take more than one byte here.');
  const head = Buffer.from('DRACO\x02\x02', 'latin1');
  const connectivity = [faces, positions.length, UNCOMPRESSED_INDICES, ...indices];
  // One decoder of one attribute: kind, type, components, not normalized, id; then how its values lie.
  const attributes = [1, 1, POSITION, FLOAT32, 3, 0, 0, RAW_VALUES];
  return Buffer.concat([
    head,
    Buffer.from([TRIANGULAR_MESH, SEQUENTIAL, 0, 0]),
    Buffer.from([...connectivity, ...attributes]),
    Buffer.from(new Float32Array(positions.flat()).buffer),
  ]);
}
