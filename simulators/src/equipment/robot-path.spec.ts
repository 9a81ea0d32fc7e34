import { expect, test } from '@jest/globals';
import { CELL_PHASES } from '../flow/weld-cell-unit.ts';
import { robotPose } from './robot-path.ts';

test('the robot moves without a jump through the whole cycle', () => {
  const pose = new Float64Array(6);
  const before = new Float64Array(6);
  robotPose('load', 0, before);
  for (const phase of CELL_PHASES) {
    for (let i = 0; i <= 500; i++) {
      robotPose(phase, i / 500, pose);
      for (let axis = 0; axis < 6; axis++) expect(Math.abs(pose[axis] - before[axis])).toBeLessThan(2);
      before.set(pose);
    }
  }
});
