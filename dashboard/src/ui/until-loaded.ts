/** A piece of the program that could not be loaded is asked for again so long after, ms. */
const AGAIN_MS = 2000;

/**
 * Loads a piece of the program that the page shows by itself, again and again while the server does not answer: the page goes on
 * without it, where a failure would take all that is around it along.
 */
export function untilLoaded<Module>(load: () => Promise<Module>): () => Promise<Module> {
  return async () => {
    for (;;) {
      try {
        return await load();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  };
}
