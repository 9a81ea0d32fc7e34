import {
  DEFAULT_WELD_PARAMETERS,
  emptyReference,
  isSameRecipe,
  judgeSeam,
  learnSeam,
  lessonOf,
  recipeName,
  recipeOf,
  SeamFindings,
  SeamTraces,
  type OpenSeamFault,
  type SeamReference,
  type ValueVerdict,
} from '@linetwin/condition';
import type { SampleBatch, SeamMessage } from '@linetwin/contracts';
import { lineOf, type ModelIndex } from '@linetwin/model';
import type { Logger } from 'pino';
import type { EventBus } from '../events.ts';
import { OutboxDrain } from '../spool/outbox-drain.ts';
import type { Outbox, OutboxEntry } from '../spool/outbox.port.ts';
import { seamUnderTest } from './seam-under-test.ts';
import { toldOf, type KeptVerdict, type VerdictStore } from './verdict-store.port.ts';

const KIND = 'seam-verdict';
/** Signals of a seam's end, such as its spatter count, may come a moment after the seam. */
const WAIT_MS = 500;
const LONGEST_SEAM_MS = 10 * 60_000;
const MAX_OUTBOX_READ = 2000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Watched {
  traces: SeamTraces;
  /** By machine; undefined while the store has not told what was learned before. */
  references: Map<string, SeamReference[]>;
  findings: Map<string, SeamFindings>;
  /** Machines whose faults of before are known. */
  adopted: Set<string>;
}

/**
 * Verdicts of the seams of the lines that this process owns, within a second of a seam's end. It works where the line's values
 * are, without queue or data base in between; verdicts and what they teach wait on disk until the data base takes them.
 */
export class SeamJudge {
  private readonly index: ModelIndex;
  private readonly store: VerdictStore;
  private readonly outbox: Outbox;
  private readonly events: EventBus;
  private readonly logger: Logger;
  private readonly tellFinding: (verdict: ValueVerdict) => void;
  private readonly openFaults: (equipment: string) => Promise<OpenSeamFault[]>;
  private readonly keepDays: number;
  private readonly waitMs: number;
  private readonly drain: OutboxDrain;
  private readonly lines = new Map<string, Watched>();
  /** Seams that ended a moment ago, and how they are judged. */
  private readonly waiting = new Map<NodeJS.Timeout, () => void>();
  /** Seams are judged one after the other: each may teach the next. */
  private last: Promise<void> = Promise.resolve();
  private undo: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(parts: {
    index: ModelIndex;
    store: VerdictStore;
    outbox: Outbox;
    events: EventBus;
    logger: Logger;
    /** What repeats or is severe becomes a finding. */
    tellFinding: (verdict: ValueVerdict) => void;
    /** Findings of its seams that stand open, also from before this process owned the line. */
    openFaults: (equipment: string) => Promise<OpenSeamFault[]>;
    /** Verdicts of older seams are forgotten with them. */
    keepDays: number;
    waitMs?: number;
  }) {
    this.index = parts.index;
    this.store = parts.store;
    this.outbox = parts.outbox;
    this.events = parts.events;
    this.logger = parts.logger;
    this.tellFinding = parts.tellFinding;
    this.openFaults = parts.openFaults;
    this.keepDays = parts.keepDays;
    this.waitMs = parts.waitMs ?? WAIT_MS;
    this.drain = new OutboxDrain({
      outbox: parts.outbox,
      kind: KIND,
      deliver: (entries) => this.store.keep(entries.map(decode)),
      logger: parts.logger,
    });
  }

