import type { Equipment, ModelIndex, Signal, Text } from '@linetwin/model';
import type { HistoryStore } from '../../history/history.port.ts';
import type { TrendInAllLanguages } from './evidence.ts';

const BEFORE_MS = 15 * 60_000;
const POINTS = 240;

/**
 * A signal over the quarter of an hour before a trouble, and since.
 *
 * @returns null where history has nothing of it
 * @throws what history threw
 */
export async function trendEvidence(
  index: ModelIndex,
  history: HistoryStore,
  signal: Signal,
  { since, now }: { since: number; now: number },
): Promise<TrendInAllLanguages | null> {
  const range = { signals: [signal.address], from: since - BEFORE_MS, to: now, points: POINTS };
  const [series] = await history.read(range);
  if (!series || series.time.length < 2) return null;
  return {
    kind: 'trend',
    label: labelOf(index.equipment(signal.equipment)!, signal),
    time: series.time,
    min: series.min,
    max: series.max,
    limits: signal.limits.map(({ at }) => at),
    since,
    zone: index.model.site.timeZone,
  };
}

function labelOf(machine: Equipment, { name, unit }: Signal): Text {
  const inLanguage = (language: keyof Text) =>
    `${machine.id} ${machine.name[language]} · ${name[language]}${unit ? ` (${unit})` : ''}`;
  return { zh: inLanguage('zh'), en: inLanguage('en') };
}
