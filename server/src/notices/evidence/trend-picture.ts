import type { TrendEvidence } from './evidence.ts';
import { across, FRAME, framed, INK, px, text, ticks, upwards } from './picture-frame.ts';

/** Space above and below the curve, as a share of its range. */
const PAD = 0.08;

/** Draws a signal as SVG: its least and greatest values, its limits, and since when it is in trouble. */
export function trendSvg({ label, time, min, max, limits, since, zone }: TrendEvidence): string {
  const [from, to] = [Math.min(time[0], since), Math.max(time[time.length - 1], since + 1)];
  const values = [...min, ...max, ...limits].filter(Number.isFinite);
  const [least, most] = padded(Math.min(...values), Math.max(...values));
  const [x, y] = [across(from, to), upwards(least, most)];
  const point = (at: number, value: number) => `${px(x(at))},${px(y(value))}`;
  const envelope = [
    ...time.map((at, i) => point(at, max[i])),
    ...time.map((at, i) => point(at, min[i])).reverse(),
  ].join(' ');
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  const moments = [0, 1, 2, 3].map((part) => from + ((to - from) * part) / 3);
  const { left, right, top, bottom, width, height } = FRAME;
  const [start, floor] = [x(since), height - bottom];
  return framed(label, y, ticks(least, most), [
    ...moments.map((at, i) =>
      text(x(at), height - 14, i === 0 ? 'start' : i === 3 ? 'end' : 'middle', clock.format(at)),
    ),
    `<rect x="${px(start)}" y="${top}" width="${px(Math.max(0, width - right - start))}" height="${floor - top}" fill="${INK.trouble}" fill-opacity="0.07"/>`,
    `<line x1="${px(start)}" x2="${px(start)}" y1="${top}" y2="${floor}" stroke="${INK.trouble}"/>`,
    ...limits.map(
      (limit) =>
        `<line x1="${left}" x2="${width - right}" y1="${px(y(limit))}" y2="${px(y(limit))}" stroke="${INK.limit}" stroke-dasharray="6 4"/>`,
    ),
    `<polygon points="${envelope}" fill="${INK.curve}" stroke="${INK.curve}" stroke-width="1.5" stroke-linejoin="round"/>`,
  ]);
}

function padded(least: number, most: number): [number, number] {
  const pad = (most - least || Math.abs(most) || 1) * PAD;
  return [least - pad, most + pad];
}
