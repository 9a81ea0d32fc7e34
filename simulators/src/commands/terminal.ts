/** A sentence to the person at the terminal; standard output stays free for data. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Aborted by Ctrl+C or a polite kill: runs end in order. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  process.once('SIGTERM', () => controller.abort());
  return controller.signal;
}
