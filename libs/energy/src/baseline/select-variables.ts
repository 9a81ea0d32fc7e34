import { GATE } from './gate.ts';
import { fitRegression, RegressionError, type BaselineRow, type Regression } from './regression.ts';

/**
 * Model with those of the offered variables whose effect can be told from chance: the least sure one is taken out until
 * all are sure (backward elimination), those that are constant or repeat others before that.
 *
 * @throws RegressionError when not even a constant can be fitted
 */
export function selectVariables(
  rows: readonly BaselineRow[],
  variables: readonly string[],
): { model: Regression; columns: number[] } {
  let columns = variables.map((_, i) => i);
  for (;;) {
    const picked = rows.map(({ kwh, x }) => ({ kwh, x: columns.map((column) => x[column]) }));
    const names = columns.map((column) => variables[column]);
    let model: Regression;
    try {
      model = fitRegression(picked, names);
    } catch (error) {
      const unusable = columns.find((column) =>
        (error as Error).message.startsWith(`"${variables[column]}"`),
      );
      if (!(error instanceof RegressionError) || unusable === undefined) throw error;
      columns = columns.filter((column) => column !== unusable);
      continue;
    }
    const worst = model.coefficients
      .filter(({ name }) => name !== 'constant')
      .reduce<number>((found, { p }, i, all) => (found < 0 || p > all[found].p ? i : found), -1);
    if (worst < 0 || model.coefficients[worst + 1].p < GATE.maxP) return { model, columns };
    columns = columns.filter((_, i) => i !== worst);
  }
}
