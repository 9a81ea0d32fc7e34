import { expect, test } from '@jest/globals';
import { BEARING_ADVICE, bearingAdviceSchema } from './advice.ts';
import { BEARING_FAULTS } from './faults.ts';

test('every fault has advice in both languages', () => {
  for (const fault of BEARING_FAULTS) {
    const advice = bearingAdviceSchema.parse(BEARING_ADVICE[fault]);
    for (const text of [advice.title, ...advice.checkFirst, advice.action, advice.spare]) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
    }
  }
});
