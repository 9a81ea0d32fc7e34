import { isDeepStrictEqual } from 'node:util';
import { judgeSeam, emptyReference, recipeOf, type SeamFeatures } from '@linetwin/condition';
import type {
  SeamMessage,
  SeamSummary,
  SeamVerdictDetail,
  SeamVerdictSummary,
  WeldedPart,
  WeldedPartQuery,
} from '@linetwin/contracts';
import type { EquipmentAddress } from '@linetwin/model';
import type { EventBus } from '../events.ts';
import type { SeamKeeper } from './seam-keeper.ts';
import type { SeamRange, SeamStore, StoredSeam } from './seam-store.port.ts';
import type { SeamJudge } from './seam-judge.ts';
import { seamUnderTest } from './seam-under-test.ts';
import type { VerdictEvidence, VerdictStore } from './verdict-store.port.ts';

/** Only how many seams were learned from counts while nothing is learned. */
const NOTHING: SeamFeatures = { levels: {}, scatters: {}, signals: {} };

/** Weld seams as people see them: the newest of each machine, and all that are stored. */
export class SeamsService {
  private readonly store: SeamStore;
  private readonly verdicts: VerdictStore;
  private readonly keeper: SeamKeeper | undefined;
  private readonly judge: SeamJudge | undefined;
  private readonly events: EventBus;
  private readonly elsewhere = new Map<string, SeamMessage>();
  /** By machine: the newest verdict, and of which seam. */
  private readonly judged = new Map<string, { endedAt: number; verdict: SeamVerdictSummary }>();
  private undo: (() => void)[] = [];

  constructor(parts: {
    store: SeamStore;
    verdicts: VerdictStore;
    /** Of the lines that this process owns; none in one that owns no lines. */
    keeper?: SeamKeeper;
    judge?: SeamJudge;
    events: EventBus;
  }) {
    this.store = parts.store;
    this.verdicts = parts.verdicts;
    this.keeper = parts.keeper;
    this.judge = parts.judge;
    this.events = parts.events;
  }

  start(): void {
    this.undo = [
      this.events.on(
        'SeamWelded',
        'seam board',
        ({ equipment, seam }) => this.elsewhere.set(equipment, seam),
        'elsewhere',
      ),
      this.events.on(
        'SeamJudged',
        'seam board',
        ({ equipment, endedAt, verdict }) => this.judged.set(equipment, { endedAt, verdict }),
        'anywhere',
      ),
    ];
  }

  stop(): void {
    for (const undo of this.undo) undo();
  }

  /** Last seam of every machine, with its verdict where it is judged. */
  newest(): (StoredSeam & { verdict?: SeamVerdictSummary })[] {
    const newest = new Map(this.elsewhere);
    for (const { equipment, seam } of this.keeper?.newest() ?? []) {
      if (seam.time > (newest.get(equipment)?.time ?? 0)) newest.set(equipment, seam);
    }
    return [...newest].map(([equipment, seam]) => {
      const judged = this.judged.get(equipment);
      return { equipment, seam, ...(judged?.endedAt === seam.time && { verdict: judged.verdict }) };
    });
  }

  async list(range: SeamRange): Promise<SeamSummary[]> {
    await Promise.all([this.keeper?.settled(), this.judge?.settled()]);
    const seams = await this.store.list(range);
    const told = await this.verdicts.summaries([...new Set(seams.map(({ endedAt }) => endedAt))]);
    return seams.map((seam) => ({
      ...seam,
      verdict:
        told.find((one) => one.equipment === seam.equipment && one.endedAt === seam.endedAt)?.verdict ?? null,
    }));
  }

  async parts({ search, limit, at }: WeldedPartQuery): Promise<WeldedPart[]> {
    await this.keeper?.settled();
    return this.store.parts(search, limit, at);
  }

  async read(equipment: string, endedAt: number): Promise<SeamMessage | undefined> {
    await this.keeper?.settled();
    return this.store.read(equipment, endedAt);
  }

  /** A verdict with its evidence, made a second time from what is kept. */
  async verdict(equipment: string, endedAt: number): Promise<SeamVerdictDetail | undefined> {
    await Promise.all([this.keeper?.settled(), this.judge?.settled()]);
    const kept = await this.verdicts.read(equipment, endedAt);
    if (!kept) return undefined;
    const message = await this.store.read(equipment, endedAt);
    const again = message && (await this.judgeAgain(equipment, message, kept.evidence));
    return {
      verdict: kept.verdict,
      recomputed: again ? isDeepStrictEqual(again, kept.verdict) : null,
    };
  }

  private async judgeAgain(equipment: string, message: SeamMessage, evidence: VerdictEvidence) {
    const { process, traces, recipe, version, learned } = evidence;
    const seam = seamUnderTest(message, process, traces);
    if (version > 0) {
      const reference = await this.verdicts.reference(equipment, recipe, version);
      return reference && judgeSeam(seam, reference);
    }
    const seams = Array.from({ length: learned }, (): SeamFeatures => NOTHING);
    return judgeSeam(seam, { ...emptyReference(recipeOf(seam)), seams });
  }

  /** Reads from the store what others may have told while nobody here could hear it, and tells the differences. */
  async catchUp(): Promise<void> {
    const known = new Map(this.newest().map(({ equipment, seam }) => [equipment, seam.time]));
    const newest = await this.store.newest();
    for (const told of await this.verdicts.summaries(newest.map(({ seam }) => seam.time)))
      if (told.endedAt >= (this.judged.get(told.equipment)?.endedAt ?? 0))
        this.judged.set(told.equipment, told);
    for (const { equipment, seam } of newest) {
      if (seam.time > (known.get(equipment) ?? 0))
        this.events.emit('SeamWelded', { equipment: equipment as EquipmentAddress, seam }, 'elsewhere');
    }
  }
}
