import type { MarkedLine, SpectrumEvidence } from './evidence.ts';
import { across, FRAME, framed, INK, number, px, text, ticks, upwards, type Place } from './picture-frame.ts';

/** Room above the highest line for the names of the marks, as a share of the field. */
const HEADROOM = 0.16;
/** Width of a letter of a name, about; names that would touch are left out. */
const LETTER_PX = 7;

/** Draws a spectrum as SVG with the lines of the fault: hit ones stand out, those that were looked for and not found stay grey. */
export function spectrumSvg({ label, xLabel, yLabel, x: at, y: height, marks }: SpectrumEvidence): string {
  const end = at[at.length - 1];
  const most = Math.max(...height.filter(Number.isFinite), Number.MIN_VALUE) * (1 + HEADROOM);
  const [x, y] = [across(Math.min(0, at[0]), end), upwards(0, most)];
  const shown = marks.filter((mark) => mark.at <= end);
  const curve = at.map((place, i) => `${px(x(place))},${px(y(height[i]))}`).join(' ');
  const { right, bottom, width, height: whole } = FRAME;
  const xTicks = ticks(0, end);
  return framed(label, y, ticks(0, most), [
    ...shown.map((mark) => drawn(mark, x)),
    `<polyline points="${curve}" fill="none" stroke="${INK.curve}" stroke-width="1.2" stroke-linejoin="round"/>`,
    ...named(shown, x),
    ...xTicks.map((value) => text(x(value), whole - bottom + 16, 'middle', number(value))),
    text(width - right, whole - 4, 'end', xLabel),
    text(FRAME.left, FRAME.top - 4, 'start', yLabel),
  ]);
}

function drawn({ at, tolerance, isHit }: MarkedLine, x: Place): string {
  const { top, bottom, height } = FRAME;
  const [from, to] = [x(at - tolerance), x(at + tolerance)];
  const colour = isHit ? INK.trouble : INK.quiet;
  return (
    `<rect x="${px(from)}" y="${top}" width="${px(Math.max(2, to - from))}" height="${height - bottom - top}" fill="${colour}" fill-opacity="${isHit ? 0.16 : 0.08}"/>` +
    `<line x1="${px(x(at))}" x2="${px(x(at))}" y1="${top + 16}" y2="${height - bottom}" stroke="${colour}" stroke-width="${isHit ? 1.2 : 0.8}" stroke-dasharray="${isHit ? '4 3' : '2 4'}"/>`
  );
}

/** Names of what was hit first, and of no more than have room. */
function named(marks: readonly MarkedLine[], x: Place): string[] {
  const taken: [number, number][] = [];
  return [...marks]
    .sort((a, b) => Number(b.isHit) - Number(a.isHit))
    .flatMap(({ name, at, isHit }) => {
      const half = ([...name].length * LETTER_PX) / 2 + 4;
      const middle = Math.min(x(at), FRAME.width - FRAME.right - half);
      if (name === '' || taken.some(([from, to]) => middle + half > from && middle - half < to)) return [];
      taken.push([middle - half, middle + half]);
      return [text(middle, FRAME.top + 12, 'middle', name, isHit ? INK.trouble : INK.quiet)];
    });
}
