/** One term of a linear expression. */
export type Term = readonly [coefficient: number, variable: string];

/** HiGHS reads lines of up to 560 characters: expressions are wrapped far below. */
const TERMS_PER_LINE = 12;

/** A mixed-integer programme in CPLEX LP format. */
export class LpText {
  private readonly objective: Term[] = [];
  private readonly rows: string[] = [];
  private readonly bounds: string[] = [];
  private readonly binaries: string[] = [];

  get size(): { rows: number; binaries: number } {
    return { rows: this.rows.length, binaries: this.binaries.length };
  }

  minimise(coefficient: number, variable: string): void {
    if (coefficient !== 0) this.objective.push([coefficient, variable]);
  }

  binary(variable: string): void {
    this.binaries.push(variable);
  }

  bound(variable: string, low: number, high: number): void {
    this.bounds.push(`${low} <= ${variable} <= ${high}`);
  }

  /** Left out when nothing is in it: a format without empty rows. */
  row(terms: readonly Term[], relation: '<=' | '>=' | '=', right: number): void {
    if (terms.length === 0) return;
    this.rows.push(` c${this.rows.length}: ${expression(terms)} ${relation} ${right}`);
  }

  toString(): string {
    const objective = this.objective.length > 0 ? expression(this.objective) : '0 nothing';
    return [
      'Minimize',
      ` cost: ${objective}`,
      'Subject To',
      ...this.rows,
      'Bounds',
      ...this.bounds,
      'Binary',
      ...this.binaries,
      'End',
    ].join('\n');
  }
}

function expression(terms: readonly Term[]): string {
  const words = terms.map(([coefficient, variable], i) => {
    const sign = coefficient < 0 ? '-' : '+';
    const separator = i > 0 && i % TERMS_PER_LINE === 0 ? '\n   ' : '';
    return `${separator}${sign} ${Math.abs(coefficient)} ${variable}`;
  });
  return words.join(' ');
}
