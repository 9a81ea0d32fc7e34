import { expect, test } from '@jest/globals';
import { BEARING_ADVICE, bearingAdviceSchema, bilingualTextSchema } from './advice.ts';
import { NOT_DIAGNOSABLE_TEXTS, REJECTION_TEXTS } from './advice.ts';
import { NOT_DIAGNOSABLE_REASONS, REJECTION_REASONS } from './diagnosis.schema.ts';
import { BEARING_FAULTS } from './faults.ts';

test('every fault has advice in both languages', () => {
  for (const fault of BEARING_FAULTS) {
    const advice = bearingAdviceSchema.parse(BEARING_ADVICE[fault]);
    for (const text of [advice.title, ...advice.checkFirst, advice.action, advice.spare]) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
    }
  }
});

test('every reason has a text in both languages', () => {
  for (const reason of NOT_DIAGNOSABLE_REASONS) bilingualTextSchema.parse(NOT_DIAGNOSABLE_TEXTS[reason]);
  for (const reason of REJECTION_REASONS) bilingualTextSchema.parse(REJECTION_TEXTS[reason]);
});
