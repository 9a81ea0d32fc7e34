/** One look at how far history is, while it takes what has waited. */
export interface DrainLook {
  /** Ms of a clock that only goes forward. */
  at: number;
  /** Values that history took since the server started. */
  stored: number;
}

export interface DrainFigures {
  valuesPerS: number;
  /** Over the rate at which values come in meanwhile. */
  ratio: number;
  seconds: number;
}

/** Faster than this over the live rate is draining. */
const CLEARLY_FASTER = 1.3;

/**
 * How fast a backlog went: from the look before history first takes values clearly faster than they come in, to the one at
 * which it last did. `undefined` when there was none.
 *
 * @param looks in order of time, about a second apart
 * @param rate at which values come in, per second
 */
export function drainOf(looks: readonly DrainLook[], rate: number): DrainFigures | undefined {
  const fast = looks.flatMap((look, i) => {
    if (i === 0) return [];
    const before = looks[i - 1];
    const perS = ((look.stored - before.stored) * 1000) / (look.at - before.at);
    return perS > CLEARLY_FASTER * rate ? [i] : [];
  });
  if (fast.length === 0) return undefined;
  const [from, to] = [looks[fast[0] - 1], looks[fast[fast.length - 1]]];
  const seconds = (to.at - from.at) / 1000;
  const valuesPerS = (to.stored - from.stored) / seconds;
  return { valuesPerS, ratio: valuesPerS / rate, seconds };
}
