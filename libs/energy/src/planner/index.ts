/** The planner: apart from the library's root, because its solver is a WebAssembly module that no page needs. */
export * from './evaluate-schedule.ts';
export type { LateOrder } from './lateness.ts';
export { solveWithHighs, type MilpLimits, type SolveMilp } from './milp-solver.ts';
export * from './plan-starts.ts';
export * from './planning-problem.ts';
export * from './section.ts';
export { beyondStocks, stockOf } from './stock.ts';
export { todaysWay } from './todays-way.ts';
