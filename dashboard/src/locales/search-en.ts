import type { searchZh } from './search-zh.ts';

/** Texts of the search. */
export const searchEn: typeof searchZh = {
  title: 'Search',
  shortcut: 'Search (Ctrl-K)',
  placeholder: 'Machines, signals, alarms, findings, parts, pages',
  hits: 'Results',
  none: 'Nothing matches; try another word.',
  keys: '↑ ↓ choose · Enter open · Esc close',
  kind: {
    page: 'Page',
    machine: 'Machine',
    signal: 'Signal',
    alarm: 'Alarm',
    finding: 'Finding',
    part: 'Part',
  },
  part: '{{count}} seams · {{at}}',
};
