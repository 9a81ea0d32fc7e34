import type { Group, WebGLRenderer } from 'three';
import { DRACO_GLTF_CONFIG, DRACOLoader } from 'three/examples/jsm/loaders/DRACOLoader.js';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { KTX2Loader } from 'three/examples/jsm/loaders/KTX2Loader.js';
import { boundedDecoder, type Decoder } from './bounded-decoder.ts';
import { ModelProblem } from './model-problem.ts';

const DECODER_WORKERS = 2;
/** A small file takes a decoder milliseconds, the largest that is taken some seconds. */
const DECODE_MS = 30_000;
/** For the largest file over a poor network. */
const FETCH_MS = 180_000;

export interface GlbLoader {
  /** @throws ModelProblem */
  load(url: string): Promise<Group>;
  dispose(): void;
}

/** Reads glTF files with compressed geometry and textures. The decoders are files of the build, loaded when a file asks for them. */
export function createGlbLoader(renderer: WebGLRenderer): GlbLoader {
  const decoder = boundedDecoder(() => startDecoder(renderer), DECODE_MS);
  return {
    load: async (url) => decoder.decode(await bytesOf(url)),
    dispose: () => decoder.dispose(),
  };
}

function startDecoder(renderer: WebGLRenderer): Decoder {
  const draco = new DRACOLoader().setDecoderPath(DRACO_GLTF_CONFIG).setWorkerLimit(DECODER_WORKERS);
  const ktx2 = new KTX2Loader().setWorkerLimit(DECODER_WORKERS).detectSupport(renderer);
  const loader = new GLTFLoader().setDRACOLoader(draco).setKTX2Loader(ktx2);
  return {
    // What a file needs is in it: there is no path to look for more.
    decode: async (bytes) => (await loader.parseAsync(bytes, '')).scene,
    dispose() {
      draco.dispose();
      ktx2.dispose();
    },
  };
}

async function bytesOf(url: string): Promise<ArrayBuffer> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return await response.arrayBuffer();
  } catch (error) {
    throw new ModelProblem('not-loaded', (error as Error).message);
  }
}
