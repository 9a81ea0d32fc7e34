/** Something that whoever asked can put right; the message says what is wrong and what to do. */
export class BackupError extends Error {
  override name = 'BackupError';
}
