import type { EChartsCoreOption } from 'echarts/core';
import { useMemo, useRef } from 'react';
import { usePreferences } from '../ui/preferences.tsx';
import { FONT_FAMILY, PALETTES, type Palette } from '../ui/tokens.ts';
import { EChart } from './echart.tsx';

/** A chart of ECharts in the colours of the page, drawn anew when its version or the theme changes. */
export function PaletteChart(props: {
  /** Says in words what is drawn. */
  label: string;
  height: number;
  option: (palette: Palette) => EChartsCoreOption;
  /** Drawn anew when this changes. */
  version: string;
}) {
  const { label, height, option, version } = props;
  const { theme } = usePreferences();
  const newest = useRef(option);
  newest.current = option;
  const styled = useMemo(() => {
    const palette = PALETTES[theme];
    return {
      textStyle: { fontFamily: FONT_FAMILY, fontSize: 12, color: palette.text2 },
      ...newest.current(palette),
    };
    // The function is made anew with every render; what it draws changes with its version only.
  }, [theme, version]);
  return <EChart label={label} height={height} option={styled} />;
}

/** Axes and tooltip in the colours of the page. */
export function chartParts(palette: Palette) {
  const line = { lineStyle: { color: palette.line } };
  return {
    category: {
      type: 'category' as const,
      axisLine: { lineStyle: { color: palette.lineStrong } },
      axisTick: { show: false },
      axisLabel: { color: palette.text2 },
    },
    value: {
      type: 'value' as const,
      splitLine: line,
      axisLabel: { color: palette.text2 },
      nameTextStyle: { color: palette.text2 },
    },
    tooltip: {
      backgroundColor: palette.raised,
      borderColor: palette.lineStrong,
      textStyle: { color: palette.text1, fontSize: 12 },
    },
  };
}
