import type { LineKpi, LoggedState } from '@linetwin/contracts';
import { StateLog, type InstantRange } from './state-log.port.ts';

/** The log for tests that need no data base. */
export class InMemoryStateLog extends StateLog {
  private states: LoggedState[] = [];
  kpis: LineKpi[] = [];

  async keep(states: readonly LoggedState[]): Promise<void> {
    for (const state of states)
      if (!this.states.some(({ line, at }) => line === state.line && at === state.at))
        this.states.push({ ...state });
    this.states.sort((a, b) => a.at - b.at);
  }

  async markLate(line: string, ranges: readonly InstantRange[]): Promise<void> {
    for (const state of this.states)
      if (state.line === line && ranges.some(({ from, to }) => state.at >= from && state.at <= to))
        state.late = true;
  }

  async read(line: string, { from, to }: InstantRange, limit: number): Promise<LoggedState[]> {
    return this.states
      .filter((state) => state.line === line && state.at >= from && state.at <= to)
      .slice(0, limit)
      .map((state) => ({ ...state }));
  }

  async newest(line: string, at: number): Promise<LoggedState | undefined> {
    const state = this.states.findLast((one) => one.line === line && one.at <= at);
    return state && { ...state };
  }

  async forget(before: number): Promise<void> {
    this.states = this.states.filter(({ at }) => at >= before);
  }

  async keepKpis(kpis: readonly LineKpi[]): Promise<void> {
    for (const kpi of kpis)
      if (!this.kpis.some(({ line, time }) => line === kpi.line && time === kpi.time))
        this.kpis.push(structuredClone(kpi));
  }

  async forgetKpis(before: number): Promise<void> {
    this.kpis = this.kpis.filter(({ time }) => time >= before);
  }
}
