import type { Group, WebGLRenderer } from 'three';
import { DRACO_GLTF_CONFIG, DRACOLoader } from 'three/examples/jsm/loaders/DRACOLoader.js';
import { GLTFLoader } from 'three/examples/jsm/loaders/GLTFLoader.js';
import { KTX2Loader } from 'three/examples/jsm/loaders/KTX2Loader.js';

const DECODER_WORKERS = 2;

export interface GlbLoader {
  /** @throws what is wrong with the file */
  load(url: string): Promise<Group>;
  dispose(): void;
}

/** Reads glTF files with compressed geometry and textures. The decoders are files of the build, loaded when a file asks for them. */
export function createGlbLoader(renderer: WebGLRenderer): GlbLoader {
  const draco = new DRACOLoader().setDecoderPath(DRACO_GLTF_CONFIG).setWorkerLimit(DECODER_WORKERS);
  const ktx2 = new KTX2Loader().setWorkerLimit(DECODER_WORKERS).detectSupport(renderer);
  const loader = new GLTFLoader().setDRACOLoader(draco).setKTX2Loader(ktx2);
  return {
    load: async (url) => (await loader.loadAsync(url)).scene,
    dispose() {
      draco.dispose();
      ktx2.dispose();
    },
  };
}
