/**
 * The one place where colours live. Pages read them as CSS variables (`cssVariables`), Ant Design and the
 * 3D scene as values. An accent never means a state, and a state is never shown by colour alone.
 */
export const THEMES = ['dark', 'light'] as const;
export type ThemeName = (typeof THEMES)[number];

/** How a machine stands, in the seven looks that can be told apart from 5 m. */
export const MACHINE_LOOKS = [
  'running',
  'idle',
  'starved',
  'blocked',
  'held',
  'stopped',
  'fault',
  'nodata',
] as const;
export type MachineLook = (typeof MACHINE_LOOKS)[number];

export interface Palette {
  ground: string;
  surface: string;
  raised: string;
  line: string;
  lineStrong: string;
  text1: string;
  text2: string;
  text3: string;
  accent: string;
  accentSoft: string;
  onAccent: string;
  state: Record<MachineLook, string>;
  /** Alarm priorities 1 to 4. */
  priority: Record<1 | 2 | 3 | 4, string>;
  good: string;
  warning: string;
  /** What people noted on a time, and its flag, on which stands white. */
  note: string;
  noteFlag: string;
  /** Six lines of a chart, told apart by colour-blind eyes (after Okabe and Ito). */
  series: readonly string[];
  shadow: string;
}

export const PALETTES: Record<ThemeName, Palette> = {
  dark: {
    ground: '#0B1118',
    surface: '#121A24',
    raised: '#1A2431',
    line: '#243142',
    lineStrong: '#33445A',
    text1: '#E8EEF4',
    text2: '#A9B7C6',
    text3: '#6F8093',
    accent: '#3BA7FF',
    accentSoft: '#3BA7FF24',
    onAccent: '#06121E',
    state: {
      running: '#3FB27F',
      idle: '#8FA3B8',
      starved: '#E0A83A',
      blocked: '#E0A83A',
      held: '#4C8DFF',
      stopped: '#66788C',
      fault: '#F0484E',
      nodata: '#6F8093',
    },
    priority: { 1: '#F0484E', 2: '#F08A38', 3: '#E6C73C', 4: '#B58CF5' },
    good: '#3FB27F',
    warning: '#E0A83A',
    note: '#8B5CF6',
    noteFlag: '#6D3FE0',
    series: ['#56B4E9', '#E69F00', '#2FC39A', '#D98BB8', '#F0E442', '#E5763C'],
    shadow: '0 8px 24px rgb(0 0 0 / 45%)',
  },
  light: {
    ground: '#F3F5F7',
    surface: '#FFFFFF',
    raised: '#FFFFFF',
    line: '#E1E6EB',
    lineStrong: '#C7D0D9',
    text1: '#14202B',
    text2: '#4A5A6A',
    text3: '#7C8A98',
    accent: '#0B6FD1',
    accentSoft: '#0B6FD114',
    onAccent: '#FFFFFF',
    state: {
      running: '#1F8F5F',
      idle: '#6C8299',
      starved: '#B27A0B',
      blocked: '#B27A0B',
      held: '#2F6FE4',
      stopped: '#55626F',
      fault: '#D3262D',
      nodata: '#7C8A98',
    },
    priority: { 1: '#D3262D', 2: '#D9690F', 3: '#B38F00', 4: '#7E4FD0' },
    good: '#1F8F5F',
    warning: '#B27A0B',
    note: '#6D3FE0',
    noteFlag: '#6D3FE0',
    series: ['#0072B2', '#B87400', '#007F5F', '#A8467F', '#7A6A00', '#C24A0A'],
    shadow: '0 8px 24px rgb(20 32 43 / 14%)',
  },
};

export const FONT_FAMILY =
  "'Noto Sans SC Variable', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif";

/** The palette as CSS custom properties, for one rule on the document element. */
export function cssVariables(theme: ThemeName): Record<string, string> {
  const { state, priority, series, ...plain } = PALETTES[theme];
  const variables: Record<string, string> = { '--font': FONT_FAMILY };
  for (const [name, value] of Object.entries(plain)) variables[`--${kebab(name)}`] = value;
  for (const [name, value] of Object.entries(state)) variables[`--state-${name}`] = value;
  for (const [name, value] of Object.entries(priority)) variables[`--priority-${name}`] = value;
  series.forEach((value, position) => (variables[`--series-${position}`] = value));
  return variables;
}

function kebab(name: string): string {
  return name
    .replace(/([A-Z])/g, '-$1')
    .replace(/(\d)/g, '-$1')
    .toLowerCase();
}

/** What Ant Design takes from the palette (`ConfigProvider theme.token` and `theme.components`). */
export function antTokens(theme: ThemeName) {
  const palette = PALETTES[theme];
  return {
    token: {
      colorPrimary: palette.accent,
      colorLink: palette.accent,
      // Made out of the accent they would be too dark to read on a dark ground.
      colorLinkHover: palette.accent,
      colorLinkActive: palette.accent,
      colorError: palette.priority[1],
      colorWarning: palette.warning,
      colorSuccess: palette.good,
      colorBgBase: palette.ground,
      colorBgLayout: palette.ground,
      colorBgContainer: palette.surface,
      colorBgElevated: palette.raised,
      colorText: palette.text1,
      colorTextSecondary: palette.text2,
      colorTextTertiary: palette.text2,
      colorTextQuaternary: palette.text3,
      colorBorder: palette.lineStrong,
      colorBorderSecondary: palette.line,
      colorSplit: palette.line,
      fontFamily: FONT_FAMILY,
      fontSize: 14,
      borderRadius: 6,
      wireframe: false,
      controlHeight: 32,
    },
    components: {
      // White on the bright accent of the dark theme has 3.4:1.
      Button: { primaryColor: palette.onAccent },
      Table: {
        headerBg: palette.surface,
        headerColor: palette.text2,
        headerSplitColor: 'transparent',
        rowHoverBg: palette.accentSoft,
        cellPaddingBlockMD: 10,
        cellPaddingInlineMD: 12,
      },
      Tabs: { horizontalItemPadding: '10px 0', horizontalItemGutter: 24 },
      Segmented: { trackBg: palette.ground, itemSelectedBg: palette.surface },
    },
  };
}
