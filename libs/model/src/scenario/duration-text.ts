const UNIT_S: Record<string, number> = { ms: 0.001, s: 1, min: 60, m: 60, h: 3600, d: 86_400 };

/**
 * Reads a duration such as `200ms`, `90s`, `30min`, `24h` or `7d`; a bare number means seconds.
 *
 * @returns seconds; `undefined` for what is no duration
 */
export function durationS(text: string): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min|m|h|d)?\s*$/.exec(text);
  return match ? Number(match[1]) * UNIT_S[match[2] ?? 's'] : undefined;
}

/** The shortest way to write a duration that says exactly as much, such as `90min` or `36h`. */
export function durationText(seconds: number): string {
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
  ] as const)
    if (seconds >= size && Number.isInteger(seconds / size)) return `${seconds / size}${unit}`;
  return `${seconds}s`;
}
