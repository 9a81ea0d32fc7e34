import type { UnusualWord } from '@linetwin/condition';
import type { Finding } from '@linetwin/contracts';
import type { Equipment, ModelIndex, Text } from '@linetwin/model';

/** Signals named in the summary. */
const NAMED = 3;
/** It says that something is wrong and where it shows, not what: less sure than any rule. */
const CONFIDENCE = 0.4;

export const UNUSUAL_VERDICT = 'unusual-behaviour';

const ADVICE: Text[] = [
  {
    zh: '对照健康时段查看贡献最大的信号，并到现场检查相应部位',
    en: 'Compare the named signals with the healthy time, and look at that place of the machine',
  },
  {
    zh: '确认是否换型、更换工件材料或调整过参数；若属正常变化，请工程师说明原因后重新学习',
    en: 'Ask whether product, material or settings were changed; if this is the new normal, an engineer learns it anew with the reason',
  },
];

/** A machine that left the pattern of its healthy time, as a finding about the signal that shows it most. */
export function unusualFinding(
  index: ModelIndex,
  equipment: Equipment,
  { contributions, at, since }: UnusualWord,
): Finding {
  const named = contributions.slice(0, NAMED).map(({ signal }) => nameOf(index, equipment, signal));
  const [{ signal }] = contributions;
  const begin = since ?? at;
  return {
    id: `${equipment.address}/${UNUSUAL_VERDICT}/${begin}`.replaceAll('/', '.'),
    equipment: equipment.address,
    component: signal,
    componentName: named[0],
    kind: 'unusual',
    verdict: UNUSUAL_VERDICT,
    grade: 'probable',
    confidence: CONFIDENCE,
    summary: {
      zh: `行为异常：${named.map(({ zh }) => zh).join('、')}`,
      en: `Unusual behaviour: ${named.map(({ en }) => en).join(', ')}`,
    },
    advice: ADVICE,
    sparePart: null,
    status: 'open',
    firstSeenAt: begin,
    lastSeenAt: begin,
    bursts: 0,
    speedRpm: null,
  };
}

function nameOf(index: ModelIndex, equipment: Equipment, signal: string): Text {
  return index.signal(`${equipment.address}/${signal}`)?.name ?? { zh: signal, en: signal };
}
