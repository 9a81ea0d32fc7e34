/** Something the person typed or wrote that cannot be done; the message is one sentence and says what is known. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
