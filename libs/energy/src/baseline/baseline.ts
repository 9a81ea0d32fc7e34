import { bend, changePointOf, type ChangePoint } from './change-point.ts';
import type { BaselineRow } from './regression.ts';
import { pickColumns, selectVariables, usableModel, type SelectedModel } from './select-variables.ts';

/** A baseline: periods as they were, and the model that was selected for them. */
export interface Baseline extends SelectedModel {
  /** Variables that were offered, in the order of x. */
  variables: readonly string[];
  rows: readonly BaselineRow[];
  /** Where the effect of a variable sets in, if it does not act along a straight line. */
  changePoint?: ChangePoint;
}

/**
 * Selects a model for the periods of a baseline.
 *
 * @param bending variable that may act from some value on only, such as the outdoor temperature on a chiller
 * @throws RegressionError when not even a constant can be fitted
 */
export function fitBaseline(
  rows: readonly BaselineRow[],
  variables: readonly string[],
  bending?: string,
): Baseline {
  const changePoint = bending === undefined ? undefined : changePointAmong(rows, variables, bending);
  return { variables, rows, changePoint, ...selectVariables(bend(rows, changePoint), variables) };
}

/** Looked for beside the variables that can be used at all: one that is constant would let no model be fitted. */
function changePointAmong(
  rows: readonly BaselineRow[],
  variables: readonly string[],
  bending: string,
): ChangePoint | undefined {
  if (!variables.includes(bending)) return undefined;
  const { columns } = usableModel(rows, variables);
  const names = columns.map((column) => variables[column]);
  const position = names.indexOf(bending);
  if (position < 0) return undefined;
  const found = changePointOf(pickColumns(rows, columns), names, position);
  return found && { ...found, column: columns[position] };
}
