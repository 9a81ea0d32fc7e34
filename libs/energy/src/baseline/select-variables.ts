import { GATE } from './gate.ts';
import { fitRegression, RegressionError, type BaselineRow, type Regression } from './regression.ts';

/** A model and the positions of its variables among those that were offered. */
export interface FittedModel {
  model: Regression;
  columns: readonly number[];
}

export interface SelectedModel extends FittedModel {
  /** With all variables that say anything of their own: what the selected one leaves out is not known to be nothing. */
  full: FittedModel;
}

/**
 * Model with those of the offered variables whose effect can be told from chance: the least sure one is taken out until
 * all are sure (backward elimination), those that are constant or repeat others before that.
 *
 * @throws RegressionError when not even a constant can be fitted
 */
export function selectVariables(rows: readonly BaselineRow[], variables: readonly string[]): SelectedModel {
  const full = usableModel(rows, variables);
  let { model, columns } = full;
  for (;;) {
    const worst = leastSure(model);
    if (worst < 0) return { model, columns, full };
    columns = columns.filter((_, i) => i !== worst);
    model = fitColumns(rows, variables, columns);
  }
}

/** With all variables but those that are constant or repeat others. @throws RegressionError when not even a constant can be fitted */
export function usableModel(rows: readonly BaselineRow[], variables: readonly string[]): FittedModel {
  let columns = variables.map((_, i) => i);
  for (;;) {
    try {
      return { model: fitColumns(rows, variables, columns), columns };
    } catch (error) {
      const unusable = columns.find((column) =>
        (error as Error).message.startsWith(`"${variables[column]}"`),
      );
      if (!(error instanceof RegressionError) || unusable === undefined) throw error;
      columns = columns.filter((column) => column !== unusable);
    }
  }
}

function fitColumns(
  rows: readonly BaselineRow[],
  variables: readonly string[],
  columns: readonly number[],
): Regression {
  return fitRegression(
    pickColumns(rows, columns),
    columns.map((column) => variables[column]),
  );
}

/** Rows with only some of their variables. */
export function pickColumns(rows: readonly BaselineRow[], columns: readonly number[]): BaselineRow[] {
  return rows.map(({ x, ...row }) => ({ ...row, x: columns.map((column) => x[column]) }));
}

/** Position of the variable whose effect is most likely chance; -1 when all are sure. */
function leastSure({ coefficients, hasConstant }: Regression): number {
  let worst = -1;
  let p: number = GATE.maxP;
  coefficients.forEach((one, i) => {
    if (one.name === 'constant' || one.p < p) return;
    p = one.p;
    worst = i - (hasConstant ? 1 : 0);
  });
  return worst;
}
