import { describe, expect, test } from '@jest/globals';
import { IMPORT_TEXTS } from '@linetwin/contracts';
import i18next from 'i18next';
import { runsEn } from '../../locales/runs-en.ts';
import { runsZh } from '../../locales/runs-zh.ts';
import { importProblemText } from './import-problem-text.ts';
import type { RunT } from './run-texts.ts';

const texts = i18next.createInstance();
await texts.init({
  lng: 'zh',
  interpolation: { escapeValue: false },
  resources: { zh: { translation: { runs: runsZh } }, en: { translation: { runs: runsEn } } },
});
const inLanguage = (language: 'zh' | 'en') => texts.getFixedT(language, undefined, 'runs') as RunT;

describe('what is wrong with a file', () => {
  test.each(['zh', 'en'] as const)('is said in %s, whatever it is', (language) => {
    const said = IMPORT_TEXTS.map((text) =>
      importProblemText(inLanguage(language), { message: '?', words: { text, values: {} } }),
    );
    expect(said.every((text) => text !== '?' && !text.startsWith('import.'))).toBe(true);
    expect(new Set(said).size).toBe(IMPORT_TEXTS.length);
  });

  test('names the first cell with what is wrong with it, in the language of the page', () => {
    const words = {
      text: 'nothing-taken-first',
      values: { row: 2, column: 'time', what: 'no-time', text: 'soon' },
    };
    expect(importProblemText(inLanguage('zh'), { message: 'English', words })).toBe(
      '文件中没有可以导入的数据。第 2 行，列“time”：“soon”不是时间。',
    );
  });

  test('stays as the server says it where there are no words for it', () => {
    expect(importProblemText(inLanguage('zh'), { message: 'HTTP 413' })).toBe('HTTP 413');
    const words = { text: 'of-a-newer-server', values: {} };
    expect(importProblemText(inLanguage('zh'), { message: 'English', words })).toBe('English');
  });
});
