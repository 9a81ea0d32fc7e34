import { join } from 'node:path';
import { readPlantFolder } from '@linetwin/model/node';
import { defineConfig, type Plugin } from 'vite';

const PLANT_MODULE = 'virtual:plant';

/** Serves the reference plant, read from its YAML files, as a module. */
function plantModule(): Plugin {
  const folder = join(import.meta.dirname, '../../plants/liaocheng');
  return {
    name: 'linetwin-demo-plant',
    resolveId: (id) => (id === PLANT_MODULE ? `\0${PLANT_MODULE}` : undefined),
    load: async (id) =>
      id === `\0${PLANT_MODULE}`
        ? `export default ${JSON.stringify(await readPlantFolder(folder))};`
        : undefined,
  };
}

/** Pages that show the 3D hall without a server: `npx vite --config demo/vite.config.ts` in `dashboard/`. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [plantModule()],
  resolve: { conditions: ['@linetwin/source', 'module', 'browser', 'development|production'] },
  server: { host: '127.0.0.1' },
  build: {
    outDir: '../dist/demo',
    emptyOutDir: true,
    target: 'es2023',
    chunkSizeWarningLimit: 1200,
    rolldownOptions: { input: ['hall.html', 'forms.html'].map((page) => join(import.meta.dirname, page)) },
  },
});
