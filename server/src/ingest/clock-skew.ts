/** Differences are looked at in spans of this length, ms; in each of them the least one counts. */
const SPAN_MS = 10_000;
/** Two of the last three spans must agree within this time, ms; a queue that shrinks or grows moves by more. */
const AGREE_MS = 100;
/** Where the way itself takes now longer and now shorter, spans never agree: then as many are looked at together. */
const MANY_SPANS = 12;
/** Of the steps between these, at least so many must go up and so many down: a queue goes one way. */
const STEPS_EACH_WAY = 4;

/**
 * How far the clock of one sender is from ours, from the source times of its messages and when they came.
 *
 * The difference of a message, arrival − source time, is the time it was on its way minus the skew. The way only ever adds, so
 * that the least difference of a span is nearest to the skew. A backlog that is sent after an outage has large differences
 * too, but they shrink from span to span while it is worked off (and grow while a queue builds up), whereas those of a wrong clock
 * stay: so only spans that agree say something, and until they do what was known before stays. A single wrong time is one
 * span that does not agree with its neighbours.
 */
export class ClockSkew {
  /** Least difference of each of the last whole spans, oldest first. */
  private readonly spans: number[] = [];
  private spanStart = -Infinity;
  private least = Infinity;
  private estimate: number | undefined;

  /** Hot: once per message. Times in ms since 1970 UTC. */
  note(sourceTime: number, arrivedAt: number): void {
    if (arrivedAt - this.spanStart >= SPAN_MS || arrivedAt < this.spanStart) this.nextSpan(arrivedAt);
    const difference = arrivedAt - sourceTime;
    if (difference < this.least) this.least = difference;
  }

  /** Source clock − our clock, ms: positive when it is ahead. `undefined` until spans have agreed. */
  get skewMs(): number | undefined {
    return this.estimate;
  }

  private nextSpan(now: number): void {
    this.spanStart = now;
    if (this.least === Infinity) return;
    this.spans.push(this.least);
    this.least = Infinity;
    if (this.spans.length > MANY_SPANS) this.spans.shift();
    const difference = agreed(this.spans.slice(-3)) ?? middleOfMany(this.spans);
    if (difference !== undefined) this.estimate = 0 - difference;
  }
}

/** The lesser of the two of three differences that are closest to each other, if they agree. */
function agreed(three: readonly number[]): number | undefined {
  if (three.length < 3) return undefined;
  const [low, middle, high] = [...three].sort((a, b) => a - b);
  const lesser = middle - low <= high - middle ? low : middle;
  return Math.min(middle - low, high - middle) <= AGREE_MS ? lesser : undefined;
}

/** The median of differences that go up and down. */
function middleOfMany(spans: readonly number[]): number | undefined {
  if (spans.length < MANY_SPANS) return undefined;
  const steps = spans.slice(1).map((least, i) => Math.sign(least - spans[i]));
  const up = steps.filter((step) => step > 0).length;
  const down = steps.filter((step) => step < 0).length;
  if (up < STEPS_EACH_WAY || down < STEPS_EACH_WAY) return undefined;
  return [...spans].sort((a, b) => a - b)[spans.length / 2];
}
