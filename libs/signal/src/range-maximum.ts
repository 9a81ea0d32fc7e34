/**
 * Answers the largest of any run of some values in two look-ups: for each power of two the maxima of all runs of that length are kept, and
 * any run is covered by two of them that overlap (sparse table: Bender and Farach-Colton, LATIN 2000, 88-94).
 */
export class RangeMaximum {
  /** Entry i of level j is the largest of values i to i + 2^j - 1. */
  private readonly levels: Float64Array[];

  /**
   * @param values all numbers; the array is kept and must not change
   * @param longest run that will be asked for
   */
  constructor(values: Float64Array, longest: number) {
    this.levels = [values];
    for (let run = 2; run <= Math.min(longest, values.length); run *= 2) {
      const halves = this.levels[this.levels.length - 1];
      const level = new Float64Array(values.length - run + 1);
      for (let i = 0, other = run / 2; i < level.length; i++, other++)
        level[i] = halves[i] > halves[other] ? halves[i] : halves[other];
      this.levels.push(level);
    }
  }

  /** The largest of values `from` to `to`, both of them included; `from` must not be above `to`, nor the run longer than promised. */
  over(from: number, to: number): number {
    const j = 31 - Math.clz32(to - from + 1);
    const level = this.levels[j];
    const first = level[from];
    const second = level[to + 1 - (1 << j)];
    return first > second ? first : second;
  }
}
