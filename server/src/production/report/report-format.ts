import type { ReportLanguage } from './report-texts.ts';

const TAGS: Record<ReportLanguage, string> = { zh: 'zh-CN', en: 'en-GB' };

/** "81.4 %", or a dash where there was nothing to divide by. */
export function percent(ratio: number | null, decimals = 1): string {
  return ratio === null ? '–' : `${(ratio * 100).toFixed(decimals)} %`;
}

export function count(value: number, language: ReportLanguage): string {
  return Math.round(value).toLocaleString(TAGS[language]);
}

/** "45 s", "7 min", "1 h 20 min". */
export function duration(seconds: number): string {
  const s = Math.round(seconds);
  if (s < 100) return `${s} s`;
  const minutes = Math.round(s / 60);
  if (minutes < 60) return `${minutes} min`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** yyyy-mm-dd hh:mm by the clock of the plant. */
export function moment(time: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }).format(time);
}
