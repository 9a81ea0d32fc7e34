import { createRequire } from 'node:module';
import { renderAsync } from '@resvg/resvg-js';

/** The one font that is shipped, so that a picture looks the same on a server without any. */
const FONT = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');

/** Draws an SVG at twice its size, for the screens of phones; away from the main thread. */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' },
  });
  return image.asPng();
}
