import type { Signal } from '@linetwin/model';
import type { WorkingRow } from '../monitor/working-rows.ts';
import { Follower, type Deviation } from './follower.ts';
import { LearnedBand } from './learned-band.ts';
import type { RelationParameters } from './relation-parameters.ts';
import type { SensorRelation } from './sensor-relations.ts';

export interface Suspect {
  signal: string;
  /** The one of the others that it is compared with. */
  against: string;
  deviation: Deviation;
  /** Two others or more agree against it. */
  isOutvoted: boolean;
}

interface Member {
  id: string;
  column: number;
  band: LearnedBand;
}

/** Signals that follow one thing: each from each other, and which of them has left the rest. */
export class RelatedSignals {
  readonly ids: readonly string[];
  private readonly learnRows: number;
  private readonly stillShare: number;
  private readonly members: Member[];
  private readonly still: Member[];
  /** `followers[i][j]` says what member i should be from member j. */
  private readonly followers: Follower[][];
  /** Of the last row: whether member j was where a line through it holds. */
  private readonly isUsable: boolean[];
  private learned = 0;

  /** @param columns signals in the order of the rows */
  constructor(relation: SensorRelation, columns: readonly Signal[], parameters: RelationParameters) {
    this.learnRows = parameters.learnRows;
    this.stillShare = parameters.stillShare;
    const { signals, still = [] } = relation;
    this.ids = [...signals, ...still];
    const member = (id: string): Member => {
      const column = columns.findIndex((signal) => signal.id === id);
      return { id, column, band: new LearnedBand(parameters, widthOf(columns[column])) };
    };
    this.members = signals.map(member);
    this.still = still.map(member);
    this.followers = this.members.map(({ column }) =>
      this.members.map(() => new Follower(parameters, widthOf(columns[column]))),
    );
    this.isUsable = this.members.map(() => false);
  }

  get isLearned(): boolean {
    return this.learned >= this.learnRows;
  }

  learn(row: WorkingRow): void {
    this.learned++;
    for (const { column, band } of [...this.members, ...this.still]) band.learn(row.values![column]);
    this.each((follower, y, x) => follower.learn(row.values![x.column], row.values![y.column]));
  }

  judge(row: WorkingRow): void {
    const isStill = this.still.every(({ column, band }) => band.has(row.values![column]));
    this.members.forEach(({ column, band }, j) => {
      const value = row.values![column];
      band.see(row.at, value);
      this.isUsable[j] = isStill && band.has(value);
    });
    this.each((follower, y, x, _i, j) => {
      if (this.isUsable[j]) follower.judge(row.values![x.column], row.values![y.column], row.at);
    });
  }

  /** The one signal that moved while nothing else did; undefined where there is none, or something else may have moved with it. */
  suspect(): Suspect | undefined {
    for (let i = 0; i < this.members.length; i++) {
      const suspect = this.suspicion(i);
      if (suspect) return suspect;
    }
    return undefined;
  }

  /** Whether a signal fits to all others again. */
  isHealthy(id: string): boolean {
    const i = this.members.findIndex((member) => member.id === id);
    const mates = this.members.map((_, j) => j).filter((j) => j !== i && this.isUsable[j]);
    return mates.length > 0 && mates.every((j) => this.followers[i][j].isHealthy);
  }

  /** How far a signal is from what another one says; undefined while that is nothing to speak of. */
  deviation(id: string, against: string): Deviation | undefined {
    const [i, j] = [id, against].map((one) => this.members.findIndex((member) => member.id === one));
    return this.followers[i][j].deviation;
  }

  reset(): void {
    this.each((follower) => follower.reset());
  }

  private suspicion(i: number): Suspect | undefined {
    const others = this.members.map((_, j) => j).filter((j) => j !== i);
    const mates = others.filter((j) => this.isUsable[j]);
    if (mates.length === 0 || !mates.every((j) => this.followers[i][j].isBroken)) return undefined;
    if (others.some((a) => others.some((b) => a !== b && this.followers[a][b].isBroken))) return undefined;
    const deviation = this.followers[i][mates[0]].deviation!;
    const moved = Math.abs(deviation.shift / this.members[i].band.middle);
    // A fault of the machine moves the others as well, if not along the line that healthy work drew.
    const isAlone = others.every(
      (j) => this.members[j].band.mayHaveMoved(deviation.since) < this.stillShare * moved,
    );
    if (!isAlone) return undefined;
    return {
      signal: this.members[i].id,
      against: this.members[mates[0]].id,
      deviation,
      isOutvoted: others.length > 1,
    };
  }

  private each(does: (follower: Follower, y: Member, x: Member, i: number, j: number) => void): void {
    this.followers.forEach((row, i) =>
      row.forEach((follower, j) => {
        if (i !== j) does(follower, this.members[i], this.members[j], i, j);
      }),
    );
  }
}

function widthOf({ normal, range }: Signal): number {
  const [low, high] = normal ?? range;
  return high - low;
}
