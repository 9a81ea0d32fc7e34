/** 搜索的文字。 */
export const searchZh = {
  title: '搜索',
  shortcut: '搜索（Ctrl-K）',
  placeholder: '设备、信号、报警、诊断、工件、页面',
  hits: '搜索结果',
  none: '没有匹配的结果，请换一个词。',
  keys: '↑ ↓ 选择 · Enter 打开 · Esc 关闭',
  kind: { page: '页面', machine: '设备', signal: '信号', alarm: '报警', finding: '诊断', part: '工件' },
  part: '{{count}} 条焊缝 · {{at}}',
};
