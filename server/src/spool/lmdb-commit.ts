/**
 * Waits for a write. When a commit fails (a full disk), lmdb rejects the write and leaves the reason as a rejected
 * promise of its own, which would end the process if nobody listened to it.
 *
 * @param what names the store in the error
 */
export async function committed(what: string, write: Promise<unknown>): Promise<void> {
  try {
    await write;
  } catch (error) {
    const { commitError } = error as { commitError?: Promise<unknown> };
    if (!commitError) throw error;
    const reason = await commitError.then(
      () => error as Error,
      (cause: Error) => cause,
    );
    throw new Error(`${what} cannot write: ${reason.message.split(':')[0]}`, { cause: reason });
  }
}
