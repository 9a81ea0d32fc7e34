import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { basisWithoutEval } from './basis-without-eval.ts';

/** Where `npm run dev` finds a running Linetwin server (or the fake one of `e2e/`). */
const SERVER = 'http://127.0.0.1:8080';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** Lists the scripts and styles of the build, so that pages nobody has opened yet open without a network too. */
const listOfScripts: Plugin = {
  name: 'linetwin-scripts',
  generateBundle: {
    // Scripts that hold nothing but styles are taken out of the bundle at the end.
    order: 'post',
    handler(_options, bundle) {
      // Decoders of glTF models come with the first model only.
      const scripts = Object.keys(bundle).filter(
        (file) => /^assets\/.+\.(js|css)$/.test(file) && !/(draco_|basis_transcoder)/.test(file),
      );
      const source = JSON.stringify(scripts.map((file) => `/${file}`));
      this.emitFile({ type: 'asset', fileName: 'scripts.json', source });
    },
  },
};

// What is built is for plants, whoever builds it: from within tests React would come with its checks, at twice the size.
if (process.argv.includes('build')) process.env.NODE_ENV = 'production';

export default defineConfig({
  define: { 'import.meta.env.LINETWIN_VERSION': JSON.stringify(version) },
  root: import.meta.dirname,
  plugins: [react(), listOfScripts, basisWithoutEval],
  resolve: { conditions: ['@linetwin/source', 'module', 'browser', 'development|production'] },
  worker: { format: 'es' },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': SERVER, '/live': { target: SERVER, ws: true } },
  },
  build: {
    outDir: 'dist/app',
    emptyOutDir: true,
    target: 'es2023',
    // Font subsets stay files: the browser then loads only the ranges that a page shows.
    assetsInlineLimit: 2048,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      input: {
        index: new URL('index.html', import.meta.url).pathname,
        // At the root, under a name that never changes: browsers ask for it by that.
        'service-worker': new URL('src/offline/service-worker.ts', import.meta.url).pathname,
      },
      output: {
        entryFileNames: ({ name }) =>
          name === 'service-worker' ? 'service-worker.js' : 'assets/[name]-[hash].js',
        codeSplitting: {
          groups: [
            // Loaders of glTF files stay apart: only a plant with models of its own needs them.
            {
              name: 'three',
              test: /node_modules[\\/]three[\\/](?!examples[\\/]jsm[\\/](loaders|libs)[\\/])/,
            },
            { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
            { name: 'uplot', test: /node_modules[\\/]uplot[\\/]/ },
          ],
        },
      },
    },
  },
});
