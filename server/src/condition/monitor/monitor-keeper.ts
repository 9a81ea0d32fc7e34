import { randomUUID } from 'node:crypto';
import {
  monitoredSignals,
  UnusualWatch,
  WorkingRows,
  type UnusualWord,
  type WorkingRow,
} from '@linetwin/condition';
import type { Alarm, Finding, SampleBatch } from '@linetwin/contracts';
import { QUALITY_BAD, type Equipment, type ModelIndex } from '@linetwin/model';
import type { EventBus } from '../../events.ts';
import type { HistoryStore } from '../../history/history.port.ts';
import type { JobQueue } from '../../jobs/job-queue.port.ts';
import { FindingRecorder } from '../findings/finding-recorder.ts';
import type { FindingStore } from '../findings/finding-store.port.ts';
import { healthyRows, recordedUnhealthySpans, type HealthRecords } from '../healthy-time.ts';
import type { KeptMonitor, MonitorLearning } from './monitor-record.ts';
import type { MonitorStore, ScoreOf } from './monitor-store.port.ts';
import { unusualFinding } from './unusual-finding.ts';

const FLUSH_MS = 15_000;
const LEARN_EVERY_MS = 60_000;
const FORGET_EVERY_MS = 3_600_000;
const SCORES_KEPT_MS = 7 * 86_400_000;
/** Scores that wait for the data base; beyond it the oldest are given up, they are only drawn. */
const MAX_SCORES = 20_000;
/** Contributions kept with each score and finding. */
const CONTRIBUTIONS = 6;
/** Healthy time is looked for this far back. */
const LOOK_BACK_MS = 3 * 86_400_000;
const ROWS_PER_HOUR = 60;
/** Tries that found enough are this far apart, min. */
const LEAST_PAUSE_MIN = 10;
/** A worker that has not answered by then is asked again. */
const ORDER_MS = 1_800_000;
/** What a known fault explains goes on for a while after it. */
const AFTERMATH_MS = 900_000;

interface Machine {
  equipment: Equipment;
  signals: string[];
  rows: WorkingRows;
  watch: UnusualWatch | null;
  version: number;
  /** The finding that stands because of the monitor. */
  open: Finding | null;
  /** Alarms and findings of known faults that stand. */
  explanations: Set<string>;
  explainedUntil: number;
  orderedAt: number | null;
}

/**
 * Multivariate monitors of the machines of the lines that this process owns: scores live values, says what is unusual while no
 * known fault explains it, and has models learned from history, the first by itself and later ones only when told.
 */
export class MonitorKeeper {
  private readonly parts: {
    index: ModelIndex;
    events: EventBus;
    history: Pick<HistoryStore, 'read'>;
    store: MonitorStore;
    findings: FindingStore;
    alarms: HealthRecords['alarms'];
    jobs: Pick<JobQueue, 'add' | 'onCompleted'>;
    /** Healthy working time that a model is learned from. */
    wantedHours: number;
    onProblem: (what: string, error: Error) => void;
    now?: () => number;
  };
  private readonly recorder: FindingRecorder;
  private readonly lines = new Map<string, Machine[]>();
  private readonly bySignal = new Map<number, Machine>();
  private readonly byAddress = new Map<string, Machine>();
  /** Machines whose models the data base could not tell yet. */
  private readonly unread = new Set<Machine>();
  private scores: ScoreOf[] = [];
  private timers: NodeJS.Timeout[] = [];
  private undo: (() => void)[] = [];
  private learning: Promise<void> | undefined;
  private flushing: Promise<void> | undefined;
  private forgotAt = 0;

  constructor(parts: MonitorKeeper['parts']) {
    this.parts = parts;
    this.recorder = new FindingRecorder({ ...parts, store: parts.findings });
  }

  start(): void {
    const { events, jobs } = this.parts;
    this.undo = [
      events.on('SamplesAccepted', 'monitors', (samples) => this.hear(samples)),
      events.on('FindingChanged', 'monitors', (finding) => this.onFinding(finding), 'anywhere'),
      events.on('AlarmChanged', 'monitors', (alarm) => this.onAlarm(alarm), 'anywhere'),
      jobs.onCompleted('TrainMonitor', ({ equipment }) => void this.onTrained(equipment)),
    ];
    this.timers = [
      setInterval(() => void this.flush(), FLUSH_MS),
      setInterval(() => void this.learn(), LEARN_EVERY_MS),
    ];
  }

  async stop(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    for (const undo of this.undo) undo();
    await this.learning;
    await this.flush();
    await this.recorder.stop();
  }

