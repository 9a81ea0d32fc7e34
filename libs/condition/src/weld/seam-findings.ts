import type { ValueVerdict } from '../process/line-watch.ts';
import { SEAM_ADVICE, SOILING_ADVICE, type SeamAdvice } from './seam-advice.ts';
import { soilingOf, SOILING_METHOD_VERSION, withSeam, type SoilingPoint } from './soiling-trend.ts';
import {
  SEAM_DEFECT_KINDS,
  type SeamDefect,
  type SeamDefectKind,
  type SeamFact,
  type SeamVerdict,
} from './verdict.schema.ts';

/** A defect becomes a finding when so many of the last seams show it ... */
const REPEATS = 2;
const AMONG = 4;
/** ... and is over when so many in a row do not. */
const CLEAN = 3;
/** One seam is enough for these: the part is lost, or the next ones will be. */
const SEVERE: readonly SeamDefectKind[] = ['burn-through', 'tool-break'];
/** What findings of seams name as their component. */
export const SEAM_COMPONENT = 'seam';
const SEAM_NAME = { zh: '焊缝', en: 'Seam' };

/** A fault of a machine's seams that stands open. */
export interface OpenSeamFault {
  cause: string;
  /** ms since 1970 UTC. */
  since: number;
  confidence: number;
}

interface Standing {
  since: number;
  clean: number;
  confidence: number;
}

/** From the verdicts of one machine's seams to findings: what repeats or is severe, and slow soiling of its window. */
export class SeamFindings {
  private readonly equipment: string;
  private readonly recent = new Map<SeamDefectKind, boolean[]>();
  private readonly standing = new Map<string, Standing>();
  private soil: SoilingPoint[] = [];

  constructor(equipment: string) {
    this.equipment = equipment;
  }

  /** Goes on with what stood open before this watch began: it is over like any other. */
  goOn(open: readonly OpenSeamFault[]): void {
    for (const { cause, since, confidence } of open) {
      this.standing.set(cause, { since, clean: this.standing.get(cause)?.clean ?? 0, confidence });
      if (isDefectKind(cause) && !this.recent.has(cause)) this.recent.set(cause, []);
    }
  }

  /** @param scatter mean of the window's scattered light over the seam, %; undefined where it is not measured */
  put(verdict: SeamVerdict, endedAt: number, scatter: number | undefined): ValueVerdict[] {
    const kinds = new Set([...verdict.defects.map(({ kind }) => kind), ...this.recent.keys()]);
    const told = [...kinds].flatMap((kind) => this.ofKind(kind, verdict, endedAt));
    if (scatter !== undefined) told.push(...this.ofWindow(scatter, verdict, endedAt));
    return told;
  }

  private ofKind(kind: SeamDefectKind, verdict: SeamVerdict, at: number): ValueVerdict[] {
    const worst = verdict.defects
      .filter((one) => one.kind === kind)
      .reduce<SeamDefect | undefined>((a, b) => (a && a.confidence >= b.confidence ? a : b), undefined);
    // What could not be judged says neither that it is there nor that it is gone.
    if (!worst && verdict.grade === 'not-judgeable') return [];
    const seen = [...(this.recent.get(kind) ?? []), worst !== undefined].slice(-AMONG);
    this.recent.set(kind, seen);
    const isShown = SEVERE.includes(kind) || seen.filter(Boolean).length >= REPEATS;
    return this.follow(
      kind,
      verdict.method,
      SEAM_ADVICE[kind],
      at,
      isShown ? worst : undefined,
      worst !== undefined,
    );
  }

  private ofWindow(scatter: number, verdict: SeamVerdict, at: number): ValueVerdict[] {
    this.soil = withSeam(this.soil, { time: at, scatter });
    const soiling = soilingOf(this.soil);
    // Once it costs depth it is a defect of the seams, and told as that.
    const isDefect = verdict.defects.some(({ kind }) => kind === 'protective-window');
    const trend = soiling && {
      confidence: 0.7,
      evidence: [
        { quantity: 'window_scatter.mean', value: soiling.to, limit: soiling.from, is: 'above' as const },
      ],
    };
    const shown = isDefect ? undefined : trend;
    return this.follow(
      'window-soiling',
      SOILING_METHOD_VERSION,
      SOILING_ADVICE,
      at,
      shown,
      shown !== undefined,
    );
  }

  private follow(
    cause: string,
    method: string,
    advice: SeamAdvice,
    at: number,
    shown: { confidence: number; evidence: SeamFact[] } | undefined,
    isSeen: boolean,
  ): ValueVerdict[] {
    const standing = this.standing.get(cause);
    const told = (confidence: number, since: number, over: boolean, facts: SeamFact[]): ValueVerdict => ({
      kind: 'process',
      cause,
      ruleVersion: Number(method.split('.')[0]),
      equipment: this.equipment,
      signal: SEAM_COMPONENT,
      signalName: SEAM_NAME,
      title: advice.title,
      advice: advice.check,
      contradictedBy: advice.against,
      sparePart: advice.spare,
      confidence,
      since,
      at,
      over,
      evidence: facts.map(signOf),
    });
    if (shown) {
      const since = standing?.since ?? at;
      const confidence = Math.max(shown.confidence, standing?.confidence ?? 0);
      this.standing.set(cause, { since, clean: 0, confidence });
      return [told(confidence, since, false, shown.evidence)];
    }
    if (!standing) return [];
    standing.clean = isSeen ? 0 : standing.clean + 1;
    if (standing.clean < CLEAN) return [];
    this.standing.delete(cause);
    return [told(standing.confidence, standing.since, true, [])];
  }
}

function isDefectKind(cause: string): cause is SeamDefectKind {
  return (SEAM_DEFECT_KINDS as readonly string[]).includes(cause);
}

/** A fact in the shape in which findings from values show their signs. */
function signOf({ quantity, value, limit, is }: SeamFact) {
  const [signal, feature] = quantity.split('.');
  const known = ['last', 'mean', 'max', 'min'].includes(feature) ? feature : 'mean';
  return { signal, feature: known, over: 0, is, value, threshold: limit, reference: null, holds: true };
}
