/** Without `requestIdleCallback`, ms. */
const SOON_MS = 1500;

/** Resolves once the page is loaded and has nothing else to do: for programs that no first sight waits for. */
export async function whenIdle(): Promise<void> {
  if (document.readyState !== 'complete')
    await new Promise((resolve) => addEventListener('load', resolve, { once: true }));
  await new Promise<void>((resolve) => {
    if (typeof requestIdleCallback === 'undefined') setTimeout(resolve, SOON_MS);
    else requestIdleCallback(() => resolve());
  });
}