  /** Resolves when no finding waits to be recorded, or the data base does not take it. */
  recorded(): Promise<void> {
    return this.recorder.recorded();
  }

  async takeLine(line: string): Promise<void> {
    const { index } = this.parts;
    const machines = index.equipmentOf(line).flatMap((equipment): Machine[] => {
      const state = index.signalWithRole(equipment, 'state');
      const signals = monitoredSignals(index.signalsOf(equipment));
      if (!state || signals.length < 2) return [];
      const machine: Machine = {
        equipment,
        signals: signals.map(({ id }) => id),
        rows: new WorkingRows(signals, state.index),
        watch: null,
        version: 0,
        open: null,
        explanations: new Set(),
        explainedUntil: 0,
        orderedAt: null,
      };
      for (const { index: signal } of [state, ...signals]) this.bySignal.set(signal, machine);
      this.byAddress.set(equipment.address, machine);
      return [machine];
    });
    this.lines.set(line, machines);
    for (const machine of machines) this.unread.add(machine);
    await this.readUnread();
  }

  async dropLine(line: string): Promise<void> {
    for (const machine of this.lines.get(line) ?? []) {
      this.unread.delete(machine);
      this.byAddress.delete(machine.equipment.address);
      for (const [signal, one] of this.bySignal) if (one === machine) this.bySignal.delete(signal);
    }
    this.lines.delete(line);
    await this.flush();
    await this.recorded();
  }

  /** Takes up models, and what is to be learned; the timer does it every minute. */
  learn(): Promise<void> {
    this.learning ??= this.learnAll()
      .catch((error: Error) => this.parts.onProblem('monitors are not learned yet, trying again', error))
      .finally(() => (this.learning = undefined));
    return this.learning;
  }

  /** Brings scores to the data base; the timer does it. */
  flush(): Promise<void> {
    this.flushing ??= this.flushAll()
      .catch((error: Error) => this.parts.onProblem('scores of monitors are not kept yet', error))
      .finally(() => (this.flushing = undefined));
    return this.flushing;
  }

  private get now(): number {
    return (this.parts.now ?? Date.now)();
  }

  /** Hot: once per value. */
  private hear({ length, signal, time, value, quality }: SampleBatch): void {
    for (let i = 0; i < length; i++) {
      if (quality[i] === QUALITY_BAD) continue;
      const machine = this.bySignal.get(signal[i]);
      const row = machine?.rows.put(signal[i], time[i], value[i]);
      if (row) this.judge(machine!, row);
    }
  }

  private judge(machine: Machine, row: WorkingRow): void {
    const word = machine.watch?.push(row);
    if (!word) return;
    const { at, q, tSquared } = word;
    const contributions = word.contributions.slice(0, CONTRIBUTIONS);
    const { equipment, version } = machine;
    this.scores.push({ equipment: equipment.address, at, version, q, tSquared, contributions });
    if (this.scores.length > MAX_SCORES) this.scores.shift();
    const explained = machine.explanations.size > 0 || at < machine.explainedUntil;
    if (word.since === null || explained) this.close(machine, at);
    else if (machine.open === null) this.open(machine, word);
  }

  private open(machine: Machine, word: UnusualWord): void {
    const finding = unusualFinding(this.parts.index, machine.equipment, word);
    machine.open = finding;
    this.recorder.tell(finding, {
      method: 'dynamic-pca',
      version: machine.version,
      at: word.at,
      q: word.q,
      tSquared: word.tSquared,
      contributions: word.contributions.slice(0, CONTRIBUTIONS),
    });
  }

  private close(machine: Machine, at: number): void {
    if (machine.open === null) return;
    const finding: Finding = {
      ...machine.open,
      status: 'closed',
      lastSeenAt: Math.max(at, machine.open.lastSeenAt + 1),
    };
    machine.open = null;
    this.recorder.tell(finding, { method: 'dynamic-pca', version: machine.version, at });
  }

  private onFinding({ id, equipment, kind, grade, status, lastSeenAt }: Finding): void {
    if (kind === 'unusual' || grade === 'none') return;
    this.explain(equipment, id, status === 'open', lastSeenAt);
  }

  private onAlarm({ id, equipment, raisedAt, clearedAt }: Alarm): void {
    this.explain(equipment, id, clearedAt === null, clearedAt ?? raisedAt);
  }

  private explain(equipment: string, id: string, stands: boolean, at: number): void {
    const machine = this.byAddress.get(equipment);
    if (!machine) return;
    if (stands) {
      machine.explanations.add(id);
      this.close(machine, at);
    } else if (machine.explanations.delete(id))
      machine.explainedUntil = Math.max(machine.explainedUntil, at + AFTERMATH_MS);
  }

