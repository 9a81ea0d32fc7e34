import type { NoticeOccasion } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { IncidentNews, NoticeContent } from './notice.ts';

type Language = 'zh' | 'en';

/** Further signs are counted beyond this many; a phone shows no more anyway. */
const LISTED_MACHINES = 4;

interface Words {
  occasion: Record<NoticeOccasion, string>;
  priority: Record<1 | 2 | 3 | 4, string>;
  place: (line: string, machine: string) => string;
  since: (time: string) => string;
  confidence: (percent: number) => string;
  check: (advice: string) => string;
  spare: (part: string) => string;
  also: (machines: string[], more: number) => string;
  openLink: string;
  merged: (count: number, first: string) => string;
  /** Between short texts in one line. */
  and: string;
}

const WORDS: Record<Language, Words> = {
  zh: {
    occasion: {
      opened: '',
      'cause-changed': '根因更新：',
      'more-urgent': '升级为更紧急：',
      escalated: '无人确认：',
      closed: '已恢复：',
      'work-order': '工单：',
      'shift-report': '',
    },
    priority: { 1: '紧急', 2: '高', 3: '中', 4: '低' },
    place: (line, machine) => `位置：${line}，${machine}`,
    since: (time) => `开始：${time}`,
    confidence: (percent) => `置信度：${percent} %`,
    check: (advice) => `先查：${advice}`,
    spare: (part) => `备件：${part}`,
    also: (machines, more) => `受影响：${machines.join('、')}${more > 0 ? ` 等 ${more} 处` : ''}`,
    openLink: '查看并确认',
    merged: (count, first) => `${count} 起事件：${first}`,
    and: '；',
  },
  en: {
    occasion: {
      opened: '',
      'cause-changed': 'Cause now: ',
      'more-urgent': 'More urgent: ',
      escalated: 'Not acknowledged: ',
      closed: 'Over: ',
      'work-order': 'Work order: ',
      'shift-report': '',
    },
    priority: { 1: 'Urgent', 2: 'High', 3: 'Medium', 4: 'Low' },
    place: (line, machine) => `Place: ${line}, ${machine}`,
    since: (time) => `Since: ${time}`,
    confidence: (percent) => `Confidence: ${percent} %`,
    check: (advice) => `Check first: ${advice}`,
    spare: (part) => `Spare: ${part}`,
    also: (machines, more) => `Also affected: ${machines.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    openLink: 'Look and acknowledge',
    merged: (count, first) => `${count} incidents: ${first}`,
    and: '; ',
  },
};

/** What a notice of an incident says in a language, without link and evidence. */
export function noticeText(
  news: IncidentNews,
  occasion: NoticeOccasion,
  language: Language,
  index: ModelIndex,
): Pick<NoticeContent, 'title' | 'lines' | 'short' | 'data'> {
  const words = WORDS[language];
  const { cause } = news;
  const machine = nameOf(cause.equipment, language, index);
  const line = index.model.lines.find(({ id }) => id === news.line)?.name[language] ?? news.line;
  const what = cause.title[language];
  const others = [...new Set(news.members.map(({ equipment }) => equipment))].filter(
    (equipment) => equipment !== cause.equipment,
  );
  const head = `${words.occasion[occasion]}${machine} ${what}`;
  return {
    title: `[${words.priority[news.priority]}] ${head}`,
    lines: [
      words.place(line, machine),
      words.since(moment(cause.since, language, index.model.site.timeZone)),
      words.confidence(Math.round(cause.confidence * 100)),
      ...cause.advice.slice(0, 1).map((advice) => words.check(advice[language])),
      ...(cause.sparePart ? [words.spare(cause.sparePart[language])] : []),
      ...(others.length > 0
        ? [
            words.also(
              others.slice(0, LISTED_MACHINES).map((one) => nameOf(one, language, index)),
              others.length - LISTED_MACHINES,
            ),
          ]
        : []),
    ],
    short: head,
    data: {
      incident: news.id,
      occasion,
      line: news.line,
      equipment: cause.equipment,
      cause: cause.key,
      priority: news.priority,
      confidence: cause.confidence,
      state: news.state,
      openedAt: news.openedAt,
      closedAt: news.closedAt,
    },
  };
}

export function linkText(language: Language): string {
  return WORDS[language].openLink;
}

/** Several notices as one message, in the order of their coming; the language is that of their receiver. */
export function mergedContent(contents: readonly NoticeContent[], language: Language): NoticeContent {
  if (contents.length === 1) return contents[0];
  const [first] = contents;
  return {
    title: WORDS[language].merged(contents.length, first.short),
    lines: contents.flatMap(({ title, lines, link }) => [
      title,
      ...lines.slice(0, 1),
      // Each incident is acknowledged by its own link.
      ...(link ? [link.url] : []),
    ]),
    short: contents.map(({ short }) => short).join(WORDS[language].and),
    link: null,
    evidence: first.evidence,
    data: { notices: contents.map(({ data }) => data) },
  };
}

function nameOf(equipment: string, language: Language, index: ModelIndex): string {
  const machine = index.equipment(equipment);
  return machine ? `${machine.id} ${machine.name[language]}` : equipment;
}

function moment(at: number, language: Language, zone: string): string {
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: zone,
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).format(at);
}
