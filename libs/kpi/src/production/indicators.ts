import type { ProductionSums } from './production-sums.ts';

/**
 * Time elements and indicators of ISO 22400-2 (domain.md section 5) of one machine or of several taken together. Times in
 * seconds. `null` where there is nothing to divide by: no plan is no 100 %.
 */
export interface Indicators {
  /** Planned busy time, and what it is made of: PBT = AUBT + ADOT, AUBT = AUPT + ADET, AUPT = APT + AUST. */
  PBT: number;
  AUBT: number;
  AUPT: number;
  APT: number;
  AUST: number;
  ADET: number;
  ADOT: number;
  /** Mean planned run time per item. */
  PRI: number | null;
  PQ: number;
  GQ: number;
  SQ: number;
  RQ: number;
  /** Failure events. */
  FE: number;
  /** Stops below the plant's limit, and their time. */
  microStops: number;
  microStopS: number;
  /** A = APT / PBT */
  availability: number | null;
  /** E = sum of PRI / APT */
  effectiveness: number | null;
  /** Q = GQ / PQ */
  qualityRatio: number | null;
  /** A · E · Q */
  oee: number | null;
  /** (AUPT / PBT) · E · Q */
  nee: number | null;
  /** AUBT / PBT */
  allocationEfficiency: number | null;
  /** APT / AUBT */
  utilisationEfficiency: number | null;
  /** APT / (APT + ADET) */
  technicalEfficiency: number | null;
  /** AUST / AUPT */
  setupRatio: number | null;
  /** PQ / AOET, items per second; the time of order execution AOET is all planned busy time here. */
  throughputRate: number | null;
  /** SQ / PQ */
  scrapRatio: number | null;
  /** RQ / PQ */
  reworkRatio: number | null;
  /** (GQ - RQ) / PQ: every item is inspected, and one that was reworked did not pass at first. */
  firstPassYield: number | null;
  /** Sum of the times between failures / (FE + 1); the time between failures is planned busy time without repair. */
  mtbfS: number | null;
  /** Sum of the times to repair / (FE + 1), as the standard has it. */
  mttrS: number | null;
  /** Sum of the times to repair / FE, as many plants reckon; `null` without a failure. */
  meanRepairS: number | null;
  /** Share of the time, 0 to 1, in which the machine said what it did; what is missing is in no sum. */
  coverage: number;
}

/** The first item was begun before anyone looked: over fewer cycles than this its error is more than a fifth. */
const MIN_CYCLES = 5;

/** Without any item a machine is given so long before its running counts as slowness. */
const FIRST_ITEM_S = 600;

/** Whether too little was made to say how fast it went: losses of speed and of scrap, and the time of good items, say nothing yet. */
export function isSpeedUnknown({
  effectiveness,
  PRI,
  APT,
}: Pick<Indicators, 'effectiveness' | 'PRI' | 'APT'>): boolean {
  return effectiveness === null && (PRI !== null || APT < FIRST_ITEM_S);
}

/**
 * @param sums of one machine, or of several added up
 * @param plannedStopS time of stops that people called planned, s: no planned busy time. Taken off `stopped`, then from `held`,
 *   `waiting` and `down`, as far as there is any
 */
export function indicators(sums: ProductionSums, plannedStopS = 0): Indicators {
  const time = withoutPlannedStops(sums.time, plannedStopS);
  const APT = time.run;
  const ADET = time.starved + time.blocked + time.waiting;
  const AUST = time.held + time.changeover + time.startUp;
  const ADOT = time.down + time.stopped;
  const AUPT = APT + AUST;
  const AUBT = AUPT + ADET;
  const PBT = AUBT + ADOT;
  const { good: GQ, scrap: SQ, rework: RQ, plannedRunS, timedItems } = sums;
  const PQ = GQ + SQ;
  const PRI = ratio(plannedRunS, timedItems);
  const availability = ratio(APT, PBT);
  const effectiveness = PRI !== null && APT >= MIN_CYCLES * PRI ? ratio(plannedRunS, APT) : null;
  const qualityRatio = ratio(GQ, PQ);
  const repairS = Math.min(sums.repairS, PBT);
  return {
    PBT,
    AUBT,
    AUPT,
    APT,
    AUST,
    ADET,
    ADOT,
    PRI,
    PQ,
    GQ,
    SQ,
    RQ,
    FE: sums.failures,
    microStops: sums.microStops,
    microStopS: sums.microStopS,
    availability,
    effectiveness,
    qualityRatio,
    oee: product(availability, effectiveness, qualityRatio),
    nee: product(ratio(AUPT, PBT), effectiveness, qualityRatio),
    allocationEfficiency: ratio(AUBT, PBT),
    utilisationEfficiency: ratio(APT, AUBT),
    technicalEfficiency: ratio(APT, APT + ADET),
    setupRatio: ratio(AUST, AUPT),
    throughputRate: ratio(PQ, PBT),
    scrapRatio: ratio(SQ, PQ),
    reworkRatio: ratio(RQ, PQ),
    firstPassYield: ratio(GQ - RQ, PQ),
    mtbfS: PBT > 0 ? (PBT - repairS) / (sums.failures + 1) : null,
    mttrS: PBT > 0 ? repairS / (sums.failures + 1) : null,
    meanRepairS: ratio(repairS, sums.failures),
    coverage: ratio(PBT + time.offPlan, PBT + time.offPlan + time.unknown) ?? 0,
  };
}

/** Time by class with planned stops moved out of the plan. */
export function withoutPlannedStops(
  time: Readonly<ProductionSums['time']>,
  plannedStopS: number,
): ProductionSums['time'] {
  const left = { ...time };
  let rest = plannedStopS;
  for (const name of ['stopped', 'held', 'waiting', 'down'] as const) {
    const taken = Math.min(rest, left[name]);
    left[name] -= taken;
    left.offPlan += taken;
    rest -= taken;
  }
  return left;
}

function ratio(numerator: number, denominator: number): number | null {
  return denominator > 0 ? numerator / denominator : null;
}

function product(...factors: readonly (number | null)[]): number | null {
  return factors.reduce((all, one) => (all === null || one === null ? null : all * one), 1);
}
