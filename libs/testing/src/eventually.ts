const DEFAULT_TIMEOUT_MS = 20_000;

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
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (Date.now() > end) throw new Error(`${what}: last answer ${JSON.stringify(answer)?.slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
