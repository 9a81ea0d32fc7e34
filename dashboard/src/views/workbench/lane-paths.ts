import type uPlot from 'uplot';
import type { LaneColumns } from './lane-columns.ts';

/** Where values are so far apart, each is a dot as well: one sees what was measured and what is only a line between, CSS pixels. */
const DOT_SPACING_PX = 12;
const DOT_PX = 2;

/**
 * Draws a lane: a line through the means, the room between least and greatest filled. A value alone between gaps is a dot.
 *
 * @param read the columns as they are when it is drawn
 * @param isStepped the line holds its value until the next one
 */
export function lanePaths(read: () => LaneColumns | undefined, isStepped: boolean): uPlot.Series.PathBuilder {
  return (plot, seriesIndex, first, last) => {
    const { bbox } = plot;
    const scale = plot.series[seriesIndex].scale!;
    const ends = plot.scales[scale];
    const x = plot.data[0];
    const { min: fromX, max: toX } = plot.scales.x;
    const columns = read();
    if (!columns) return null;
    if (fromX == null || toX == null || ends.min == null || ends.max == null) return null;
    const perX = bbox.width / (toX - fromX);
    const perY = bbox.height / (ends.max - ends.min);
    const xOf = (i: number) => bbox.left + (x[i] - fromX) * perX;
    const yOf = (value: number) => bbox.top + bbox.height - (value - ends.min!) * perY;
    const stroke = new Path2D();
    const fill = new Path2D();
    const { mean, min, max } = columns;
    let run: number[] = [];
    let shown = 0;
    for (let i = first; i <= last; i++) if (typeof mean[i] === 'number') shown++;
    const ratio = devicePixelRatio || 1;
    const withDots = shown > 0 && bbox.width / shown > DOT_SPACING_PX * ratio;
    const dot = (i: number) => {
      const half = DOT_PX * ratio;
      stroke.rect(xOf(i) - half / 2, yOf(mean[i] as number) - half / 2, half, half);
    };
    const endRun = () => {
      if (run.length > 0) {
        drawRun(run);
        if (withDots) for (const i of run) dot(i);
        else if (run.length === 1) dot(run[0]);
      }
      run = [];
    };
    const drawRun = (cells: readonly number[]) => {
      let hasSpread = false;
      let before = NaN;
      cells.forEach((i, k) => {
        const [px, py] = [xOf(i), yOf(mean[i] as number)];
        if (k === 0) stroke.moveTo(px, py);
        else {
          if (isStepped) stroke.lineTo(px, before);
          stroke.lineTo(px, py);
        }
        before = py;
        if ((max[i] as number) > (min[i] as number)) hasSpread = true;
      });
      if (!hasSpread) return;
      cells.forEach((i, k) => fill[k === 0 ? 'moveTo' : 'lineTo'](xOf(i), yOf(max[i] as number)));
      for (let k = cells.length - 1; k >= 0; k--) fill.lineTo(xOf(cells[k]), yOf(min[cells[k]] as number));
      fill.closePath();
    };
    // A line goes on beyond the edges, up to the next value on both sides.
    for (let i = outward(mean, first, -1); i <= outward(mean, last, 1); i++) {
      if (mean[i] === null) endRun();
      else if (mean[i] !== undefined) run.push(i);
    }
    endRun();
    return { stroke, fill };
  };
}

function outward(cells: readonly unknown[], from: number, step: 1 | -1): number {
  let i = from + step;
  while (i >= 0 && i < cells.length && cells[i] === undefined) i += step;
  return Math.max(0, Math.min(cells.length - 1, i));
}
