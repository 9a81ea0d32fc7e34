import { CycleUnit } from './cycle-unit.ts';

/** What a weld cell does with one part, in order (domain section 1.4). */
export const CELL_PHASES = ['load', 'clamp', 'scan', 'approach', 'weld', 'cool', 'unload'] as const;
export type CellPhase = (typeof CELL_PHASES)[number];

/** Share of each phase of the whole cycle, from seconds of the reference part. */
export class WeldCellUnit extends CycleUnit {
  /** Nominal seconds per phase. */
  phasesS: Record<CellPhase, number> = {
    load: 30,
    clamp: 5,
    scan: 7,
    approach: 3,
    weld: 84,
    cool: 14,
    unload: 22,
  };
  /** Parts begun: numbers serials and seams. */
  begun = 0;

  /** Phase now, how far it is (0 to 1), and its share of the cycle's clock. */
  phaseAt(nowS: number): { phase: CellPhase | 'waiting'; progress: number } {
    if (!this.isCutting) return { phase: 'waiting', progress: 0 };
    const total = CELL_PHASES.reduce((sum, phase) => sum + this.phasesS[phase], 0);
    let at = this.progress(nowS) * total;
    for (const phase of CELL_PHASES) {
      const length = this.phasesS[phase];
      if (at < length) return { phase, progress: at / length };
      at -= length;
    }
    return { phase: 'unload', progress: 1 };
  }

  /** Time at which a phase of the running cycle ends, simulated seconds. */
  phaseEndS(phase: CellPhase): number {
    const total = CELL_PHASES.reduce((sum, p) => sum + this.phasesS[p], 0);
    let at = 0;
    for (const p of CELL_PHASES) {
      at += this.phasesS[p];
      if (p === phase) break;
    }
    return this.cycleStartS + ((this.cycleEndS - this.cycleStartS) * at) / total;
  }
}
