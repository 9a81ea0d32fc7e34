import type { SessionHost } from './live-session.ts';

/** A hidden page is not drawn; its values are then applied at this pace, so that nothing piles up, ms. */
const HIDDEN_FRAME_MS = 250;
/**
 * When nothing was applied for this long, the next values are applied at once, ms. A drawing that takes seconds
 * (software rendering) asked for its next frame long before these values came, and would be drawn without them.
 */
const SLOW_FRAME_MS = 50;
const RELOADED_FOR = 'linetwin.reloadedForProtocol';

/** The page's own frame loop and clock. `onUnfit` is called when a reload did not bring the right protocol. */
export function browserHost(onUnfit: (protocol: number) => void): SessionHost {
  let lastRunMs = -Infinity;
  return {
    nowMs: () => Date.now(),
    nextFrame(callback) {
      let done = false;
      const run = () => {
        if (done) return;
        done = true;
        lastRunMs = performance.now();
        cancelAnimationFrame(frame);
        clearTimeout(timer);
        callback();
      };
      const frame = requestAnimationFrame(run);
      const timer = setTimeout(run, HIDDEN_FRAME_MS);
      if (performance.now() - lastRunMs > SLOW_FRAME_MS) queueMicrotask(run);
      return () => {
        done = true;
        cancelAnimationFrame(frame);
        clearTimeout(timer);
      };
    },
    reload(protocol) {
      const version = String(protocol);
      if (sessionStorage.getItem(RELOADED_FOR) === version) {
        onUnfit(protocol);
        return;
      }
      sessionStorage.setItem(RELOADED_FOR, version);
      location.reload();
    },
  };
}
