import type { ReadingProblem } from './readings.ts';

/** Problems by time, where those of one kind that touch are one: a meter that was wrong for a day is one thing to look at. */
export function joinProblems(problems: readonly ReadingProblem[]): ReadingProblem[] {
  const joined: ReadingProblem[] = [];
  const lastOf = new Map<string, ReadingProblem>();
  for (const problem of problems.toSorted((a, b) => a.from - b.from)) {
    const last = lastOf.get(problem.kind);
    if (last && last.to > last.from && last.to === problem.from && isAlike(last, problem)) {
      last.to = problem.to;
      last.count += problem.count;
    } else {
      const first = { ...problem };
      joined.push(first);
      lastOf.set(problem.kind, first);
    }
  }
  return joined;
}

function isAlike(a: ReadingProblem, b: ReadingProblem): boolean {
  return a.factor === b.factor && a.offsetMinutes === b.offsetMinutes;
}
