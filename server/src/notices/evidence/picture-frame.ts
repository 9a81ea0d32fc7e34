/** Size of a picture and of the field that it is drawn in, px. */
export const FRAME = { width: 640, height: 300, left: 64, right: 16, top: 40, bottom: 36 } as const;

/** Colours of the light theme: mails and chats are white. */
export const INK = {
  ground: '#FFFFFF',
  title: '#14202B',
  text: '#4A5A6A',
  grid: '#E1E6EB',
  curve: '#0B6FD1',
  trouble: '#D92D34',
  limit: '#B45309',
  quiet: '#7C8A98',
} as const;

const TEXT_PX = 12;

/** Where a value lies in the field. */
export type Place = (value: number) => number;

/** @param most more than `least` */
export function across(least: number, most: number): Place {
  const { left, right, width } = FRAME;
  return (value) => left + ((value - least) / (most - least)) * (width - left - right);
}

/** @param most more than `least` */
export function upwards(least: number, most: number): Place {
  const { top, bottom, height } = FRAME;
  return (value) => height - bottom - ((value - least) / (most - least)) * (height - top - bottom);
}

/** An SVG with a title, lines at round values and their numbers, and what is drawn on it. */
export function framed(
  title: string,
  y: Place,
  yTicks: readonly number[],
  content: readonly string[],
): string {
  const { left, right, width, height } = FRAME;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="Noto Sans SC" font-size="${TEXT_PX}">`,
    `<rect width="${width}" height="${height}" fill="${INK.ground}"/>`,
    text(left, 22, 'start', title, INK.title, 14),
    ...yTicks.map(
      (value) =>
        `<line x1="${left}" x2="${width - right}" y1="${px(y(value))}" y2="${px(y(value))}" stroke="${INK.grid}"/>` +
        text(left - 8, y(value) + 4, 'end', number(value)),
    ),
    ...content,
    '</svg>',
  ].join('\n');
}

/** About six round values between two (1, 2 or 5 times a power of ten apart). */
export function ticks(least: number, most: number): number[] {
  const raw = (most - least) / 6;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((one) => one * power).find((one) => one >= raw)!;
  const first = Math.ceil(least / step);
  return Array.from({ length: Math.floor(most / step) - first + 1 }, (_, i) => (first + i) * step);
}

export function number(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '\u2212');
}

export function px(at: number): string {
  return at.toFixed(1);
}

export function text(
  x: number,
  y: number,
  anchor: 'start' | 'middle' | 'end',
  words: string,
  fill: string = INK.text,
  size = TEXT_PX,
): string {
  const safe = words.replace(/[&<>]/g, (one) => `&#${one.charCodeAt(0)};`);
  return `<text x="${px(x)}" y="${px(y)}" text-anchor="${anchor}" fill="${fill}" font-size="${size}">${safe}</text>`;
}