  start(): void {
    this.drain.start();
    this.undo = [
      this.events.on('SamplesAccepted', 'seam judge', (samples) => this.hear(samples)),
      this.events.on('SeamWelded', 'seam judge', ({ equipment, seam }) => this.await(equipment, seam)),
    ];
    this.timer = setInterval(() => void this.forgetOld(), HOUR_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    for (const undo of this.undo) undo();
    for (const [timer, judge] of this.waiting) {
      clearTimeout(timer);
      judge();
    }
    await this.last;
    await this.drain.stop();
  }

  /** Why verdicts do not reach the store now; `undefined` while they do. */
  get problem(): string | undefined {
    return this.drain.problem;
  }

  /** Resolves when all verdicts so far are in the store, or after a second. */
  async settled(): Promise<void> {
    await this.last;
    await this.drain.settled(1000);
  }

  async takeLine(line: string): Promise<void> {
    const traces = new SeamTraces(this.index, line);
    this.lines.set(line, { traces, references: new Map(), findings: new Map(), adopted: new Set() });
  }

  async dropLine(line: string): Promise<void> {
    await this.settled();
    this.lines.delete(line);
  }

  private hear(samples: SampleBatch): void {
    for (const { traces } of this.lines.values())
      for (let row = 0; row < samples.length; row++)
        traces.put(samples.signal[row], samples.time[row], samples.value[row], samples.quality[row]);
  }

  private await(equipment: string, seam: SeamMessage): void {
    const judge = () => {
      this.waiting.delete(timer);
      this.last = this.last
        .then(() => this.judge(equipment, seam))
        .catch((error: Error) =>
          this.logger.error({ equipment, seam: seam.seam, error: error.message }, 'a seam was not judged'),
        );
    };
    const timer = setTimeout(judge, this.waitMs);
    this.waiting.set(timer, judge);
  }

  private async judge(equipment: string, message: SeamMessage): Promise<void> {
    const line = this.lines.get(lineOf(equipment));
    const process = line?.traces.processOf(equipment);
    if (!line || !process) return;
    const { time } = message;
    const traces = line.traces.cut(equipment, time - LONGEST_SEAM_MS, time + 1000);
    const seam = seamUnderTest(message, process, traces);
    const known = await this.referencesOf(line, equipment);
    const recipe = recipeOf(seam);
    const at = known?.findIndex((one) => isSameRecipe(one.recipe, recipe)) ?? -1;
    const reference = known?.[at] ?? emptyReference(recipe);
    const verdict = judgeSeam(seam, reference);
    const badShare = message.perMm.result.filter((one) => one === 2).length / message.perMm.result.length;
    const lesson = known && lessonOf(seam, verdict, badShare);
    const learned = lesson && learnSeam(reference, lesson, DEFAULT_WELD_PARAMETERS);
    if (learned && learned !== reference) known.splice(at < 0 ? known.length : at, 1, learned);
    const kept: KeptVerdict = {
      equipment,
      endedAt: time,
      verdict,
      evidence: {
        process,
        traces,
        recipe: recipeName(reference.recipe),
        version: reference.version,
        learned: reference.seams.length,
      },
      ...(learned && learned !== reference && { reference: learned }),
    };
    await this.outbox.append(KIND, [Buffer.from(JSON.stringify(kept))]);
    this.drain.wake();
    this.events.emit('SeamJudged', { equipment, endedAt: time, verdict: toldOf(verdict) });
    const findings = await this.findingsOf(line, equipment);
    const scatter = meanSince(traces.window_scatter, time - 60_000);
    for (const found of findings.put(verdict, time, scatter)) this.tellFinding(found);
  }

  /** Faults go on through an outage of the data base; what stood open before is taken up as soon as it is known. */
  private async findingsOf(line: Watched, equipment: string): Promise<SeamFindings> {
    let findings = line.findings.get(equipment);
    if (!findings) line.findings.set(equipment, (findings = new SeamFindings(equipment)));
    if (line.adopted.has(equipment)) return findings;
    try {
      findings.goOn(await this.openFaults(equipment));
      line.adopted.add(equipment);
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'open faults of seams are not known yet');
    }
    return findings;
  }

  /** What was learned before, from the store and what is on its way there; undefined while the store cannot tell. */
  private async referencesOf(line: Watched, equipment: string): Promise<SeamReference[] | undefined> {
    const known = line.references.get(equipment);
    if (known) return known;
    try {
      const references = await this.store.references(equipment);
      for (const { equipment: machine, reference } of this.outbox.read(KIND, MAX_OUTBOX_READ).map(decode)) {
        if (machine !== equipment || !reference) continue;
        const at = references.findIndex((one) => isSameRecipe(one.recipe, reference.recipe));
        references.splice(at < 0 ? references.length : at, 1, reference);
      }
      line.references.set(equipment, references);
      return references;
    } catch (error) {
      this.logger.warn({ error: (error as Error).message }, 'references of seams are not known yet');
      return undefined;
    }
  }

  private async forgetOld(): Promise<void> {
    await this.store
      .forgetBefore(Date.now() - this.keepDays * DAY_MS)
      .catch((error: Error) => this.logger.warn({ error: error.message }, 'old verdicts were not forgotten'));
  }
}

function meanSince(trace: { times: number[]; values: number[] } | undefined, since: number) {
  const values = trace?.values.filter((_, i) => trace.times[i] >= since) ?? [];
  return values.length > 0 ? values.reduce((a, b) => a + b, 0) / values.length : undefined;
}

function decode({ payload }: OutboxEntry): KeptVerdict {
  return JSON.parse(Buffer.from(payload).toString('utf8')) as KeptVerdict;
}
