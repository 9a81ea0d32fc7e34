import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';

/** Shipped, so that a picture looks the same on a server without fonts, in Chinese too. */
const FONT = fileURLToPath(new URL('../../../fonts/noto-sans-sc-400.ttf', import.meta.url));

/** Draws an SVG at twice its size, for the screens of phones; away from the main thread. */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const image = await renderAsync(svg, {
    fitTo: { mode: 'zoom', value: 2 },
    font: { fontFiles: [FONT], loadSystemFonts: false, defaultFontFamily: 'Noto Sans SC' },
  });
  return image.asPng();
}
