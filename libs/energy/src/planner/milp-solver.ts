import highs, { type Highs } from 'highs';

/** Its types are written for CommonJS, where the loader is the property `default`; imported, it is the loader itself. */
const loadHighs = highs as unknown as typeof highs.default;

export interface MilpLimits {
  /** Seconds after which the best solution so far is taken. */
  seconds: number;
  /** Share of the cost by which a solution may be above the proven bound. */
  gap: number;
}

export interface MilpResult {
  status: 'optimal' | 'feasible' | 'infeasible' | 'none';
  /** Values by variable; empty without a solution. */
  values: ReadonlyMap<string, number>;
  objective: number;
}

/** Solves a mixed-integer programme in CPLEX LP format; the same text gives the same answer as long as time suffices. */
export type SolveMilp = (text: string, limits: MilpLimits) => Promise<MilpResult>;

let loading: Promise<Highs> | undefined;

/**
 * HiGHS, compiled to WebAssembly. It blocks the thread until it is done or its time is over: a job of the worker
 * process, never of the live path. Each call has a solver of its own, with one thread and a fixed seed.
 */
export const solveWithHighs: SolveMilp = async (text, { seconds, gap }) => {
  loading ??= loadHighs();
  const solver = await loading;
  const solution = solver.solve(text, {
    time_limit: seconds,
    mip_rel_gap: gap,
    output_flag: false,
    random_seed: 0,
  });
  const { Status: status, Columns: columns } = solution;
  const values = new Map<string, number>();
  for (const [name, column] of Object.entries(columns))
    if ('Primal' in column && Number.isFinite(column.Primal)) values.set(name, column.Primal);
  const isComplete = values.size > 0 && values.size === Object.keys(columns).length;
  if (status === 'Infeasible') return { status: 'infeasible', values: new Map(), objective: NaN };
  const isOptimal = status === 'Optimal';
  return {
    status: isOptimal ? 'optimal' : isComplete ? 'feasible' : 'none',
    values,
    objective: solution.ObjectiveValue,
  };
};
