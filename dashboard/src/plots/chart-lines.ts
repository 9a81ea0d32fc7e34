/** How a line is drawn, in words of ECharts. */
type LineType = 'solid' | 'dashed';

/** A line through values at the categories of the axis. With `step`, each value holds until the next. */
export function chartLine(line: {
  name: string;
  data: readonly number[];
  colour: string;
  type: LineType;
  step?: 'end';
}) {
  const { name, data, colour, type, step } = line;
  return {
    type: 'line',
    name,
    ...(step && { step }),
    showSymbol: false,
    lineStyle: { width: 2, type, color: colour },
    itemStyle: { color: colour },
    data,
  };
}

/** A named line across a chart at a value, or up it at the position of a category. */
export type CrossLine = ({ yAxis: number } | { xAxis: number }) & {
  name: string;
  colour: string;
  type?: LineType;
};

/** `markLine` of a series: bounds and moments with their names at the inner end. @param text how words of the chart look */
export function crossLines(lines: readonly CrossLine[], text: object) {
  return {
    symbol: 'none',
    silent: true,
    data: lines.map(({ name, colour, type = 'dashed', ...at }) => ({
      ...at,
      lineStyle: { color: colour, type },
      label: { ...text, formatter: name, position: 'insideEndTop' },
    })),
  };
}
