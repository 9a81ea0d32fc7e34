import { expect, test } from '@jest/globals';
import i18next from 'i18next';
import { productionZh } from '../../locales/production-zh.ts';
import { failureText } from './order-failure.ts';

const texts = i18next.createInstance();
await texts.init({
  lng: 'zh',
  interpolation: { escapeValue: false },
  resources: { zh: { translation: { production: productionZh } } },
});

test('a number of an order that is taken is named with what to do', () => {
  const said = failureText(texts.t, { status: 409, message: 'There is an order "A-1" already.' }, 'A-1');
  expect(said).toBe('工单号 A-1 已存在（包括已完工和已取消的），请换一个。');
  expect(failureText(texts.t, { status: 500, message: 'HTTP 500' }, 'A-1')).toBe('未能记录：HTTP 500');
});
