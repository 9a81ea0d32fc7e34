import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  MAX_WAITING_RUNS,
  type BurstQuery,
  type KeptBurst,
  type RunLabel,
  type RunScenario,
  type RunSummary,
  type SimulatorAnswer,
  type StartRun,
} from '@linetwin/contracts';
import { checkScenario, sameUntil, scenarioHead, type Scenario } from '@linetwin/model/scenario';
import type { ModelIndex, Text } from '@linetwin/model';
import { Refusal } from '../platform/in-words.ts';
import { InMemoryPastRecords } from '../replay/in-memory-past-records.ts';
import type { RecordedRun, RecordedRuns } from '../replay/recorded-runs.port.ts';
import { readRunAlarms } from './run-alarms.ts';
import { listRunBursts, readRunBurst } from './run-bursts.ts';
import type { RunFolder } from './run-folder.ts';
import type { HeldHistory, RunHistories } from './run-histories.ts';
import { readLabels } from './run-labels.ts';
import type { RunQueue } from './run-queue.ts';
import type { RunRecord, RunStore } from './run-store.port.ts';

const LISTED = 300;

/** There is no such run. */
export class UnknownRunError extends Refusal {
  override name = 'UnknownRunError';
}

/** Something cannot be done with a run, or with this one now. */
export class RunRefusedError extends Refusal {
  override name = 'RunRefusedError';
}

/** Runs as engineers start, look at and remove them. */
export class RunsService implements RecordedRuns {
  private readonly index: ModelIndex;
  private readonly store: RunStore;
  private readonly queue: Pick<RunQueue, 'look' | 'cancel'>;
  private readonly folder: RunFolder;
  private readonly histories: RunHistories;
  private readonly simulator: string;
  private readonly version: string;
  private readonly diskProblem: () => string | undefined;
  private readonly now: () => number;

  /** @param parts.simulator the simulators' program; may not be there */
  constructor(parts: {
    index: ModelIndex;
    store: RunStore;
    queue: Pick<RunQueue, 'look' | 'cancel'>;
    folder: RunFolder;
    histories: RunHistories;
    simulator: string;
    version: string;
    diskProblem: () => string | undefined;
    now?: () => number;
  }) {
    this.index = parts.index;
    this.store = parts.store;
    this.queue = parts.queue;
    this.folder = parts.folder;
    this.histories = parts.histories;
    this.simulator = parts.simulator;
    this.version = parts.version;
    this.diskProblem = parts.diskProblem;
    this.now = parts.now ?? Date.now;
  }

  async list(): Promise<RunSummary[]> {
    return (await this.store.list(LISTED)).map((run) => this.summaryOf(run));
  }

  /** @throws UnknownRunError */
  async read(id: string): Promise<RunSummary> {
    return this.summaryOf(await this.record(id));
  }

  async simulatorAnswer(): Promise<SimulatorAnswer> {
    const folder = join(dirname(this.simulator), '../scenarios');
    const names = await readdir(folder).catch(() => []);
    const files = names.filter((name) => name.endsWith('.yaml')).sort();
    const stories = await Promise.all(
      files.map(async (name) => ({
        id: basename(name, '.yaml'),
        text: await readFile(join(folder, name), 'utf8'),
      })),
    );
    return {
      available: existsSync(this.simulator),
      shipped: stories
        .filter(({ text }) => checkScenario(text, this.index.model).scenario)
        .map(({ id, text }) => ({ id, description: scenarioHead(text).description, text })),
    };
  }

  /** @throws RunRefusedError naming every mistake of the scenario */
  async start(request: StartRun, by: string): Promise<RunSummary> {
    if (!existsSync(this.simulator))
      throw new RunRefusedError(
        'This server has no simulator; set LINETWIN_SIMULATOR to its program.',
        'no-simulator',
      );
    const scenario = this.scenarioOf(request.scenario);
    const unknown = request.lines.find((line) => !this.index.line(line));
    if (unknown !== undefined)
      throw new RunRefusedError(`There is no line "${unknown}".`, 'not-in-plant', { what: unknown });
    const { lines, seed, beginAt, durationS, cycleS, speed } = request;
    const branchOf = request.branchOf ?? null;
    if (branchOf) await this.checkBranch(request, scenario, branchOf);
    const run = {
      id: randomUUID(),
      kind: 'simulated',
      name: scenario.name,
      lines: [...new Set(lines)],
      seed,
      speed,
      cycleS,
      beginAt,
      endAt: beginAt + durationS * 1000,
      scenario: { name: scenario.name, sha256: createHash('sha256').update(request.scenario).digest('hex') },
      branchOf,
      software: this.version,
      home: this.folder.home,
      by,
      askedAt: this.now(),
    } as const;
    await this.checkRoom();
    await this.store.add({ ...run, lines: [...run.lines] }, request.scenario);
    this.queue.look();
    return this.read(run.id);
  }

  /** @throws UnknownRunError @throws RunRefusedError */
  async cancel(id: string): Promise<RunSummary> {
    await this.own(id);
    if (!(await this.queue.cancel(id))) throw new RunRefusedError('The run is over already.', 'run-over');
    return this.read(id);
  }

  /** @throws UnknownRunError @throws RunRefusedError */
  async remove(id: string): Promise<void> {
    await this.own(id);
    if (!(await this.store.remove(id)))
      throw new RunRefusedError('The run is not over yet; cancel it first.', 'run-not-over');
    await this.histories.close(id);
    await this.folder.remove(id);
  }

