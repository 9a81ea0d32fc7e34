export const LANGUAGES = ['zh', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** BCP 47 tag behind a language of the interface. */
export const LOCALE_TAGS: Record<Language, string> = { zh: 'zh-CN', en: 'en-GB' };

/** What stands where there is no number. */
export const NO_VALUE = '–';
const THIN_SPACE = '\u2009';
const MINUS = '\u2212';
/** Float32 travels on the wire: digits beyond these would be rounding, not measurement. */
const MAX_SIGNIFICANT = 7;

/** Formats by language and number of digits: the hall writes hundreds of numbers in a frame, and making a format is slow. */
type Formats = Record<Language, (Intl.NumberFormat | undefined)[]>;
const bySignificance: Formats = { zh: [], en: [] };
const byFraction: Formats = { zh: [], en: [] };

function significant(language: Language, digits: number): Intl.NumberFormat {
  return (bySignificance[language][digits] ??= new Intl.NumberFormat(LOCALE_TAGS[language], {
    minimumSignificantDigits: digits,
    maximumSignificantDigits: digits,
  }));
}

function fraction(language: Language, digits: number): Intl.NumberFormat {
  return (byFraction[language][digits] ??= new Intl.NumberFormat(LOCALE_TAGS[language], {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }));
}

function withMinus(text: string): string {
  // "-0.0" is a zero that was rounded from below; a minus before it would say something false.
  return /^-[0.,]*$/.test(text) ? text.slice(1) : text.replace('-', MINUS);
}

/** A number with three significant digits, or with `decimals` digits after the point where a signal asks for them. */
export function formatNumber(value: number, language: Language, decimals?: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  if (decimals === undefined) {
    if (Math.abs(value) >= 1000) return formatCount(value, language);
    return withMinus(significant(language, 3).format(value));
  }
  const integerDigits = Math.max(1, Math.floor(Math.log10(Math.abs(value) || 1)) + 1);
  const digits = Math.max(0, Math.min(decimals, MAX_SIGNIFICANT - integerDigits));
  return withMinus(fraction(language, digits).format(value));
}

/** A whole number with the thousands mark of the language. */
export function formatCount(value: number, language: Language): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  return withMinus(fraction(language, 0).format(value));
}

/** An amount of money to the hundredth, so that the lines of a bill add up to its total. */
export function formatMoney(value: number, language: Language): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  return withMinus(fraction(language, 2).format(value));
}

/** How units of plant files, which keep to plain letters, are written on a screen. */
const WRITTEN_UNITS: Record<string, string> = {
  um: 'µm',
  us: 'µs',
  m3: 'm³',
  Cel: '°C',
  degC: '°C',
  Ohm: 'Ω',
};

/** A unit as people write it: "um" as "µm", "m3/h" as "m³/h", "m/s2" as "m/s²". */
export function unitText(unit: string): string {
  return unit
    .split('/')
    .map((part) => WRITTEN_UNITS[part] ?? part.replace(/^([a-z]+)2$/, '$1²').replace(/^([a-z]+)3$/, '$1³'))
    .join('/');
}

/** Number, thin space, unit. */
export function withUnit(text: string, unit: string): string {
  return unit === '' || text === NO_VALUE ? text : `${text}${THIN_SPACE}${unitText(unit)}`;
}

export function formatQuantity(value: number, unit: string, language: Language, decimals?: number): string {
  return withUnit(formatNumber(value, language, decimals), unit);
}

/** A ratio 0 to 1 as "81.4 %"; `null` where there was nothing to divide by. */
export function formatPercent(ratio: number | null, language: Language, decimals = 1): string {
  if (ratio === null || !Number.isFinite(ratio)) return NO_VALUE;
  return formatQuantity(ratio * 100, '%', language, decimals);
}

/** An age as people say it: "12 s", "3 min", "2 h", "4 d". Never negative: clocks differ by some milliseconds. */
export function formatAge(ms: number): string {
  if (!Number.isFinite(ms)) return NO_VALUE;
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds}${THIN_SPACE}s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${THIN_SPACE}min`;
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)}${THIN_SPACE}h`;
  return `${Math.floor(seconds / 86_400)}${THIN_SPACE}d`;
}

const timeFormats = new Map<string, Intl.DateTimeFormat>();

function timeFormat(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  let format = timeFormats.get(key);
  if (!format) {
    // en-CA and sv-SE write ISO dates; the clock is the same in both languages, so that times can be compared.
    format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hourCycle: 'h23', ...options });
    timeFormats.set(key, format);
  }
  return format;
}

/** hh:mm:ss in plant time. */
/** Several things in one sentence: "A, B and C", "A、B和C". */
export function formatList(items: readonly string[], language: Language): string {
  return new Intl.ListFormat(LOCALE_TAGS[language], { style: 'short' }).format(items);
}

export function formatClock(ms: number, zone: string): string {
  if (!Number.isFinite(ms)) return NO_VALUE;
  return timeFormat(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(ms);
}

/** hh:mm in plant time. */
export function formatMinute(ms: number, zone: string): string {
  if (!Number.isFinite(ms)) return NO_VALUE;
  return timeFormat(zone, { hour: '2-digit', minute: '2-digit' }).format(ms);
}

/** yyyy-mm-dd in plant time. */
export function formatDate(ms: number, zone: string): string {
  if (!Number.isFinite(ms)) return NO_VALUE;
  return timeFormat(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(ms);
}

/** Both ends of a stretch, in plant time; the end without its date where it is that of the beginning. */
export function formatEnds({ from, to }: { from: number; to: number }, zone: string) {
  return { from: formatMoment(from, zone), to: formatMoment(to, zone, from) };
}

/** yyyy-mm-dd hh:mm:ss in plant time; the date is left out for `now`'s own day. */
export function formatMoment(ms: number, zone: string, now?: number): string {
  if (!Number.isFinite(ms)) return NO_VALUE;
  const date = formatDate(ms, zone);
  const clock = formatClock(ms, zone);
  return now !== undefined && formatDate(now, zone) === date ? clock : `${date} ${clock}`;
}
