import { RunStore, type NewRun, type RunEnd, type RunRecord } from './run-store.port.ts';

const OPEN = ['queued', 'running'];

/** Runs for specs, kept as long as the process lives. */
export class InMemoryRunStore extends RunStore {
  private readonly runs = new Map<string, RunRecord>();
  private readonly scenarios = new Map<string, string>();

  async add(run: NewRun, scenario: string | null): Promise<void> {
    this.runs.set(run.id, {
      ...structuredClone(run),
      state: 'queued',
      reason: null,
      detail: null,
      progress: 0,
      startedAt: null,
      endedAt: null,
      bytes: 0,
      hasValues: false,
      hasLabels: false,
      figures: null,
      problems: [],
    });
    if (scenario !== null) this.scenarios.set(run.id, scenario);
  }

  async read(id: string): Promise<RunRecord | undefined> {
    const run = this.runs.get(id);
    return run && structuredClone(run);
  }

  async list(limit: number): Promise<RunRecord[]> {
    return [...this.runs.values()]
      .sort((a, b) => b.askedAt - a.askedAt || a.id.localeCompare(b.id))
      .slice(0, limit)
      .map((run) => structuredClone(run));
  }

  async open(home: string): Promise<RunRecord[]> {
    return (await this.list(Infinity))
      .filter((run) => run.home === home && OPEN.includes(run.state))
      .sort((a, b) => a.askedAt - b.askedAt || a.id.localeCompare(b.id));
  }

  async scenario(id: string): Promise<string | undefined> {
    return this.scenarios.get(id);
  }

  async begin(id: string, at: number): Promise<boolean> {
    const run = this.runs.get(id);
    if (run?.state !== 'queued') return false;
    Object.assign(run, { state: 'running', startedAt: at });
    return true;
  }

  async advance(id: string, to: { progress: number; bytes: number }): Promise<boolean> {
    const run = this.runs.get(id);
    if (run?.state !== 'running') return false;
    Object.assign(run, to);
    return true;
  }

  async end(id: string, { at, found, ...end }: RunEnd): Promise<boolean> {
    const run = this.runs.get(id);
    if (!run || !OPEN.includes(run.state)) return false;
    const isDone = end.state === 'done';
    Object.assign(run, end, found, { endedAt: at, hasValues: isDone }, isDone && { progress: 1 });
    return true;
  }

  async clearValues(id: string): Promise<void> {
    const run = this.runs.get(id);
    if (run) Object.assign(run, { hasValues: false, bytes: 0 });
  }

  async remove(id: string): Promise<boolean> {
    const run = this.runs.get(id);
    if (!run || OPEN.includes(run.state)) return false;
    this.scenarios.delete(id);
    return this.runs.delete(id);
  }
}
