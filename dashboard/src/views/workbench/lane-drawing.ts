import type uPlot from 'uplot';
import { axisNumber, axisStyle, drawLabel } from '../../plots/chart-style.ts';
import { hatchGaps, type GapBand } from '../../plots/gap-bands.ts';
import {
  formatClock,
  formatDate,
  formatMinute,
  formatNumber,
  unitText,
  type Language,
} from '../../ui/format.ts';
import { FONT_FAMILY, PALETTES, type ThemeName } from '../../ui/tokens.ts';
import type { LaneColumns } from './lane-columns.ts';
import { scaleKey, unitsOf, type Lane } from './lane-scales.ts';
import type { Layout } from './workbench-url.ts';

/** Room at the left for the ends of the lanes or for an axis. */
export const LEFT_PX = 66;
/** Below this a lane has room for its name alone. */
const ENDS_FROM_PX = 34;

export interface DrawnLanes {
  lanes: readonly Lane[];
  layout: Layout;
  theme: ThemeName;
  language: Language;
  timeZone: string;
}

/** The axis of time, and in an overlay those of the first two units. */
export function axesOf({ lanes, layout, theme, language, timeZone }: DrawnLanes): uPlot.Axis[] {
  const style = axisStyle(theme);
  const time: uPlot.Axis = {
    ...style,
    size: 28,
    space: 84,
    values: (_plot, ticks) => timeTexts(ticks, timeZone),
  };
  if (layout === 'stack') return [time];
  return [
    time,
    ...unitsOf(lanes)
      .slice(0, 2)
      .map((unit, i): uPlot.Axis => ({
        ...style,
        scale: `unit-${unit}`,
        side: i === 0 ? 3 : 1,
        grid: i === 0 ? style.grid : { show: false },
        size: LEFT_PX - 16,
        space: 26,
        label: unitText(unit) || ' ',
        labelSize: 16,
        labelGap: 0,
        values: (_plot, ticks) => ticks.map((tick) => axisNumber(tick, ticks, language)),
      })),
  ];
}

/** Times of ticks (s), with the date where a day begins and with fractions of seconds where ticks are closer than that. */
function timeTexts(ticks: readonly number[], timeZone: string): string[] {
  const step = ticks.length > 1 ? ticks[1] - ticks[0] : 60;
  return ticks.map((tick, i) => {
    const moment = tick * 1000;
    const clock = step < 60 ? formatClock(moment, timeZone) : formatMinute(moment, timeZone);
    const fraction = step < 1 ? `.${String(Math.round(moment) % 1000).padStart(3, '0')}` : '';
    const date = formatDate(moment, timeZone);
    const isNewDay = i === 0 || date !== formatDate(ticks[i - 1] * 1000, timeZone);
    const isMidnight = step >= 86_400 && /^00:00/.test(clock);
    if (isMidnight) return date.slice(5);
    return isNewDay && i > 0 ? `${date.slice(5)} ${clock}${fraction}` : `${clock}${fraction}`;
  });
}

/** Top and height of a lane, device pixels. */
function slotOf(
  plot: uPlot,
  position: number,
  { lanes, layout }: DrawnLanes,
): { top: number; height: number } {
  const { top, height } = plot.bbox;
  if (layout === 'overlay') return { top, height };
  return { top: top + (height * position) / lanes.length, height: height / lanes.length };
}

/** Hatches gaps, each in its own lane, and draws the edges of lanes. */
export function drawBelow(
  plot: uPlot,
  drawn: DrawnLanes,
  gapsOf: (address: string) => readonly GapBand[],
  now: number,
): void {
  const { ctx, bbox } = plot;
  const { lanes, layout, theme } = drawn;
  const hatched = layout === 'stack' ? lanes : lanes.slice(0, 1);
  hatched.forEach((lane, i) => {
    const { top, height } = slotOf(plot, i, drawn);
    const gaps = layout === 'stack' ? gapsOf(lane.address) : lanes.flatMap(({ address }) => gapsOf(address));
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, top, bbox.width, height);
    ctx.clip();
    hatchGaps(plot, gaps, now, theme);
    ctx.restore();
    if (i === 0) return;
    ctx.save();
    ctx.strokeStyle = PALETTES[theme].lineStrong;
    ctx.lineWidth = devicePixelRatio || 1;
    ctx.beginPath();
    ctx.moveTo(bbox.left - LEFT_PX * (devicePixelRatio || 1), Math.round(top));
    ctx.lineTo(bbox.left + bbox.width, Math.round(top));
    ctx.stroke();
    ctx.restore();
  });
}

/** Names the lanes, and says where the line is least and greatest. */
export function drawAbove(plot: uPlot, drawn: DrawnLanes, columns: readonly LaneColumns[]): void {
  const { lanes, layout, theme, language } = drawn;
  if (layout !== 'stack') return;
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio || 1;
  const palette = PALETTES[theme];
  lanes.forEach((lane, i) => {
    const { top, height } = slotOf(plot, i, drawn);
    const unit = unitText(lane.unit);
    const name = unit ? `${lane.name} (${unit})` : lane.name;
    drawLabel(plot, name, bbox.left + 6 * ratio, top + 10 * ratio, palette.text1, theme, 'left');
    const own = columns[i];
    if (!own || own.count === 0 || height < ENDS_FROM_PX * ratio) return;
    const scale = plot.scales[scaleKey(lanes, i, layout)];
    if (scale.min == null || scale.max == null) return;
    const y = (value: number) =>
      bbox.top + bbox.height - ((value - scale.min!) / (scale.max! - scale.min!)) * bbox.height;
    const ends = lane.values
      ? [0, lane.values.length - 1]
      : own.high > own.low
        ? [own.low, own.high]
        : [own.low];
    ctx.save();
    ctx.font = `${10.5 * ratio}px ${FONT_FAMILY}`;
    ctx.fillStyle = palette.text2;
    ctx.textAlign = 'right';
    ctx.textBaseline = 'middle';
    // Within the lane, so that the ends of neighbours do not meet.
    const edge = 8 * ratio;
    const inLane = (at: number) => Math.min(top + height - edge, Math.max(top + edge, at));
    for (const end of ends) {
      const text = lane.values ? (lane.values[end] ?? '') : formatNumber(end, language, lane.decimals);
      ctx.fillText(text, bbox.left - 6 * ratio, inLane(y(end)), (LEFT_PX - 8) * ratio);
    }
    ctx.restore();
  });
}
