import { BarChart, HeatmapChart, LineChart, SankeyChart } from 'echarts/charts';
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

// Only what the pages draw, so that the rest is not shipped; pages that use it are loaded when they are opened.
use([
  BarChart,
  HeatmapChart,
  LineChart,
  SankeyChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TooltipComponent,
  VisualMapComponent,
  CanvasRenderer,
]);

/** A chart of ECharts that fills its width. What it shows is said in words by `label`, for those who cannot see it. */
export function EChart({
  option,
  height,
  label,
}: {
  option: EChartsCoreOption;
  height: number;
  label: string;
}) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init>>(undefined);
  useEffect(() => {
    const created = init(host.current!, null, { renderer: 'canvas' });
    chart.current = created;
    const watch = new ResizeObserver(() => created.resize());
    watch.observe(host.current!);
    return () => {
      watch.disconnect();
      created.dispose();
      chart.current = undefined;
    };
  }, []);
  useEffect(() => chart.current?.setOption({ animation: false, ...option }, { notMerge: true }), [option]);
  useEffect(() => chart.current?.resize(), [height]);
  return <div ref={host} className="echart" style={{ height }} role="img" aria-label={label} />;
}
