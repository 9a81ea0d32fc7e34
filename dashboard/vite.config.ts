import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Where `npm run dev` finds a running Linetwin server (or the fake one of `e2e/`). */
const SERVER = 'http://127.0.0.1:8080';

const { version } = JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export default defineConfig({
  define: { 'import.meta.env.LINETWIN_VERSION': JSON.stringify(version) },
  root: import.meta.dirname,
  plugins: [react()],
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
      output: {
        codeSplitting: {
          groups: [
            { name: 'three', test: /node_modules[\\/]three[\\/]/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|react-router|scheduler)[\\/]/ },
            { name: 'echarts', test: /node_modules[\\/](echarts|zrender)[\\/]/ },
            { name: 'uplot', test: /node_modules[\\/]uplot[\\/]/ },
          ],
        },
      },
    },
  },
});
