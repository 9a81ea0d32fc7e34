import type { AnalysisKind, AnalysisOptions, AnalysisProblem, AnalysisResult } from './analysis.ts';

/** Where an analysis gets its values. */
export type AnalysisSource =
  | {
      type: 'range';
      /** As for bursts. */
      run?: string;
      x: string;
      y?: string;
      from: number;
      to: number;
    }
  | {
      type: 'bursts';
      /** The run that they are of; of the plant when left out. */
      run?: string;
      equipment: string;
      channel: string;
      times: readonly number[];
    };

export interface AnalysisOrder {
  /** Grows; an answer to an earlier one is thrown away. */
  id: number;
  kind: AnalysisKind;
  source: AnalysisSource;
  options: AnalysisOptions;
}

export type AnalysisAnswer =
  { id: number; result: AnalysisResult } | { id: number; problem: AnalysisProblem['why']; detail: string };
