/** A port that cannot be listened on; the message is one sentence that says what to do. */
export class PortError extends Error {
  override name = 'PortError';
}
