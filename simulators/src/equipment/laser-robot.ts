import { lag } from '../physics/lag.ts';
import { CellMachine } from './cell-machine.ts';
import type { MachineSetup } from './machine.ts';
import { robotPose } from './robot-path.ts';
import { type SeamMark, WELD_SPEED_M_PER_MIN } from './weld-process.ts';

/** Torque that gravity asks of each axis, percent; the vertical arm axes carry most. */
const GRAVITY_PERCENT = [5, 32, 26, 6, 9, 4];

/** Welding robot: follows the seam, and hands the cell's seam records out. */
export class LaserRobot extends CellMachine {
  private readonly axes = [1, 2, 3, 4, 5, 6].map((n) => this.slot(`axis_${n}`));
  private readonly torques = [1, 2, 3, 4, 5, 6].map((n) => this.slot(`axis_${n}_torque`));
  private readonly speed = this.slot('tcp_speed');
  private readonly following = this.slot('following_error');
  private readonly program = this.slot('program');
  private readonly seamCount = this.slot('seam_count');
  private readonly pose = new Float64Array(6);
  private readonly before = new Float64Array(6);
  private readonly torque = new Float64Array(6);
  private tcp = 0;

  constructor(setup: MachineSetup) {
    super(setup);
    robotPose('waiting', 0, this.before);
    this.ready();
  }

  /** Where the faults of the seam handed out last lie. */
  get seamMarks(): readonly SeamMark[] {
    return this.weld.lastMarks;
  }

  protected processCell(dtS: number): number {
    const { values, weld, pose, before } = this;
    const isStopped = this.packml.state === 'Aborted' || this.packml.state === 'Held';
    if (!isStopped) robotPose(weld.phase, weld.progress, pose);
    let fastest = 0;
    for (let axis = 0; axis < 6; axis++) {
      const degPerS = dtS > 0 ? (pose[axis] - before[axis]) / dtS : 0;
      before[axis] = pose[axis];
      fastest = Math.max(fastest, Math.abs(degPerS));
      const target = GRAVITY_PERCENT[axis] + Math.min(35, Math.abs(degPerS) * 0.6);
      this.torque[axis] = lag(this.torque[axis], target, dtS, 0.5);
      values[this.axes[axis]] = pose[axis];
      values[this.torques[axis]] = Math.max(2.2, this.torque[axis] + this.noise(0.6));
    }
    // Outside of the seam the tool centre is about 1.8 m from the fastest joint.
    const target =
      weld.phase === 'weld' ? WELD_SPEED_M_PER_MIN : Math.min(28, ((fastest * Math.PI) / 180) * 1.8 * 60);
    this.tcp = lag(this.tcp, target, dtS, 0.15);
    values[this.speed] = this.tcp < 0.005 ? 0 : this.tcp;
    values[this.following] = Math.abs(0.02 + 0.0035 * Math.min(28, this.tcp) + this.noise(0.006));
    this.news(this.program, 6);
    this.news(this.seamCount, weld.seamsDone);
    if (weld.finished) {
      this.seams.push(weld.finished);
      weld.finished = undefined;
    }
    const { base, running } = this.equipment.powerKw;
    if (!this.isOn) return base * 0.7;
    return base + (running - base) * (weld.phase === 'weld' ? 0.9 : Math.min(1.8, fastest / 25));
  }
}
