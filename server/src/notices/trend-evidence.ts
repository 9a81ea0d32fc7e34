import type { Equipment, ModelIndex, Signal, Text } from '@linetwin/model';
import type { HistoryStore } from '../history/history.port.ts';
import { within } from '../platform/within.ts';
import type { EvidenceInAllLanguages } from './evidence-picture.ts';
import type { IncidentNews } from './notice.ts';

const BEFORE_MS = 15 * 60_000;
const POINTS = 240;
/** A notice must leave within five seconds of detection, with its picture or without. */
const READ_MS = 1500;

/**
 * The signal of the first alarm on the machine of the cause, over the quarter of an hour before it.
 *
 * @returns null where no signal shows it, or history cannot tell in time
 */
export async function trendEvidence(
  index: ModelIndex,
  history: HistoryStore,
  { cause, members }: Pick<IncidentNews, 'cause' | 'members'>,
  now = Date.now(),
): Promise<EvidenceInAllLanguages | null> {
  const alarm = members.find(({ kind, equipment }) => kind === 'alarm' && equipment === cause.equipment);
  const signal = alarm && index.signal(`${alarm.equipment}/${alarm.key.split('.')[0]}`);
  if (!signal) return null;
  const range = { signals: [signal.address], from: cause.since - BEFORE_MS, to: now, points: POINTS };
  const [series] = await within(READ_MS, history.read(range)).catch(() => []);
  if (!series || series.time.length < 2) return null;
  return {
    label: labelOf(index.equipment(signal.equipment)!, signal),
    time: series.time,
    min: series.min,
    max: series.max,
    limits: signal.limits.map(({ at }) => at),
    since: cause.since,
    zone: index.model.site.timeZone,
  };
}

function labelOf(machine: Equipment, { name, unit }: Signal): Text {
  const inLanguage = (language: keyof Text) =>
    `${machine.id} ${machine.name[language]} · ${name[language]}${unit ? ` (${unit})` : ''}`;
  return { zh: inLanguage('zh'), en: inLanguage('en') };
}
