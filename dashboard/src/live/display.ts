import { DISPLAY_BEAT_MS, type DisplayBeat } from '@linetwin/contracts';
import { jsonBody, NOTHING, request } from './api/http.ts';

export const PAIR_PATH = '/pair';
/** What a paired display shows. */
export const WALL_PATH = '/wall';
const STORED = 'linetwin.display';

/** Whether this screen was paired once: it then shows a code, not a sign-in page, when its key was taken away. */
export function wasDisplay(): boolean {
  try {
    return localStorage.getItem(STORED) !== null;
  } catch {
    return false;
  }
}

export function rememberDisplay(): void {
  try {
    localStorage.setItem(STORED, '1');
  } catch {
    // Without storage the screen asks to sign in instead; the pairing page is found by its address.
  }
}

/** Tells the server twice a minute how this screen is. @returns what ends that */
export function startHeartbeat(): () => void {
  let frames = 0;
  let since = performance.now();
  let frame = requestAnimationFrame(function count() {
    frames++;
    frame = requestAnimationFrame(count);
  });
  const beat = () => {
    const now = performance.now();
    const frameMs = frames > 0 ? (now - since) / frames : null;
    frames = 0;
    since = now;
    // The live connection says that the server is away; the next beat comes by itself.
    const told: DisplayBeat = {
      version: (import.meta.env as { LINETWIN_VERSION?: string }).LINETWIN_VERSION ?? '',
      memoryMb: memoryMb(),
      frameMs,
      page: (location.pathname + location.search).slice(0, 256),
    };
    request(NOTHING, '/api/displays/heartbeat', jsonBody('POST', told)).catch(() => undefined);
  };
  const first = setTimeout(beat, 3000);
  const timer = setInterval(beat, DISPLAY_BEAT_MS);
  return () => {
    cancelAnimationFrame(frame);
    clearTimeout(first);
    clearInterval(timer);
  };
}

/** Chromium tells what the page's scripts hold; other browsers do not. */
function memoryMb(): number | null {
  const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number } };
  return memory ? memory.usedJSHeapSize / 1e6 : null;
}
