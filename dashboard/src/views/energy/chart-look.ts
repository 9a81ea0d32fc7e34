import type { EnergyClassName } from '@linetwin/contracts';
import { PALETTES, FONT_FAMILY, type ThemeName } from '../../ui/tokens.ts';

/** Text, axes and hints of every chart of the page. */
export function chartLook(theme: ThemeName) {
  const palette = PALETTES[theme];
  const text = { color: palette.text2, fontFamily: FONT_FAMILY, fontSize: 11 };
  return {
    palette,
    text,
    textStyle: text,
    grid: { left: 8, right: 12, top: 28, bottom: 4, containLabel: true },
    tooltip: {
      backgroundColor: palette.raised,
      borderColor: palette.lineStrong,
      textStyle: { ...text, color: palette.text1, fontSize: 12 },
      confine: true,
    },
    axis: {
      axisLine: { lineStyle: { color: palette.lineStrong } },
      axisTick: { lineStyle: { color: palette.lineStrong } },
      axisLabel: text,
      nameTextStyle: text,
      splitLine: { lineStyle: { color: palette.line } },
    },
    legend: { textStyle: text, itemWidth: 12, itemHeight: 8, top: 0, left: 0 },
  };
}

/** One scale from little to much, dark to light on dark ground and the other way round on light (cividis, readable by colour-blind people). */
export function heatColours(theme: ThemeName): string[] {
  const cividis = ['#00224E', '#35456C', '#666970', '#948E77', '#C8B866', '#FEE838'];
  return theme === 'dark' ? cividis : cividis.toReversed();
}

/** Colours of energy classes: the look of the machine state that they stand for. */
export function classColours(theme: ThemeName): Record<EnergyClassName, string> {
  const { state, series, text3 } = PALETTES[theme];
  return {
    productive: state.running,
    idle: state.starved,
    standby: state.idle,
    'start-up': series[0],
    unknown: text3,
  };
}
