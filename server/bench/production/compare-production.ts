import type { IndicatorRow } from '@linetwin/contracts';
import { ModelIndex, type PlantModel } from '@linetwin/model';
import type { CheckedRun, TrueMachine } from './check-production.ts';

/** One machine: what was booked against what it did. Times in seconds. */
export interface MachineComparison {
  machine: string;
  /** Greatest difference among APT, ADET, AUST and ADOT. */
  timeErrorS: number;
  goodError: number;
  scrapError: number;
  availability: number | null;
  trueAvailability: number;
  /** Stops of a minute and more for the machine's own cause: found, and real. */
  stops: number;
  trueStops: number;
  stopS: number;
  trueStopS: number;
}

const AUST = ['Holding', 'Held', 'Unholding', 'Resetting', 'Starting'];
const ADET = ['Idle', 'Complete', 'Suspending', 'Suspended', 'Unsuspending'];
const ADOT = ['Aborting', 'Aborted', 'Clearing', 'Stopping', 'Stopped'];
/** A stop that is shorter may begin and end between two looks. */
export const COMPARED_FROM_S = 10;

/** Reckoned by hand from the truth, not with the library that is judged. */
export function compareMachines({ truth, overview, stops, hours }: CheckedRun): MachineComparison[] {
  return truth.map((real) => {
    const booked = overview.machines.find(({ machine }) => machine === real.machine);
    if (!booked) throw new Error(`Nothing is booked of ${real.machine}.`);
    const own = stops.filter(
      ({ machine, seconds }) => machine === real.machine && seconds >= COMPARED_FROM_S,
    );
    const trueOwn = real.stops
      .map(({ fromS, toS, kind }) => ({ kind, seconds: (toS ?? hours * 3600) - fromS }))
      .filter(({ kind, seconds }) => kind !== 'waiting' && seconds >= COMPARED_FROM_S);
    return {
      machine: real.machine.split('/').at(-1)!,
      timeErrorS: timeError(booked, real),
      goodError: booked.GQ - real.good,
      scrapError: booked.SQ - real.scrap,
      availability: booked.availability,
      trueAvailability: (real.seconds.Execute ?? 0) / (hours * 3600),
      stops: own.length,
      trueStops: trueOwn.length,
      stopS: own.reduce((sum, { seconds }) => sum + seconds, 0),
      trueStopS: trueOwn.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  });
}

function timeError(
  { APT, AUST: set, ADET: delay, ADOT: down }: IndicatorRow,
  { seconds }: TrueMachine,
): number {
  const sum = (states: string[]) => states.reduce((all, state) => all + (seconds[state] ?? 0), 0);
  const pairs = [
    [APT, sum(['Execute', 'Completing'])],
    [set, sum(AUST)],
    [delay, sum(ADET)],
    [down, sum(ADOT)],
  ];
  return Math.max(...pairs.map(([booked, real]) => Math.abs(booked - real)));
}

/** OEE of the line from the truth alone: time and pace of its slowest station, quality of the whole line. */
export function trueOee({ truth, overview, hours }: CheckedRun, model: PlantModel): number {
  const index = new ModelIndex(model);
  const line = index.line(overview.line)!;
  const pacing = truth.filter(({ machine }) => overview.pacing.includes(machine));
  const last = line.stations.filter(({ inFlow }) => inFlow).at(-1)!;
  const good = truth
    .filter(({ machine }) => (last.equipment as string[]).includes(machine))
    .reduce((sum, one) => sum + one.good, 0);
  const scrap = truth.reduce((sum, one) => sum + one.scrap, 0);
  const runS = pacing.reduce((sum, { seconds }) => sum + (seconds.Execute ?? 0), 0);
  const neededS = pacing.reduce(
    (sum, one) => sum + (one.good + one.scrap) * index.equipment(one.machine)!.cycleS!,
    0,
  );
  return (runS / (pacing.length * hours * 3600)) * (neededS / runS) * (good / (good + scrap));
}
