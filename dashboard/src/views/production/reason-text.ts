import type { Alarm, ProductionStop } from '@linetwin/contracts';
import type { ModelIndex } from '@linetwin/model';
import type { TFunction } from 'i18next';
import { NO_VALUE, type Language } from '../../ui/format.ts';

/** How a reason of the loss tree is called in the language of the page. */
export function reasonText(id: string, index: ModelIndex, language: Language, t: TFunction): string {
  if (id === 'micro' || id === 'unexplained' || id === 'short') return t(`production.reason.${id}`);
  if (id.startsWith('alarm:')) return alarmCause(id.slice('alarm:'.length), index, language, t);
  const known = index.model.production.stopReasons.find((reason) => reason.id === id);
  return known?.name[language] ?? id;
}

/** What is known of why a machine stood. */
export function stopReason(
  stop: ProductionStop,
  index: ModelIndex,
  language: Language,
  t: TFunction,
): string {
  if (stop.explanation) {
    const reason = reasonText(stop.explanation.reason, index, language, t);
    return t('production.explained', { reason, by: stop.explanation.by });
  }
  if (stop.cause?.kind === 'alarm') return alarmCause(stop.cause.alarm, index, language, t);
  if (stop.cause) return t(`production.class.${stop.cause.kind}`);
  return t(`production.reason.${stop.micro ? 'micro' : 'unexplained'}`);
}

/** An alarm is named by signal address and limit. */
function alarmCause(alarm: string, index: ModelIndex, language: Language, t: TFunction): string {
  const [address, limit] = alarm.split(' ');
  const signal = index.signal(address);
  const name = signal?.name[language] ?? address.split('/').at(-1)!;
  const about = t('alarms.about', { name, limit: t(`limit.${limit as Alarm['limit']}`) });
  return t('production.reason.alarm', { text: about });
}

/** "7 min", "1 h 20 min", "45 s". */
export function durationText(seconds: number): string {
  if (seconds < 0) return `\u2212${durationText(-seconds)}`;
  const s = Math.round(seconds);
  if (s < 100) return `${s}\u2009s`;
  const minutes = Math.round(s / 60);
  if (minutes < 60) return `${minutes}\u2009min`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)}\u2009h${rest > 0 ? ` ${rest}\u2009min` : ''}`;
}

/** A mean time between failures; where none came yet, it is longer than what was seen. */
export function mtbfText(seconds: number | null, failures: number): string {
  if (seconds === null) return NO_VALUE;
  return failures > 0 ? durationText(seconds) : `> ${durationText(seconds)}`;
}
