import type { ImportProblem, RunFigures, RunKind, RunReason, RunState } from '@linetwin/contracts';
import type { JSONColumnType } from 'kysely';

/** Tables of runs. Scenarios lie apart: they say what is wrong in a run. */
export interface RunSchema {
  run: {
    id: string;
    kind: RunKind;
    name: string;
    state: RunState;
    reason: RunReason | null;
    detail: string | null;
    progress: number;
    lines: JSONColumnType<string[]>;
    seed: number | null;
    speed: number | null;
    cycle_s: number | null;
    begin_at: number;
    end_at: number;
    scenario_name: string | null;
    scenario_sha256: string | null;
    branch_run: string | null;
    branch_at: number | null;
    software: string;
    home: string;
    by: string;
    asked_at: number;
    started_at: number | null;
    ended_at: number | null;
    bytes: number;
    has_values: boolean;
    has_labels: boolean;
    figures: JSONColumnType<RunFigures> | null;
    problems: JSONColumnType<ImportProblem[]>;
  };
  run_scenario: { run: string; text: string };
}
