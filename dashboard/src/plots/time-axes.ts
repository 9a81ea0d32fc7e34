import type uPlot from 'uplot';
import type { Language } from '../ui/format.ts';
import type { ThemeName } from '../ui/tokens.ts';
import { axisNumber, axisStyle } from './chart-style.ts';
import { tickText } from './time-marks.ts';

/** Time by the clock of the plant along the foot, values with their unit to the left. */
export function timeAxes(axes: {
  spanMs: number;
  timeZone: string;
  /** What is drawn, with its unit. */
  label: string;
  /** Room for the numbers, CSS pixels. */
  size: number;
  labelGap?: number;
  language: Language;
  theme: ThemeName;
}): uPlot.Axis[] {
  const { spanMs, timeZone, label, size, labelGap, language, theme } = axes;
  const style = axisStyle(theme);
  return [
    {
      ...style,
      size: 28,
      space: 90,
      values: (_plot, ticks) => ticks.map((tick) => tickText(tick * 1000, spanMs, timeZone)),
    },
    {
      ...style,
      size,
      label,
      labelSize: 18,
      ...(labelGap !== undefined && { labelGap }),
      values: (_plot, ticks) => ticks.map((tick) => axisNumber(tick, ticks, language)),
    },
  ];
}
