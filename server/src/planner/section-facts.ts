import type { PlanInput, SeenStock } from '@linetwin/contracts';
import {
  expectedStock,
  sectionProblem,
  USUAL_STOCK_SHARE,
  type SectionProblem,
} from '@linetwin/energy/planner';
import type { Attribution } from '@linetwin/energy';
import type { Equipment } from '@linetwin/model';
import type { LedgerRecords } from './ledger-records.ts';
import type { LineRecord } from './line-powers.ts';
import type { LineSection } from './line-sections.ts';

const QUARTER_MS = 900_000;

/** What a section's plan rests on, for its record. */
export interface SectionBasis extends SectionProblem {
  section: LineSection;
  pieces: number;
  now: number;
  inFurnace: number;
  assumedShare: number;
}

/** How long a piece is on its way from the section into the stock, quarters. */
export function lagOf({ stayS }: LineSection): number {
  return Math.ceil(stayS / 900);
}

/** Share of the pieces behind the furnace that becomes good: with each scrapped part its whole piece is lost. */
export function yieldOf(
  { byMachine }: LineRecord,
  last: readonly Equipment[],
  { partsPerPiece }: LineSection,
): number {
  const sum = (rows: Iterable<Attribution | undefined>, of: (row: Attribution) => number) =>
    [...rows].reduce((total, row) => total + (row ? of(row) : 0), 0);
  const good = sum(
    last.map(({ address }) => byMachine.get(address)),
    (row) => row.good,
  );
  const lost = sum(byMachine.values(), (row) => row.scrap) / partsPerPiece;
  return good > 0 ? good / (good + lost) : 1;
}

/**
 * A section's part of a plan. What lies in the furnace is what went into it as long ago as it stays there, by the ledger; what waits behind it was seen
 * by the twin. Where neither says, the line is taken to have run at its pace, and the share of that is told.
 *
 * @param input powers and pace of the section
 * @param taken good pieces that the rest of the line takes, up to the end of the plan and the stay in the furnace
 */
export async function sectionBasis(
  section: LineSection,
  input: PlanInput,
  ledger: LedgerRecords,
  {
    from,
    quarters,
    staffed,
    taken,
    yieldShare,
    linePace,
    taktS,
    seen = [],
  }: {
    from: number;
    quarters: number;
    staffed: readonly boolean[];
    taken: readonly number[];
    yieldShare: number;
    /** Pieces of a quarter at work at the end of the line. */
    linePace: number;
    taktS: number;
    seen?: readonly SeenStock[];
  },
): Promise<SectionBasis> {
  const lag = lagOf(section);
  const made = await ledger.goodByQuarter(section.last, from - lag * QUARTER_MS, from);
  let assumed = 0;
  const arriving = Array.from({ length: lag }, (_, t) => {
    const parts = made.get(from + (t - lag) * QUARTER_MS);
    if (parts !== undefined) return parts / section.partsPerPiece;
    assumed += linePace / yieldShare;
    return linePace / yieldShare;
  });
  const known = seen.find((one) => one.section === section.id)?.pieces;
  const now = known ?? USUAL_STOCK_SHARE * section.roomPieces;
  if (known === undefined) assumed += now;
  const inFurnace = arriving.reduce((sum, pieces) => sum + pieces, 0);
  const part = sectionProblem(
    {
      id: section.id,
      piecesPerQuarter: 900 / input.secondsPerPart!,
      runningKw: input.runningKw,
      readyKw: input.readyKw,
      restKw: input.restKw,
      warmUpQuarters: Math.ceil(input.warmUpMinutes / 15),
      canRest: input.canRest,
      staffed,
      lagQuarters: lag,
      yieldShare,
      room: section.roomPieces,
      taktS,
    },
    expectedStock({ now, arriving, taken, room: section.roomPieces }, yieldShare),
    quarters,
  );
  const work = part.jobs.reduce((sum, { loadKw }) => sum + loadKw.length, 0);
  return {
    ...part,
    section,
    pieces: (work * 900) / input.secondsPerPart!,
    now,
    inFurnace,
    assumedShare: now + inFurnace > 0 ? assumed / (now + inFurnace) : 0,
  };
}
