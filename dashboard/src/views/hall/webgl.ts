let known: boolean | undefined;

/** Whether this browser can draw WebGL 2; asked once, with a canvas that is let go again. */
export function hasWebgl(): boolean {
  if (known === undefined) {
    try {
      const context = document.createElement('canvas').getContext('webgl2');
      known = context !== null;
      context?.getExtension('WEBGL_lose_context')?.loseContext();
    } catch {
      known = false;
    }
  }
  return known;
}
