import { describe, expect, test } from '@jest/globals';
import { BASELINE_REFUSALS, READINGS_REFUSALS } from '@linetwin/contracts';
import i18next from 'i18next';
import { energyEn } from '../../locales/energy-en.ts';
import { energyZh } from '../../locales/energy-zh.ts';
import { refusalText } from './refusal-text.ts';

const texts = i18next.createInstance();
await texts.init({
  lng: 'zh',
  interpolation: { escapeValue: false },
  resources: { zh: { translation: { energy: energyZh } }, en: { translation: { energy: energyEn } } },
});

const REFUSALS = [...READINGS_REFUSALS, ...BASELINE_REFUSALS];

describe('a refused file of readings or baseline', () => {
  test.each(['zh', 'en'] as const)('is explained in %s, whatever is wrong with it', (language) => {
    const t = texts.getFixedT(language);
    const said = REFUSALS.map((text) => refusalText(t, { message: '?', words: { text, values: {} } }));
    expect(said.every((text) => text !== '?' && !text.startsWith('energy.'))).toBe(true);
    expect(new Set(said).size).toBe(REFUSALS.length);
  });

  test('is told with its columns and what to call the one that was not found', () => {
    const words = { text: 'no-time-column', values: { columns: 'A, B' } };
    expect(refusalText(texts.getFixedT('zh'), { message: 'English', words })).toBe(
      '没有找到时间列。请把第一行中时间列的列名改为“时间”；现有列：A, B。',
    );
  });

  test('is told with how much data there is and how much it takes', () => {
    const words = { text: 'too-few-days', values: { count: 3, needed: 11 } };
    expect(refusalText(texts.getFixedT('zh'), { message: 'English', words })).toContain(
      '3 个完整的日子（各设备全程有记录），至少需要 11 个',
    );
  });

  test('stays as the server says it where there are no words for it', () => {
    expect(refusalText(texts.getFixedT('zh'), { message: 'HTTP 413', words: undefined })).toBe('HTTP 413');
  });
});
