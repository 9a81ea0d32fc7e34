import type { Finding } from '@linetwin/contracts';
import type { ModelIndex, Text } from '@linetwin/model';

type Language = 'zh' | 'en';

const HEADS: Record<Language, string[]> = {
  zh: [
    '首次出现',
    '最近出现',
    '设备',
    '设备名称',
    '部位',
    '结论',
    '等级',
    '置信度，%',
    '状态',
    '原因代码',
    '编号',
  ],
  en: [
    'First seen',
    'Last seen',
    'Machine',
    'Name',
    'Component',
    'Finding',
    'Grade',
    'Confidence, %',
    'Status',
    'Cause code',
    'Id',
  ],
};

const GRADES: Record<Finding['grade'], Text> = {
  clear: { zh: '证据明确', en: 'Clear' },
  probable: { zh: '可能', en: 'Probable' },
  none: { zh: '无结论', en: 'No verdict' },
};

const STATUSES: Record<Finding['status'], Text> = {
  open: { zh: '未关闭', en: 'Open' },
  closed: { zh: '已关闭', en: 'Closed' },
};

/** Rows of an export, one finding each, in the plant's time and the words of the pages. */
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
      index.equipment(finding.equipment)?.name[language] ?? '',
      finding.componentName[language],
      finding.summary[language],
      GRADES[finding.grade][language],
      Math.round(finding.confidence * 100),
      STATUSES[finding.status][language],
      finding.verdict,
      finding.id,
    ]),
  ];
}
