import type { Finding } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';

type Language = 'zh' | 'en';

const HEADS: Record<Language, string[]> = {
  zh: ['首次出现', '最近出现', '设备', '部位', '原因', '结论', '等级', '置信度', '状态', '编号'],
  en: [
    'First seen',
    'Last seen',
    'Machine',
    'Component',
    'Cause',
    'Finding',
    'Grade',
    'Confidence',
    'Status',
    'Id',
  ],
};

/** Rows of an export, one finding each, in the plant's time. */
export function findingRows(
  findings: readonly Finding[],
  index: ModelIndex,
  language: Language,
): (string | number)[][] {
  const zone = index.model.site.timeZone;
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
  return [
    HEADS[language],
    ...findings.map((finding) => [
      clock.format(finding.firstSeenAt),
      clock.format(finding.lastSeenAt),
      index.equipment(finding.equipment)?.id ?? finding.equipment,
      finding.componentName[language],
      finding.verdict,
      finding.summary[language],
      finding.grade,
      finding.confidence,
      finding.status,
      finding.id,
    ]),
  ];
}
