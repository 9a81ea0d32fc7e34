import type { helpZh } from '../../locales/help-zh.ts';

/** Keys of one thing one can do: alternatives, each pressed together. */
export interface KeyHint {
  keys: readonly (readonly string[])[];
  does: keyof typeof helpZh.does;
}

export interface KeyGroup {
  group: keyof typeof helpZh.group;
  /** Pages it belongs to; everywhere where left out. */
  path?: RegExp;
  /** It belongs to a replay, on whatever page. */
  replay?: true;
  hints: readonly KeyHint[];
}

/** What can be done by keys, by the place where the keys work. The code that listens stands beside each place. */
export const KEY_GROUPS: readonly KeyGroup[] = [
  {
    group: 'everywhere',
    hints: [
      { keys: [['Ctrl', 'K']], does: 'search' },
      { keys: [['?']], does: 'help' },
      { keys: [['R']], does: 'replay' },
      { keys: [['Tab'], ['Shift', 'Tab']], does: 'next' },
      { keys: [['Enter'], ['␣']], does: 'press' },
      { keys: [['Esc']], does: 'close' },
    ],
  },
  {
    group: 'hall',
    path: /^\/$/,
    hints: [
      { keys: [['Esc']], does: 'wholeHall' },
      { keys: [['W', 'A', 'S', 'D']], does: 'walk' },
      { keys: [['Shift']], does: 'hurry' },
    ],
  },
  {
    group: 'layout',
    path: /^\/layout/,
    hints: [
      { keys: [['←'], ['↑'], ['→'], ['↓']], does: 'move' },
      { keys: [['Alt', '←']], does: 'moveFine' },
      { keys: [['R'], ['Shift', 'R']], does: 'turn' },
      {
        keys: [
          ['Ctrl', 'Z'],
          ['Ctrl', 'Y'],
        ],
        does: 'undo',
      },
      { keys: [['Esc']], does: 'letGo' },
    ],
  },
  {
    group: 'replay',
    replay: true,
    hints: [
      { keys: [['␣']], does: 'play' },
      { keys: [['←'], ['→']], does: 'step' },
      { keys: [[','], ['.']], does: 'stepFine' },
      { keys: [['[']], does: 'loopFrom' },
      { keys: [[']']], does: 'loopTo' },
      { keys: [['B']], does: 'note' },
      { keys: [['L']], does: 'live' },
    ],
  },
  {
    group: 'workbench',
    path: /^\/workbench/,
    hints: [
      { keys: [['←'], ['→']], does: 'pan' },
      { keys: [['+'], ['−']], does: 'zoom' },
      {
        keys: [
          ['Shift', '←'],
          ['Shift', '→'],
        ],
        does: 'cursor',
      },
      { keys: [['End']], does: 'follow' },
      { keys: [['Backspace']], does: 'back' },
    ],
  },
  {
    group: 'rules',
    path: /^\/rules/,
    hints: [{ keys: [['Ctrl', '␣']], does: 'complete' }],
  },
];
