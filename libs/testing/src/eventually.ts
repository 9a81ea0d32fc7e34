const DEFAULT_TIMEOUT_MS = 20_000;
const FIRST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 250;
/** Of the time waited so far: what takes long is asked for less often, as each question takes time from what is waited for. */
const PAUSE_SHARE = 0.1;

/**
 * Asks again until the answer fits: for what can only be asked, such as a REST address. Where something tells of
 * itself, wait for that instead.
 *
 * @throws Error with the last answer, when none fits within the timeout
 */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T> | T,
  fits: (answer: T) => boolean,
  timeoutMs = DEFAULT_TIMEOUT_MS,
): Promise<T> {
  const start = Date.now();
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    const waitedMs = Date.now() - start;
    if (waitedMs > timeoutMs)
      throw new Error(`${what}: last answer ${JSON.stringify(answer)?.slice(0, 500)}`);
    const pauseMs = Math.min(Math.max(waitedMs * PAUSE_SHARE, FIRST_PAUSE_MS), LONGEST_PAUSE_MS);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
