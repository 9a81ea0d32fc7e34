/** From and to, ms since 1970 UTC; `to` is Infinity while nobody knows the end. */
export type Span = readonly [from: number, to: number];

/**
 * Pieces that may be open in one gap. Values that come late come in order, so that there are one or two; beyond this many a
 * late value in the middle of a piece is not counted, and the piece counts as missing.
 */
const MAX_SPANS = 16;

/** What of a gap is still missing, for one machine or signal, while late values fill it in whatever order. */
export class MissingSpans {
  private list: Span[];
  private readonly toleranceMs: number;

  /** @param toleranceMs values this far apart leave nothing missing between them */
  constructor(spans: readonly Span[], toleranceMs: number) {
    this.list = spans.map((span) => [...span] as Span);
    this.toleranceMs = toleranceMs;
  }

  /** A value of this time is there. @returns whether less is missing now */
  cover(time: number): boolean {
    const position = this.list.findIndex(([from, to]) => from < time && time < to);
    if (position < 0) return false;
    const [from, to] = this.list[position];
    const pieces: Span[] = [
      [from, time],
      [time, to],
    ];
    const left = pieces.filter((piece) => piece[1] - piece[0] > this.toleranceMs);
    if (this.list.length + left.length - 1 > MAX_SPANS) return false;
    this.list.splice(position, 1, ...left);
    return true;
  }

  /** From this time on everything is missing again. */
  beginAgain(time: number): void {
    this.list.push([time, Infinity]);
  }

  /** Nothing after this time is missing. */
  endAt(time: number): void {
    this.list = this.list
      .map(([from, to]): Span => [from, Math.min(to, time)])
      .filter(([from, to]) => to - from > this.toleranceMs);
  }

  get isEmpty(): boolean {
    return this.list.length === 0;
  }

  /** Infinity while the end is not known. */
  get missingMs(): number {
    return this.list.reduce((sum, [from, to]) => sum + to - from, 0);
  }

  get spans(): readonly Span[] {
    return this.list;
  }
}
