import { expect, test } from '@jest/globals';
import type { NoticeContent } from './notice.ts';
import { mergedContent } from './notice-text.ts';

const content = (short: string): NoticeContent => ({
  title: `[高] ${short}`,
  lines: ['位置：轴承一线'],
  short,
  link: null,
  evidence: null,
  data: {},
});

test('several notices in one message are written in the language of their receiver', () => {
  const both = [content('B07 加热元件断路'), content('B12-2 振动偏大')];
  expect(mergedContent(both, 'zh')).toMatchObject({
    title: '2 起事件：B07 加热元件断路',
    short: 'B07 加热元件断路；B12-2 振动偏大',
  });
  expect(mergedContent(both, 'en').title).toBe('2 incidents: B07 加热元件断路');
});