  private async onTrained(address: string): Promise<void> {
    const machine = this.byAddress.get(address);
    if (!machine) return;
    machine.orderedAt = null;
    try {
      const kept = await this.parts.store.newest(address);
      if (kept && kept.version !== machine.version) {
        // What was unusual for the model before says nothing of this one.
        this.close(machine, this.now);
        this.use(machine, kept, null);
      }
    } catch (error) {
      this.unread.add(machine);
      this.parts.onProblem(`the new monitor of ${address} is not read yet`, error as Error);
    }
  }

  private use(machine: Machine, { version, monitor }: KeptMonitor, since: number | null): void {
    machine.version = version;
    try {
      machine.watch = new UnusualWatch(monitor, machine.signals, since);
    } catch (error) {
      machine.watch = null;
      this.parts.onProblem(`machine ${machine.equipment.id} is not judged`, error as Error);
    }
  }

  private async readUnread(): Promise<void> {
    if (this.unread.size === 0) return;
    const { store, findings, alarms, onProblem } = this.parts;
    try {
      const [open, standing] = await Promise.all([findings.open(), alarms.standing()]);
      for (const machine of [...this.unread]) {
        const { address } = machine.equipment;
        const own = open.filter(({ equipment }) => equipment === address);
        for (const finding of own) this.onFinding(finding);
        for (const alarm of standing) if (alarm.equipment === address) this.onAlarm(alarm);
        machine.open = own.find(({ kind }) => kind === 'unusual') ?? null;
        const kept = await store.newest(address);
        if (kept) this.use(machine, kept, machine.open?.firstSeenAt ?? null);
        this.unread.delete(machine);
      }
    } catch (error) {
      onProblem('monitors wait for the data base', error as Error);
    }
  }

  private async learnAll(): Promise<void> {
    await this.readUnread();
    for (const machine of [...this.lines.values()].flat()) {
      if (this.unread.has(machine)) continue;
      const learning = await this.parts.store.learning(machine.equipment.address);
      if (learning) await this.tryToLearn(machine, learning);
      else if (machine.version === 0) await this.begin(machine);
    }
  }

  /** The first model is learned without being asked for, also from time before this server knew monitors. */
  private async begin({ equipment }: Machine): Promise<void> {
    const since = this.now - LOOK_BACK_MS;
    await this.parts.store.setLearning({
      equipment: equipment.address,
      since,
      by: null,
      reason: null,
      rows: 0,
      problem: null,
      triedAt: null,
    });
  }

  private async tryToLearn(machine: Machine, learning: MonitorLearning): Promise<void> {
    const { index, history, store, jobs } = this.parts;
    const { equipment } = machine;
    const now = this.now;
    const wanted = Math.round(this.parts.wantedHours * ROWS_PER_HOUR);
    if (now < nextTry(learning, wanted)) return;
    if (machine.orderedAt !== null && now - machine.orderedAt < ORDER_MS) return;
    const span = { from: Math.max(learning.since, now - LOOK_BACK_MS), to: now };
    const found = await healthyRows(
      history,
      index,
      equipment,
      span,
      await recordedUnhealthySpans(this.parts, equipment.address, span, LOOK_BACK_MS),
      wanted,
    );
    await store.setLearning({ ...learning, rows: found.rows, triedAt: now });
    if (found.rows < wanted) return;
    const id = `${equipment.address}.${randomUUID()}`.replaceAll('/', '.');
    const { from, to, stretches } = found;
    await store.putOrder({
      id,
      equipment: equipment.address,
      learning,
      from,
      to,
      signals: machine.signals,
      stretches,
    });
    await jobs.add('TrainMonitor', { order: id, equipment: equipment.address }, id);
    machine.orderedAt = now;
  }

  private async flushAll(): Promise<void> {
    const scores = this.scores;
    this.scores = [];
    try {
      await this.parts.store.addScores(scores);
    } catch (error) {
      this.scores = [...scores, ...this.scores].slice(-MAX_SCORES);
      throw error;
    }
    if (this.now - this.forgotAt < FORGET_EVERY_MS) return;
    this.forgotAt = this.now;
    await this.parts.store.forgetScores(this.now - SCORES_KEPT_MS);
  }
}

/**
 * When history may hold enough, from what is kept of the last try: a row is a minute of work, and before so many have passed there
 * cannot be. At once where somebody asked anew since.
 */
function nextTry({ triedAt, rows }: MonitorLearning, wanted: number): number {
  return triedAt === null ? 0 : triedAt + Math.max(LEAST_PAUSE_MIN, wanted - rows) * 60_000;
}