  /** The values of a run, to be released after use. @throws UnknownRunError @throws RunRefusedError */
  async values(id: string): Promise<HeldHistory> {
    await this.withValues(id);
    return this.histories.hold(id);
  }

  /** Vibration bursts of a machine in a run, newest first; those taken up to `at`. @throws UnknownRunError @throws RunRefusedError */
  async bursts(id: string, equipment: string, at = Infinity): Promise<KeptBurst[]> {
    await this.withValues(id);
    const kept = await listRunBursts(this.folder.bursts(id), equipment);
    return kept.filter(({ time }) => time <= at);
  }

  /** One burst as it was sent. @throws UnknownRunError @throws RunRefusedError */
  async burst(id: string, query: BurstQuery): Promise<Uint8Array> {
    await this.withValues(id);
    const { folder } = this;
    const bytes = await readRunBurst(folder.bursts(id), (line) => folder.wavesOf(id, line), query);
    if (!bytes)
      throw new UnknownRunError(
        `The run has no burst of "${query.equipment}/${query.channel}" at ${query.time}.`,
        'no-run-burst',
      );
    return bytes;
  }

  /** A run as a replay shows it. @throws UnknownRunError @throws RunRefusedError */
  async recorded(id: string): Promise<RecordedRun> {
    const { endAt } = await this.withValues(id);
    const records = new InMemoryPastRecords();
    records.add(...(await readRunAlarms(this.folder.alarms(id))));
    return {
      to: endAt,
      records,
      values: {
        newestAt: (time) => this.histories.read(id, (history) => history.newestAt(time)),
        steps: (range) => this.histories.read(id, (history) => history.steps(range)),
      },
    };
  }

  /** What was really wrong in a run. @throws UnknownRunError @throws RunRefusedError */
  async labels(id: string): Promise<RunLabel[]> {
    await this.withValues(id);
    return readLabels(this.folder.labels(id));
  }

  /** The text of the story of a simulated run. @throws UnknownRunError */
  async scenario(id: string): Promise<RunScenario> {
    await this.record(id);
    const text = await this.store.scenario(id);
    if (text === undefined)
      throw new UnknownRunError('The run has no scenario: it was imported.', 'no-run-scenario');
    return { text };
  }

  private scenarioOf(text: string): Scenario {
    const { scenario, problems } = checkScenario(text, this.index.model);
    if (scenario) return scenario;
    const told = (language: keyof Text) =>
      problems
        .map(({ line, field, message }) => `${line}: ${field ? `${field} ` : ''}${message[language]}`)
        .join(' ');
    throw new RunRefusedError(`The scenario has mistakes. ${told('en')}`, 'scenario-wrong', {
      mistakes: { zh: told('zh'), en: told('en') },
    });
  }

  /** What lies before the instant must be the same, or the two futures have different pasts. */
  private async checkBranch(
    { lines, seed, beginAt, cycleS }: StartRun,
    scenario: Scenario,
    { run: id, at }: { run: string; at: number },
  ): Promise<void> {
    const parent = await this.record(id);
    const text = await this.store.scenario(id);
    if (parent.kind !== 'simulated' || text === undefined)
      throw new RunRefusedError('Only a simulated run can branch.', 'branch-not-simulated');
    if (at < parent.beginAt || at > parent.endAt)
      throw new RunRefusedError(
        'The instant does not lie in the run that it branches from.',
        'branch-outside',
      );
    const isSame =
      parent.seed === seed &&
      parent.beginAt === beginAt &&
      parent.cycleS === cycleS &&
      [...parent.lines].sort().join() === [...new Set(lines)].sort().join();
    if (!isSame)
      throw new RunRefusedError(
        'A branch has the lines, seed, start and cycle of the run that it branches from.',
        'branch-differs',
      );
    if (!sameUntil(this.scenarioOf(text), scenario, (at - beginAt) / 1000))
      throw new RunRefusedError('A branch may differ only from its instant on.', 'branch-past');
  }

  private async checkRoom(): Promise<void> {
    const problem = this.diskProblem();
    if (problem) throw new RunRefusedError(problem, 'disk-full');
    const open = await this.store.open(this.folder.home);
    if (open.length > MAX_WAITING_RUNS)
      throw new RunRefusedError(
        `${open.length} runs wait or run already; wait for some to end.`,
        'runs-full',
        { count: open.length },
      );
  }

  private async record(id: string): Promise<RunRecord> {
    const run = await this.store.read(id);
    if (!run) throw new UnknownRunError(`There is no run "${id}".`, 'no-run');
    return run;
  }

  private async own(id: string): Promise<RunRecord> {
    const run = await this.record(id);
    if (run.home !== this.folder.home)
      throw new RunRefusedError('The values of this run lie on another server.', 'run-elsewhere');
    return run;
  }

  private async withValues(id: string): Promise<RunRecord> {
    const run = await this.own(id);
    if (!run.hasValues)
      throw new RunRefusedError(
        'This run has no values, or they were cleared to make room.',
        'run-no-values',
      );
    return run;
  }

  private summaryOf({ home, ...run }: RunRecord): RunSummary {
    return { ...run, isHere: home === this.folder.home };
  }
}
