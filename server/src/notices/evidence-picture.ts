import type { Text } from '@linetwin/model';

/** What a notice shows of its cause: one signal over the minutes around its beginning. */
export interface Evidence {
  /** Machine, signal and unit. */
  label: string;
  /** Columns, thinned; times in ms since 1970 UTC. */
  time: number[];
  min: number[];
  max: number[];
  /** Limits to draw, in the unit of the signal. */
  limits: number[];
  /** When the trouble began. */
  since: number;
  /** IANA name of the plant's time zone. */
  zone: string;
}

/** The same before anybody's language is known. */
export type EvidenceInAllLanguages = Omit<Evidence, 'label'> & { label: Text };

const WIDTH = 640;
const HEIGHT = 300;
const LEFT = 64;
const RIGHT = 16;
const TOP = 40;
const BOTTOM = 36;

/** Draws the evidence as SVG in the colours of the light theme. */
export function evidenceSvg(evidence: Evidence): string {
  const { label, time, min, max, limits, since } = evidence;
  const [from, to] = [Math.min(time[0], since), Math.max(time[time.length - 1], since + 1)];
  const values = [...min, ...max, ...limits].filter(Number.isFinite);
  const [least, most] = padded(Math.min(...values), Math.max(...values));
  const x = (at: number) => LEFT + ((at - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => HEIGHT - BOTTOM - ((value - least) / (most - least)) * (HEIGHT - TOP - BOTTOM);
  const point = (at: number, value: number) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`;
  const envelope = [
    ...time.map((at, i) => point(at, max[i])),
    ...time.map((at, i) => point(at, min[i])).reverse(),
  ].join(' ');
  const grid = ticks(least, most).map(
    (value) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}" stroke="#E1E6EB"/>` +
      text(LEFT - 8, y(value) + 4, 'end', number(value)),
  );
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: evidence.zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const moments = [0, 1, 2, 3].map((part) => from + ((to - from) * part) / 3);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="Noto Sans SC" font-size="12">`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#FFFFFF"/>`,
    text(LEFT, 22, 'start', label, '#14202B', 14),
    ...grid,
    ...moments.map((at, i) =>
      text(x(at), HEIGHT - 14, i === 0 ? 'start' : i === 3 ? 'end' : 'middle', clock.format(at)),
    ),
    `<rect x="${x(since)}" y="${TOP}" width="${Math.max(0, WIDTH - RIGHT - x(since))}" height="${HEIGHT - TOP - BOTTOM}" fill="#D92D34" fill-opacity="0.07"/>`,
    `<line x1="${x(since)}" x2="${x(since)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" stroke="#D92D34"/>`,
    ...limits.map(
      (limit) =>
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(limit)}" y2="${y(limit)}" stroke="#B45309" stroke-dasharray="6 4"/>`,
    ),
    `<polygon points="${envelope}" fill="#0B6FD1" stroke="#0B6FD1" stroke-width="1.5" stroke-linejoin="round"/>`,
    '</svg>',
  ].join('\n');
}

function padded(least: number, most: number): [number, number] {
  const pad = (most - least || Math.abs(most) || 1) * 0.08;
  return [least - pad, most + pad];
}

/** About six round values between two (1, 2 or 5 times a power of ten apart). */
function ticks(least: number, most: number): number[] {
  const raw = (most - least) / 6;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= raw)!;
  const first = Math.ceil(least / step);
  return Array.from({ length: Math.floor(most / step) - first + 1 }, (_, i) => (first + i) * step);
}

function number(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '\u2212');
}

function text(
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
  words: string,
  fill = '#4A5A6A',
  size = 12,
): string {
  const safe = words.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${fill}" font-size="${size}">${safe}</text>`;
}
