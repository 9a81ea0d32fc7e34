import { dracoMesh } from './draco-mesh.ts';
import { ktx2OfOneColour } from './ktx2-colour.ts';

type Colour = readonly [red: number, green: number, blue: number];

const CORNERS = [0, 1].flatMap((x) => [0, 1].flatMap((y) => [0, 1].map((z) => [x, y, z])));
const FACES = [
  [0, 1, 3, 2],
  [4, 6, 7, 5],
  [0, 4, 5, 1],
  [2, 3, 7, 6],
  [0, 2, 6, 4],
  [1, 5, 7, 3],
];
const INDICES = FACES.flatMap(([a, b, c, d]) => [a, b, c, a, c, d]);
const POSITION = Buffer.from(new Float32Array(CORNERS.flat()).buffer);
const INDEX = Buffer.from(new Uint16Array(INDICES).buffer);
const POSITIONS = {
  componentType: 5126,
  count: CORNERS.length,
  type: 'VEC3',
  min: [0, 0, 0],
  max: [1, 1, 1],
};
const INDICES_OF = { componentType: 5123, count: INDICES.length, type: 'SCALAR' };
const BLACK = { baseColorFactor: [0, 0, 0, 1], roughnessFactor: 1, metallicFactor: 0 };

/** A cube of 1 m that shines in magenta, as a binary glTF 2 file. */
export function magentaCube(): Buffer {
  return glb([POSITION, INDEX], {
    meshes: [{ primitives: [{ attributes: { POSITION: 0 }, indices: 1, material: 0 }] }],
    materials: [shining([1, 0, 1])],
    accessors: [
      { bufferView: 0, ...POSITIONS },
      { bufferView: 1, ...INDICES_OF },
    ],
  });
}

/** The same in another colour, its geometry as a Draco stream (KHR_draco_mesh_compression). */
export function dracoCube(colour: Colour): Buffer {
  const draco = { bufferView: 0, attributes: { POSITION: 0 } };
  const primitive = {
    attributes: { POSITION: 0 },
    indices: 1,
    material: 0,
    extensions: { KHR_draco_mesh_compression: draco },
  };
  return glb([dracoMesh(CORNERS, INDICES)], {
    extensionsUsed: ['KHR_draco_mesh_compression'],
    extensionsRequired: ['KHR_draco_mesh_compression'],
    meshes: [{ primitives: [primitive] }],
    materials: [shining(colour)],
    accessors: [POSITIONS, INDICES_OF],
  });
}

/** The same in the colour of a texture that is a KTX2 file with Basis Universal (KHR_texture_basisu). */
export function basisCube(colour: Colour): Buffer {
  const uv = Buffer.from(new Float32Array(CORNERS.length * 2).fill(0.5).buffer);
  return glb([POSITION, INDEX, uv, ktx2OfOneColour(colour)], {
    extensionsUsed: ['KHR_texture_basisu'],
    extensionsRequired: ['KHR_texture_basisu'],
    meshes: [{ primitives: [{ attributes: { POSITION: 0, TEXCOORD_0: 2 }, indices: 1, material: 0 }] }],
    materials: [{ ...shining([1, 1, 1]), emissiveTexture: { index: 0 } }],
    textures: [{ extensions: { KHR_texture_basisu: { source: 0 } } }],
    images: [{ bufferView: 3, mimeType: 'image/ktx2' }],
    accessors: [
      { bufferView: 0, ...POSITIONS },
      { bufferView: 1, ...INDICES_OF },
      { bufferView: 2, componentType: 5126, count: CORNERS.length, type: 'VEC2' },
    ],
  });
}

function shining(emissiveFactor: Colour) {
  return { emissiveFactor, doubleSided: true, pbrMetallicRoughness: BLACK };
}

/** Packs pieces of binary, each of which is a buffer view, with what is said of them. */
function glb(pieces: readonly Buffer[], json: object): Buffer {
  const padded = pieces.map((piece) => Buffer.concat([piece, Buffer.alloc(-piece.length & 3)]));
  const starts = padded.map((_, i) => padded.slice(0, i).reduce((sum, piece) => sum + piece.length, 0));
  const binary = Buffer.concat(padded);
  const text = JSON.stringify({
    asset: { version: '2.0' },
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    ...json,
    bufferViews: pieces.map((piece, i) => ({
      buffer: 0,
      byteOffset: starts[i],
      byteLength: piece.length,
    })),
    buffers: [{ byteLength: binary.length }],
  });
  const bytes = Buffer.from(text);
  const chunks = [
    { type: 0x4e4f534a, content: Buffer.concat([bytes, Buffer.alloc(-bytes.length & 3, ' ')]) },
    { type: 0x004e4942, content: binary },
  ];
  const words = (...list: number[]) => Buffer.from(new Uint32Array(list).buffer);
  const body = chunks.flatMap(({ type, content }) => [words(content.length, type), content]);
  const length = 12 + body.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([words(0x46546c67, 2, length), ...body]);
}
