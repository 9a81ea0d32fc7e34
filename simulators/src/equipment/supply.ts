import { Machine, type MachineSetup } from './machine.ts';

/** Ball and cage supplies: they sort and feed at the pace of the line; a hopper empties and is filled again. */
export class Supply extends Machine {
  private readonly hopper = this.slot('hopper_level');
  private readonly rejects = this.slot('reject_count');
  private readonly fed = this.slot('feed_count');
  private readonly groups = [1, 2, 3, 4, 5].map((n) => this.slot(`group_${n}_count`));
  private readonly diameter = this.slot('ball_diameter');
  private level = 70;
  private counts = [0, 0, 0, 0, 0];
  private rejected = 0;
  private total = 0;
  private nextLotS = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    this.level = this.random.between(45, 90);
    this.ready();
  }

  protected process(dtS: number): number {
    const { running } = this.equipment.powerKw;
    // A filling lasts about five hours.
    this.level -= (dtS / 18_000) * 60;
    if (this.level < 32) this.level = 92;
    this.values[this.hopper] = this.level;
    if (this.timeS >= this.nextLotS) this.sortLot();
    return running * (1 + this.noise(0.03));
  }

  /** Every takt one kit: nine balls in their gauge groups, or one cage. */
  private sortLot(): void {
    this.nextLotS = this.timeS + this.taktS;
    const isBalls = this.equipment.kind === 'ball-supply';
    const pieces = isBalls ? 9 : 1;
    for (let i = 0; i < pieces; i++) {
      const um = this.noise(0.25);
      if (this.random.uniform() < 0.0006) this.rejected++;
      else this.counts[Math.min(4, Math.max(0, Math.floor(um / 0.3 + 2.5)))]++;
      this.news(this.diameter, um);
    }
    this.total += pieces;
    this.groups.forEach((slot, i) => this.news(slot, this.counts[i]));
    this.news(this.fed, this.total);
    this.news(this.rejects, this.rejected);
  }
}
