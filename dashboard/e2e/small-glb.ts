/** A cube of 1 m that shines in magenta, as a binary glTF 2 file. */
export function magentaCube(): Buffer {
  const corners = [0, 1].flatMap((x) => [0, 1].flatMap((y) => [0, 1].map((z) => [x, y, z])));
  const faces = [
    [0, 1, 3, 2],
    [4, 6, 7, 5],
    [0, 4, 5, 1],
    [2, 3, 7, 6],
    [0, 2, 6, 4],
    [1, 5, 7, 3],
  ];
  const indices = faces.flatMap(([a, b, c, d]) => [a, b, c, a, c, d]);
  const position = Buffer.from(new Float32Array(corners.flat()).buffer);
  const index = Buffer.from(new Uint16Array(indices).buffer);
  const json = {
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1, material: 0 }] }],
    materials: [
      {
        emissiveFactor: [1, 0, 1],
        doubleSided: true,
        pbrMetallicRoughness: { baseColorFactor: [0, 0, 0, 1], roughnessFactor: 1, metallicFactor: 0 },
      },
    ],
    accessors: [
      {
        bufferView: 0,
        componentType: 5126,
        count: corners.length,
        type: 'VEC3',
        min: [0, 0, 0],
        max: [1, 1, 1],
      },
      { bufferView: 1, componentType: 5123, count: indices.length, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: position.length },
      { buffer: 0, byteOffset: position.length, byteLength: index.length },
    ],
    buffers: [{ byteLength: position.length + index.length }],
  };
  const text = JSON.stringify(json);
  const chunks = [
    { type: 0x4e4f534a, content: Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4)) },
    { type: 0x004e4942, content: Buffer.concat([position, index]) },
  ];
  const words = (...list: number[]) => Buffer.from(new Uint32Array(list).buffer);
  const body = chunks.flatMap(({ type, content }) => [words(content.length, type), content]);
  const length = 12 + body.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([words(0x46546c67, 2, length), ...body]);
}
