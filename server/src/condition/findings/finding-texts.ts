import type { BearingDiagnosis, BearingVerdict } from '@linetwin/condition';
import type { Text } from '@linetwin/model';

const VERDICT_TEXTS: Record<BearingVerdict, Text> = {
  healthy: { zh: '未见故障', en: 'No fault found' },
  'outer-race': { zh: '外圈故障', en: 'Outer race fault' },
  'inner-race': { zh: '内圈故障', en: 'Inner race fault' },
  'rolling-element': { zh: '滚动体故障', en: 'Rolling element fault' },
  cage: { zh: '保持架故障', en: 'Cage fault' },
  'not-diagnosable': { zh: '不可诊断', en: 'Not diagnosable' },
};

/** What is said of a component of which nothing can be said, since its sensor is not to be believed. */
export const BLIND_SUMMARY: Text = {
  zh: '此处不可诊断：加速度计松动',
  en: 'Not diagnosable here: the accelerometer is loose',
};

/** One line that names what was found and how sure it is. */
export function findingSummary(diagnosis: BearingDiagnosis): Text {
  const verdict = VERDICT_TEXTS[diagnosis.verdict];
  if (diagnosis.grade === 'none') return verdict;
  const percent = Math.round(diagnosis.confidence * 100);
  const grade = diagnosis.grade === 'clear' ? { zh: '明确', en: 'clear' } : { zh: '疑似', en: 'probable' };
  const together =
    diagnosis.series?.says === 'named'
      ? {
          zh: `，累计 ${diagnosis.series.bursts} 次采集`,
          en: `, from ${diagnosis.series.bursts} bursts together`,
        }
      : { zh: '', en: '' };
  return {
    zh: `${verdict.zh}（${grade.zh}，置信度 ${percent} %${together.zh}）`,
    en: `${verdict.en} (${grade.en}, confidence ${percent} %${together.en})`,
  };
}

/** One line of a fault with how sure it is, and what it may be instead. @param where put behind the name, as a part or a frequency */
export function faultSummary(
  title: Text,
  { grade, confidence }: { grade: string; confidence: number },
  cannotExclude: readonly Text[],
  where: Text = { zh: '', en: '' },
): Text {
  const percent = Math.round(confidence * 100);
  const hasOpen = cannotExclude.length > 0;
  const open = {
    zh: hasOpen ? `；不能排除${cannotExclude.map(({ zh }) => zh).join('、')}` : '',
    en: hasOpen ? `; not excluded: ${cannotExclude.map(({ en }) => en).join(', ')}` : '',
  };
  return {
    zh: `${title.zh}${where.zh && `：${where.zh}`}（${grade === 'clear' ? '明确' : '疑似'}，置信度 ${percent} %${open.zh}）`,
    en: `${title.en}${where.en && `: ${where.en}`} (${grade}, confidence ${percent} %${open.en})`,
  };
}
